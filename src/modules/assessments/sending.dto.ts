import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import type { Audience } from './sending.queries.js';

export const MAX_SITES = 10_000;
/** A day as it is written; whether it exists is checked with the other dates. */
export const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export class SendAssessmentsDto {
  /** Sites to assess, 1 to 10,000. */
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_SITES)
  @IsUUID(undefined, { each: true })
  siteIds: string[];

  @ApiPropertyOptional({
    format: 'date',
    description: "The day by which to answer; left out: as many days from today as the tenant's policy says, or 30.",
  })
  @IsOptional()
  @Matches(DAY, { message: 'dueOn must be a date as YYYY-MM-DD' })
  dueOn?: string;

  @ApiPropertyOptional({
    enum: ['supplier', 'buyer'],
    default: 'supplier',
    description: "Whose questions: the supplier's, sent to its contacts by link, or the buyer's own, which an officer answers.",
  })
  @IsOptional()
  @IsIn(['supplier', 'buyer'])
  audience: Audience = 'supplier';
}

export class SentView {
  siteId: string;
  assessmentId: string;
}

export class SkippedView {
  siteId: string;

  @ApiProperty({ enum: ['SITE_NOT_FOUND', 'SITE_ARCHIVED', 'NO_CONTACT', 'ALREADY_OPEN'] })
  code: SkipCode;
}

export type SkipCode = 'SITE_NOT_FOUND' | 'SITE_ARCHIVED' | 'NO_CONTACT' | 'ALREADY_OPEN';

export class SendingView {
  sent: SentView[];

  /** Sites to which nothing was sent, and why. */
  skipped: SkippedView[];
}
