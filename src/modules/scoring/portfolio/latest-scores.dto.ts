import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsISO8601, IsNumber, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Band } from '../../../domain/scoring/methodology.js';
import { TranslatedPageQuery } from '../../../platform/http/language.dto.js';
import { UsedEditionView } from '../scores.dto.js';

const BANDS = ['low', 'medium', 'high', 'critical'] as const;
export const SCORE_ORDERS = ['residual', 'worst', 'confidence', 'name', 'scoredAt'] as const;
const SORTS = [...SCORE_ORDERS, ...SCORE_ORDERS.map((order) => `-${order}` as const)] as const;
export type ScoreOrder = (typeof SCORE_ORDERS)[number];
export type ScoreSort = (typeof SORTS)[number];

const toNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d{1,3}(\.\d{1,4})?$/.test(value) ? Number(value) : value;
const toBoolean = ({ value }: { value: unknown }): unknown => (value === 'true' ? true : value === 'false' ? false : value);

export class LatestScoresQuery extends TranslatedPageQuery {
  /** `-` turns the order round: `-residual` has the gravest first. */
  @ApiPropertyOptional({ enum: SORTS, default: '-residual' })
  @IsOptional()
  @IsIn(SORTS)
  sort: ScoreSort = '-residual';

  @ApiPropertyOptional({ enum: BANDS })
  @IsOptional()
  @IsIn(BANDS)
  band?: Band;

  /** Country of the site, ISO 3166-1 alpha-3; XKX for Kosovo. */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Z]{3}$/, { message: 'country must be three capital letters' })
  country?: string;

  /** ISIC Rev.4 division, two digits. */
  @IsOptional()
  @IsString()
  @Matches(/^[0-9]{2}$/, { message: 'isic must be two digits' })
  isic?: string;

  @IsOptional()
  @IsUUID()
  supplierId?: string;

  /** Only sites of suppliers with this tag. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  tag?: string;

  /** Only sites of suppliers that this person answers for. */
  @IsOptional()
  @IsUUID()
  ownerId?: string;

  /** Only residuals of this or more. */
  @IsOptional()
  @Transform(toNumber)
  @IsNumber()
  @Min(0)
  @Max(100)
  minResidual?: number;

  /** Only scores of which we are less sure than this. */
  @IsOptional()
  @Transform(toNumber)
  @IsNumber()
  @Min(0)
  @Max(100)
  confidenceBelow?: number;

  /** Only sites with an open zero-tolerance case, or only those without. */
  @IsOptional()
  @Transform(toBoolean)
  @IsBoolean()
  zeroTolerance?: boolean;

  /** Only scores computed for this day or a later one: `YYYY-MM-DD`. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'changedSince must be a day such as 2026-11-23' })
  changedSince?: string;
}

/** The latest score of a site: never the number alone. */
export class LatestScoreView {
  siteId: string;
  siteName: string;
  supplierId: string;
  supplierName: string;
  country: string;
  isic: string | null;
  scoreId: string;
  residual: number;
  /** The lowest and the highest the residual can be, given what is not known. */
  best: number;
  worst: number;
  @ApiProperty({ enum: BANDS })
  band: Band;
  /** 0..100: how narrow the range is and how fresh the answers. */
  confidence: number;
  inherent: number;
  /** 100 is best. */
  controls: number;
  /** A zero-tolerance case is open. */
  zeroTolerance: boolean;
  /** The moment it was computed for. */
  scoredAt: string;
  /** The first moment at which time alone would change it. */
  nextChangeAt: string | null;
  methodId: string;
  methodVersion: string;
  /** Every index it rests on. */
  editions: UsedEditionView[];
}

export class LatestScorePage {
  items: LatestScoreView[];
  /** Mark of the next page; null on the last. */
  next: string | null;
  /** An index measures a state, a listing a trade: neither is proof about a supplier. To be printed beside the scores. */
  caveat: string;
}
