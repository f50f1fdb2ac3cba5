import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsLatitude,
  IsLongitude,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';
import { ScoreSummary } from './score-summary.js';
import { BANDS, whenSent } from './suppliers.dto.js';

const MODES = ['services', 'declared', 'undeclared'] as const;
const SORTS = ['risk', '-risk'] as const;
const WORKERS_MAX = 10_000_000;

export class GoodDto {
  /** Code of the vocabulary, or the supplier's own word; a word that the vocabulary does not know counts as unknown. */
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'good must not be blank' })
  good: string;

  /** Where it comes from, ISO 3166-1 alpha-3; left out: the site's own country. */
  @IsOptional()
  @IsString()
  @MaxLength(3)
  iso3?: string | null;
}

export class GoodsDto {
  /** `services`: it supplies no goods. `undeclared`: not known, which is never safe. */
  @ApiProperty({ enum: MODES })
  @IsIn(MODES)
  mode: (typeof MODES)[number];

  /** With mode `declared`. */
  @ApiPropertyOptional({ type: [GoodDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => GoodDto)
  items?: GoodDto[] | null;
}

class PlaceDto {
  /** Province or state, in words: some risks are those of one region. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  region?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  address?: string | null;

  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @IsLatitude()
  latitude?: number | null;

  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @IsLongitude()
  longitude?: number | null;

  /** Division of ISIC Rev.4, two digits; null: not known. */
  @ApiPropertyOptional({ example: '14', nullable: true, type: String })
  @IsOptional()
  @IsString()
  @MaxLength(2)
  isic?: string | null;

  /** What it supplies; left out for a new site: undeclared. */
  @ApiPropertyOptional({ type: GoodsDto })
  @ValidateIf(whenSent)
  @IsObject()
  @ValidateNested()
  @Type(() => GoodsDto)
  goods?: GoodsDto;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, nullable: true })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(WORKERS_MAX)
  workers?: number | null;
}

export class NewSiteDto extends PlaceDto {
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name: string;

  /** ISO 3166-1 alpha-3 (alpha-2 is understood); XKX for Kosovo. */
  @ApiProperty({ example: 'BGD' })
  @IsString()
  @MaxLength(3)
  country: string;
}

export class ChangeSiteDto extends PlaceDto {
  @ValidateIf(whenSent)
  @IsString()
  @MaxLength(200)
  name?: string;

  /** ISO 3166-1 alpha-3 (alpha-2 is understood). */
  @ValidateIf(whenSent)
  @IsString()
  @MaxLength(3)
  country?: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class SitesQuery extends PageQuery {
  /** By risk, gravest first unless turned round. What has no score yet stands above the gravest: unknown is never low. */
  @ApiPropertyOptional({ enum: SORTS, default: '-risk' })
  @IsOptional()
  @IsIn(SORTS)
  sort: (typeof SORTS)[number] = '-risk';

  @ApiPropertyOptional({ enum: ['active', 'archived'], default: 'active', description: 'A site of an archived supplier is in neither.' })
  @IsOptional()
  @IsIn(['active', 'archived'])
  status: 'active' | 'archived' = 'active';

  @ApiPropertyOptional({ enum: BANDS })
  @IsOptional()
  @IsIn(BANDS)
  band?: string;

  /** Only sites in this country, ISO 3166-1. */
  @IsOptional()
  @IsString()
  @MaxLength(3)
  country?: string;

  /** Only sites of this supplier. */
  @IsOptional()
  @IsUUID()
  supplierId?: string;
}

export class GoodView {
  good: string;
  iso3: string;
}

export class GoodsView {
  @ApiProperty({ enum: MODES })
  mode: string;

  items: GoodView[];

  /** As they were named; not in the vocabulary, so they count as unknown, never as safe. */
  unmatched: string[];
}

export class RemarkView {
  path: string;
  code: string;
  message: string;
}

export class SiteView {
  id: string;
  supplierId: string;
  name: string;

  /** ISO 3166-1 alpha-3. */
  country: string;

  region: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  isic: string | null;
  goods: GoodsView;

  @ApiProperty({ type: 'integer', nullable: true })
  workers: number | null;

  @ApiProperty({ enum: ['active', 'archived'] })
  status: string;

  /** null: not scored yet, which is not low. */
  @ApiProperty({ type: ScoreSummary, nullable: true })
  score: ScoreSummary | null;

  /** What makes the site's facts less certain than they look. */
  remarks: RemarkView[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class SitesPage {
  items: SiteView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
