import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { HopMark, ReasonCode } from '../../domain/supply/mark-hop.js';
import { LanguageQuery, TranslatedPageQuery } from '../../platform/http/language.dto.js';
import { SupplyEndView, SupplyLinkView, SuppliedGoodView, UnmatchedGoodView } from './supply-links.dto.js';

export const MAX_DEPTH = 10;
const MARKS: readonly HopMark[] = ['touches', 'unknown', 'nothing_found'];
const REASONS: readonly ReasonCode[] = [
  'listed',
  'state_imposed',
  'labour_corridor',
  'good_unknown',
  'origin_unknown',
  'region_unknown',
  'place_unknown',
  'corridor_unknown',
];
const toInt = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value);

export class ChainQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_DEPTH, default: 5, description: 'How many steps to look.' })
  @IsOptional()
  @Transform(toInt)
  @IsInt()
  @Min(1)
  @Max(MAX_DEPTH)
  depth: number = 5;
}

export class ChainNodeView {
  supplierId: string;
  name: string;
  /** ISO 3166-1 alpha-3. */
  country: string;
  /** Fewest steps from where one began. */
  @ApiProperty({ type: 'integer' })
  depth: number;
  /** The score of its worst site; null: not scored, which is not low. */
  residual: number | null;
  @ApiProperty({ enum: ['low', 'medium', 'high', 'critical'], nullable: true })
  band: string | null;
}

export class ChainEdgeView extends SupplyLinkView {
  @ApiProperty({ type: 'integer' })
  depth: number;
  /** It lies on a circle of suppliers that supply each other. */
  inCircle: boolean;
}

export class ChainView {
  nodes: ChainNodeView[];
  edges: ChainEdgeView[];
  /** There are more links than are shown: look less deep, or from a supplier further up. */
  truncated: boolean;
}

export class ReasonView {
  @ApiProperty({ enum: REASONS })
  code: ReasonCode;
  good: string | null;
  iso3: string | null;
  /** What the good is listed for in this country. */
  listings: string[];
  /** Tier of the country's response to trafficking. */
  tier: string | null;
  /** Entry of the list of labour imposed by a state. */
  entry: string | null;
  /** The index's own remark, such as a listing that a later edition removed. */
  note: string | null;
}

export class ProductHopView {
  @ApiProperty({ type: 'integer', description: '0: the supplier itself.' })
  depth: number;
  /** null: the supplier itself. */
  linkId: string | null;
  @ApiProperty({ enum: ['goods', 'services', 'labour'] })
  kind: string;
  /** null: the supplier itself. */
  @ApiProperty({ type: SupplyEndView, nullable: true })
  supplied: SupplyEndView | null;
  upstream: SupplyEndView;
  /** Countries of the places it may come from; empty: no place is known. */
  placeCountries: string[];
  goods: SuppliedGoodView[];
  unmatched: UnmatchedGoodView[];
  recruitedFrom: string[];
  recruitedVia: string[];
  /** `nothing_found` is no proof that nothing is there. */
  @ApiProperty({ enum: MARKS })
  mark: HopMark;
  reasons: ReasonView[];
}

export class ChainEditionView {
  index: string;
  title: string;
  edition: string;
}

export class ProductChainView {
  supplierId: string;
  /** null: whatever it supplies. */
  good: string | null;
  hops: ProductHopView[];
  @ApiProperty({ type: 'integer' })
  touching: number;
  @ApiProperty({ type: 'integer' })
  unknown: number;
  truncated: boolean;
  editions: ChainEditionView[];
  /** An index measures a state, a listing a trade: neither is proof about a supplier. */
  caveat: string;
}

export class ProductChainsQuery extends TranslatedPageQuery {
  /** Code of the vocabulary; left out: whatever is supplied. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  good?: string;
}

export class ProductChainQuery extends LanguageQuery {}

export class ProductChainSummaryView {
  supplierId: string;
  name: string;
  country: string;
  @ApiProperty({ type: 'integer' })
  hops: number;
  @ApiProperty({ type: 'integer', description: 'Steps that touch a listing.' })
  touching: number;
  @ApiProperty({ type: 'integer', description: 'Steps of which something is not known.' })
  unknown: number;
  /** All countries on the way: of places, origins and recruitment. */
  countries: string[];
  truncated: boolean;
}

export class ProductChainsPage {
  items: ProductChainSummaryView[];
  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}

export class CorridorView extends SupplyLinkView {
  reasons: ReasonView[];
}

export class CorridorsPage {
  items: CorridorView[];
  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
