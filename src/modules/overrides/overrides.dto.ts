import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { OverrideDirection, OverrideStanding } from '../../domain/overrides/override-rules.js';
import type { Band } from '../../domain/scoring/methodology.js';

const BANDS = ['low', 'medium', 'high', 'critical'];
const STANDINGS = ['proposed', 'in_force', 'overtaken', 'suspended', 'expired', 'declined', 'withdrawn'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NOT_BLANK = /\S/;
const MAX_TEXT = 4_000;

/** An officer's own judgement of a site: a band, a residual, or both. */
export class SetOverrideDto {
  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 0, maximum: 100, description: 'Left out, the band alone is overridden.' })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(100)
  residual?: number | null;

  @ApiPropertyOptional({ enum: BANDS, nullable: true, description: 'That of the residual where there is one.' })
  @IsOptional()
  @IsIn(BANDS)
  band?: Band | null;

  /** Why; kept sealed. */
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;

  @ApiProperty({ format: 'date', description: 'The last day on which it holds, at most twelve months ahead.' })
  @Matches(DAY, { message: 'until must be a date as YYYY-MM-DD' })
  until: string;
}

export class ApproveOverrideDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class EndOverrideDto extends ApproveOverrideDto {
  /** Why; kept sealed. */
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;
}

/** One judgement of a site, with all that became of it. */
export class OverrideHistoryView {
  id: string;
  siteId: string;
  residual: number | null;

  @ApiProperty({ enum: BANDS })
  band: Band;

  @ApiProperty({ enum: ['up', 'down'] })
  direction: OverrideDirection;

  @ApiProperty({ enum: STANDINGS, description: 'How it stands today; only `in_force` counts.' })
  state: OverrideStanding;

  /** The computed score it was set beside. */
  scoreId: string;

  /** null where it was erased. */
  reason: string | null;

  @ApiProperty({ format: 'date' })
  until: string;

  /** Id of the person. */
  by: string;

  @ApiProperty({ format: 'date-time' })
  at: string;

  /** Id of the second person. */
  approvedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  approvedAt: string | null;

  /** Id of the person who declined or withdrew it. */
  endedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  endedAt: string | null;

  endReason: string | null;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class OverrideHistoryPage {
  items: OverrideHistoryView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}
