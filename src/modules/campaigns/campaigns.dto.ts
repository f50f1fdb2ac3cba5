import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsObject, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { CampaignFilterDto, DAY } from './campaign-filter.dto.js';

export type Audience = 'supplier' | 'buyer';

export class CampaignManualDto {
  @IsString()
  @MaxLength(60)
  id: string;

  /** Semantic version. */
  @ApiProperty({ example: '1.1.0' })
  @IsString()
  @MaxLength(20)
  version: string;
}

/** Whom a campaign would reach. */
export class PreviewCampaignDto {
  @ApiProperty({ type: CampaignFilterDto })
  @IsDefined()
  @IsObject()
  @ValidateNested()
  @Type(() => CampaignFilterDto)
  filter: CampaignFilterDto;

  @ApiPropertyOptional({ enum: ['supplier', 'buyer'], default: 'supplier', description: 'Whose questions.' })
  @IsOptional()
  @IsIn(['supplier', 'buyer'])
  audience: Audience = 'supplier';

  @ApiPropertyOptional({ type: CampaignManualDto, description: 'Left out: the manual in force.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CampaignManualDto)
  manual?: CampaignManualDto;
}

export class NewCampaignDto extends PreviewCampaignDto {
  /** For our own people. */
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name: string;

  @ApiPropertyOptional({
    format: 'date',
    description: "The day by which to answer; left out: as many days from today as the tenant's policy says, or 30.",
  })
  @IsOptional()
  @Matches(DAY, { message: 'dueOn must be a date as YYYY-MM-DD' })
  dueOn?: string;

  /** Makes the same request sent twice one campaign; the header `Idempotency-Key` does the same. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  key?: string;
}

export class ResumeCampaignDto {
  @ApiPropertyOptional({ format: 'date', description: 'A later day by which the sites still to be sent to are to answer.' })
  @IsOptional()
  @Matches(DAY, { message: 'dueOn must be a date as YYYY-MM-DD' })
  dueOn?: string;
}

export class CampaignManualView {
  id: string;
  version: string;
}

export class CampaignView {
  id: string;
  name: string;

  @ApiProperty({ enum: ['sending', 'paused', 'sent', 'closed'] })
  state: string;

  @ApiProperty({ enum: ['supplier', 'buyer'] })
  audience: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  manual: CampaignManualView;

  /** As it was asked for. */
  filter: CampaignFilterDto;

  @ApiProperty({ type: 'integer', description: 'Sites chosen.' })
  total: number;

  @ApiProperty({ type: 'integer', description: 'Sites still to be sent to.' })
  queued: number;

  @ApiProperty({ type: 'integer', description: 'Sites to which a round was sent.' })
  sent: number;

  @ApiProperty({ type: 'integer', description: 'Sites to which nothing was sent.' })
  skipped: number;

  /** Id of the person. */
  createdBy: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the last site was sent to.' })
  finishedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  closedAt: string | null;
}

export class CampaignsPage {
  items: CampaignView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}
