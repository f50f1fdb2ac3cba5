import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';
import { RemarkView } from './sites.dto.js';

const OUTCOMES = ['created', 'updated', 'duplicate', 'rejected'] as const;

export class ImportsQuery extends PageQuery {}

export class ImportRowsQuery extends PageQuery {
  /** Only rows that ended so. */
  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: string;
}

export class ImportView {
  id: string;

  /** true: nothing but this report was stored. */
  dryRun: boolean;

  /** Of the file, in hexadecimal. */
  fileSha256: string;

  /** Our fields with the columns they were read from. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  mapping: Record<string, string>;

  @ApiProperty({ type: 'integer', description: 'Always the sum of the four that follow.' })
  rows: number;

  @ApiProperty({ type: 'integer', description: 'Rows that made a site.' })
  created: number;

  @ApiProperty({ type: 'integer', description: 'Rows of a known site that changed something.' })
  updated: number;

  @ApiProperty({ type: 'integer', description: 'Rows that changed nothing: known, or a repetition of an earlier line.' })
  duplicates: number;

  @ApiProperty({ type: 'integer' })
  rejected: number;

  importedBy: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;
}

export class ImportsPage {
  items: ImportView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}

export class ImportRowView {
  @ApiProperty({ type: 'integer', description: 'Line of the file on which the row begins, the header being line 1.' })
  line: number;

  @ApiProperty({ enum: OUTCOMES })
  outcome: string;

  /** The supplier that was created, or that the row belongs to. */
  supplierId: string | null;
  siteId: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The earlier line that this one repeats.' })
  duplicateOfLine: number | null;

  /** Why the row was rejected; otherwise remarks. */
  notes: RemarkView[];
}

export class ImportRowsPage {
  items: ImportRowView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
