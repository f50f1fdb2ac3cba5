import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
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
import {
  SUPPLY_KINDS,
  SUPPLY_SOURCES,
  type SupplyKind,
  type SupplySource,
  VOLUME_UNITS,
  type VolumeUnit,
} from '../../domain/supply/supply-link.js';
import { PageQuery } from '../../platform/http/page.dto.js';

const whenSent = (_body: object, value: unknown): boolean => value !== undefined;

export class SuppliedGoodDto {
  /** Code of the vocabulary, or words of one's own; words that the vocabulary does not know count as unknown. */
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'good must not be blank' })
  good: string;

  /** Where it comes from, ISO 3166-1; left out: not known, which is never safe. */
  @IsOptional()
  @IsString()
  @MaxLength(3)
  iso3?: string | null;
}

class SupplyLinkFactsDto {
  /** For links of kind `goods`. */
  @ApiPropertyOptional({ type: [SuppliedGoodDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SuppliedGoodDto)
  goods?: SuppliedGoodDto[] | null;

  /** For links of kind `labour`: countries the workers come from, ISO 3166-1. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(3, { each: true })
  recruitedFrom?: string[] | null;

  /** For links of kind `labour`: countries of the agencies they come through. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(3, { each: true })
  recruitedVia?: string[] | null;

  /** Percent of what the supplied company gets of it. */
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0.001)
  @Max(100)
  share?: number | null;

  /** A year, in `volumeUnit`. */
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0.001)
  @Max(1_000_000_000_000)
  volume?: number | null;

  @ApiPropertyOptional({ enum: VOLUME_UNITS, nullable: true })
  @IsOptional()
  @IsIn(VOLUME_UNITS)
  volumeUnit?: VolumeUnit | null;

  /** First day on which it stands; null: always has. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'since must be a day such as 2026-01-31' })
  @IsISO8601({ strict: true }, { message: 'since must be a day that exists' })
  since?: string | null;

  /** Last day on which it stands; null: until further notice. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'until must be a day such as 2026-01-31' })
  @IsISO8601({ strict: true }, { message: 'until must be a day that exists' })
  until?: string | null;
}

export class NewSupplyLinkDto extends SupplyLinkFactsDto {
  /** The supplier that is supplied. */
  @IsUUID()
  suppliedId: string;

  /** The one site of it that is supplied; left out: all of it. */
  @IsOptional()
  @IsUUID()
  suppliedSiteId?: string | null;

  /** The supplier behind it. */
  @IsUUID()
  upstreamId: string;

  /** The one site of it; left out: which one is not known. */
  @IsOptional()
  @IsUUID()
  upstreamSiteId?: string | null;

  /** A labour agency is a supplier of `labour`. */
  @ApiProperty({ enum: SUPPLY_KINDS })
  @IsIn(SUPPLY_KINDS)
  kind: SupplyKind;

  /** Who says so: the supplied company, a document, or our own research. */
  @ApiProperty({ enum: SUPPLY_SOURCES })
  @IsIn(SUPPLY_SOURCES)
  source: SupplySource;

  /** Whether the supplied company knows that we know. What it sees and can time goes by shared links alone. */
  @IsBoolean()
  shared: boolean;
}

export class ChangeSupplyLinkDto extends SupplyLinkFactsDto {
  @ApiPropertyOptional({ enum: SUPPLY_SOURCES })
  @ValidateIf(whenSent)
  @IsIn(SUPPLY_SOURCES)
  source?: SupplySource;

  /** Whether the supplied company knows that we know. */
  @ValidateIf(whenSent)
  @IsBoolean()
  shared?: boolean;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class WithdrawSupplyLinkDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class SupplyLinksQuery extends PageQuery {
  /** Only links to this supplier: what it gets. */
  @IsOptional()
  @IsUUID()
  suppliedId?: string;

  /** Only links from this supplier: what it supplies. */
  @IsOptional()
  @IsUUID()
  upstreamId?: string;

  /** Those that were withdrawn too. */
  @ApiPropertyOptional({ type: 'boolean', default: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  withdrawn: boolean = false;
}

export class SupplyEndView {
  supplierId: string;
  supplierName: string;
  /** null: of which site it is is not known, or it is all of them. */
  siteId: string | null;
  siteName: string | null;
  /** ISO 3166-1 alpha-3: of the site, else of the supplier. */
  country: string;
}

export class SuppliedGoodView {
  good: string;
  /** null: not known, which is never safe. */
  iso3: string | null;
}

export class UnmatchedGoodView {
  /** As it was named; not in the vocabulary, so it counts as unknown, never as safe. */
  words: string;
  iso3: string | null;
}

export class SupplyLinkView {
  id: string;
  supplied: SupplyEndView;
  upstream: SupplyEndView;
  @ApiProperty({ enum: SUPPLY_KINDS })
  kind: SupplyKind;
  goods: SuppliedGoodView[];
  unmatched: UnmatchedGoodView[];
  recruitedFrom: string[];
  recruitedVia: string[];
  share: number | null;
  volume: number | null;
  @ApiProperty({ enum: VOLUME_UNITS, nullable: true })
  volumeUnit: VolumeUnit | null;
  @ApiProperty({ enum: SUPPLY_SOURCES })
  source: SupplySource;
  shared: boolean;
  since: string | null;
  until: string | null;
  @ApiProperty({ format: 'date-time' })
  createdAt: string;
  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  withdrawnAt: string | null;
  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class SupplyLinksPage {
  items: SupplyLinkView[];
  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
