import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';
import type { ExtensionState } from './extensions.queries.js';

const STATES = ['open', 'approved', 'declined', 'lapsed'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const REAL_TEXT = /\S/;
const TEXT_MAX = 2_000;

export class AskExtensionDto {
  @ApiProperty({ format: 'date', description: 'The day by which you can answer; later than the one that stands now.' })
  @Matches(DAY, { message: 'until must be a date as YYYY-MM-DD' })
  @IsISO8601({ strict: true }, { message: 'until must be a day that exists' })
  until: string;

  /** Why more time is needed, for the people who asked. Please name no workers. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(REAL_TEXT, { message: 'reason must say something' })
  reason: string;
}

export class ApproveExtensionDto {
  @ApiPropertyOptional({ format: 'date', description: 'Left out: the day that was asked for.' })
  @IsOptional()
  @Matches(DAY, { message: 'until must be a date as YYYY-MM-DD' })
  @IsISO8601({ strict: true }, { message: 'until must be a day that exists' })
  until?: string;
}

export class DeclineExtensionDto {
  /** Why not; the supplier reads it. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(REAL_TEXT, { message: 'comment must say something' })
  comment: string;
}

export class ExtensionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES, description: 'lapsed: nobody decided, and the answers are in or the assessment is closed.' })
  @IsOptional()
  @IsIn(STATES)
  state?: ExtensionState;

  /** Only those about this assessment. */
  @IsOptional()
  @IsUUID()
  assessmentId?: string;
}

export class ExtensionView {
  id: string;

  assessmentId: string;

  supplierId: string;

  supplier: string;

  siteId: string;

  site: string;

  /** Who asks. */
  contactId: string;

  @ApiProperty({ enum: STATES })
  state: string;

  @ApiProperty({ format: 'date', description: 'The day by which to answer as it stood when more time was asked for.' })
  dueOn: string;

  @ApiProperty({ format: 'date' })
  until: string;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ format: 'date-time' })
  askedAt: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  grantedUntil: string | null;

  @ApiProperty({ type: String, nullable: true })
  comment: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Id of the person.' })
  decidedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt: string | null;
}

export class ExtensionsPage {
  items: ExtensionView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class OwnExtensionView {
  id: string;

  @ApiProperty({ enum: ['open', 'approved', 'declined'] })
  state: string;

  @ApiProperty({ format: 'date' })
  until: string;

  @ApiProperty({ format: 'date-time' })
  askedAt: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  grantedUntil: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What the buyer says of it.' })
  comment: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt: string | null;
}

export class LastExtensionView {
  @ApiProperty({ type: OwnExtensionView, nullable: true, description: 'The last one of this assessment; null: none was made.' })
  request: OwnExtensionView | null;
}
