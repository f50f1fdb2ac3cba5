import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';

const BANDS = ['low', 'medium', 'high', 'critical'];
const MAX_IDS = 10_000;
const MAX_WORDS = 300;

/** A day as it is written; whether it exists is checked with the other words. */
export const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Which sites: all conditions given must hold; of several values of one condition, one. Nothing given: every site. */
export class CampaignFilterDto {
  @ApiPropertyOptional({ enum: BANDS, isArray: true, description: 'Band of the latest score.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(BANDS.length)
  @IsIn(BANDS, { each: true })
  band?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Country of the site, ISO 3166-1 alpha-3 (alpha-2 is understood).' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_WORDS)
  @IsString({ each: true })
  @MaxLength(3, { each: true })
  country?: string[];

  @ApiPropertyOptional({ type: [String], description: 'ISIC Rev.4 division, two digits.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_WORDS)
  @IsString({ each: true })
  @MaxLength(2, { each: true })
  sector?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Tag of the relationship with the supplier.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_WORDS)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  tag?: string[];

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Who answers for the supplier in our firm.' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_WORDS)
  @IsUUID(undefined, { each: true })
  ownerId?: string[];

  @ApiPropertyOptional({ format: 'date', description: 'Nothing was submitted on this day or later; never assessed sites are among them.' })
  @IsOptional()
  @Matches(DAY, { message: 'lastAssessedBefore must be a date as YYYY-MM-DD' })
  lastAssessedBefore?: string;

  /** true: only sites that never submitted anything; false: only sites that did. */
  @IsOptional()
  @IsBoolean()
  neverAssessed?: boolean;

  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_IDS)
  @IsUUID(undefined, { each: true })
  supplierId?: string[];

  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_IDS)
  @IsUUID(undefined, { each: true })
  siteId?: string[];
}
