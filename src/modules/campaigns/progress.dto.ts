import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';
import { CampaignView } from './campaigns.dto.js';

export const STANDINGS = ['queued', 'skipped', 'sent', 'bounced', 'opened', 'started', 'stuck', 'submitted', 'cancelled'] as const;
export type Standing = (typeof STANDINGS)[number];

export const STUCK_AFTER_DAYS = 7;
const STUCK_AFTER = { type: 'integer', minimum: 1, maximum: 365, default: STUCK_AFTER_DAYS } as const;
const wholeNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;

export class ProgressQuery {
  @ApiPropertyOptional({ ...STUCK_AFTER, description: 'Days without a change after which a round that was begun counts as stuck.' })
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt()
  @Min(1)
  @Max(365)
  stuckAfterDays: number = STUCK_AFTER_DAYS;
}

export class CampaignSitesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STANDINGS, description: 'Only sites that stand here.' })
  @IsOptional()
  @IsIn(STANDINGS)
  standing?: Standing;

  @ApiPropertyOptional({ enum: ['true'], description: 'Only sites whose due date is over and who have not submitted.' })
  @IsOptional()
  @IsIn(['true'])
  overdue?: string;

  @ApiPropertyOptional({ ...STUCK_AFTER, description: 'Days without a change after which a round that was begun counts as stuck.' })
  @IsOptional()
  @Transform(wholeNumber)
  @IsInt()
  @Min(1)
  @Max(365)
  stuckAfterDays: number = STUCK_AFTER_DAYS;
}

export class SkippedCountView {
  @ApiProperty({ enum: ['SITE_NOT_FOUND', 'SITE_ARCHIVED', 'NO_CONTACT', 'ALREADY_OPEN', 'CLOSED'] })
  code: string;

  @ApiProperty({ type: 'integer' })
  sites: number;
}

/** Sites by where they stand: each is counted once, and once more under `overdue` where it is. */
export class CampaignProgressView {
  @ApiProperty({ type: 'integer', description: 'Nothing was sent yet.' })
  queued: number;

  @ApiProperty({ type: 'integer', description: 'Nothing is sent; `skippedBy` says why.' })
  skipped: number;

  @ApiProperty({ type: 'integer', description: 'Sent, and not opened yet.' })
  sent: number;

  @ApiProperty({ type: 'integer', description: 'Not opened, and every contact’s mail server refused the last letter for good.' })
  bounced: number;

  @ApiProperty({ type: 'integer', description: 'Opened, and nothing answered yet.' })
  opened: number;

  @ApiProperty({ type: 'integer', description: 'An answer was given.' })
  started: number;

  @ApiProperty({ type: 'integer', description: 'Begun, not submitted, and no change for some days.' })
  stuck: number;

  @ApiProperty({ type: 'integer', description: 'Submitted; it may have been returned or accepted since.' })
  submitted: number;

  @ApiProperty({ type: 'integer' })
  cancelled: number;

  @ApiProperty({ type: 'integer', description: 'The due date is over and nothing was submitted.' })
  overdue: number;

  skippedBy: SkippedCountView[];
}

export class CampaignDetailView extends CampaignView {
  progress: CampaignProgressView;
}

export class CampaignSiteView {
  siteId: string;
  site: string;
  supplierId: string;
  supplier: string;

  @ApiProperty({ enum: STANDINGS })
  standing: string;

  overdue: boolean;

  /** Why nothing was sent. */
  code: string | null;

  assessmentId: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  dueOn: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last opened for the first time, answered or submitted.',
  })
  lastActivityAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Where an opened round stands: its first visible question without an answer.' })
  firstMissing: string | null;
}

export class CampaignSitesPage {
  items: CampaignSiteView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}
