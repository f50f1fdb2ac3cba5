import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { MethodCause } from '../../domain/methods/trial-steps.js';
import type { Band } from '../../domain/scoring/methodology.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import type { WhichSites } from './impact-rows.queries.js';

const BANDS = ['low', 'medium', 'high', 'critical'] as const;
const CAUSES = ['method', 'sector', 'floor'] as const;
const WHICH = ['all', 'moved', 'band', 'due', 'floor', 'zero_tolerance'] as const;
const COUNT = { type: 'integer', minimum: 0 } as const;

export class ImpactSitesQuery extends PageQuery {
  @ApiPropertyOptional({
    enum: WHICH,
    default: 'moved',
    description:
      'All sites; those whose score moves, whose band or next date changes, that come to lie on a floor, or that come to have zero tolerance.',
  })
  @IsOptional()
  @IsIn(WHICH)
  only: WhichSites = 'moved';
}

/** What makes a site's score differ; the causes of a site add up to its change. */
export class ImpactCauseView {
  @ApiProperty({ enum: CAUSES, description: 'The shipped version under the method, its sector values, or its own floors.' })
  cause: MethodCause;

  @ApiProperty({ type: String, nullable: true, description: 'The shipped version, the ISIC division or the floor.' })
  ref: string | null;

  points: number;
}

export class MovedContributionView {
  factor: string;

  @ApiProperty({ type: String, nullable: true })
  ref: string | null;

  before: number;
  after: number;
}

/** One site under the method in force and under the draft, on the same day and the same facts. */
export class ImpactSiteView {
  siteId: string;
  site: string;
  supplierId: string;
  supplier: string;
  country: string;

  @ApiProperty({ type: String, nullable: true })
  isic: string | null;

  residualBefore: number;
  residualAfter: number;

  /** After less before: above 0 it is riskier. */
  change: number;

  @ApiProperty({ enum: BANDS })
  bandBefore: Band;

  @ApiProperty({ enum: BANDS })
  bandAfter: Band;

  causes: ImpactCauseView[];

  /** The parts of the score that differ most. */
  contributions: MovedContributionView[];

  @ApiProperty({ type: String, nullable: true, description: 'The floor on which its inherent risk lies; null: on none.' })
  floorBefore: string | null;

  @ApiProperty({ type: String, nullable: true })
  floorAfter: string | null;

  zeroToleranceBefore: boolean;
  zeroToleranceAfter: boolean;

  @ApiProperty({ format: 'date', description: 'When it would be assessed next.' })
  dueBefore: string;

  @ApiProperty({ format: 'date' })
  dueAfter: string;
}

export class ImpactSitesPage {
  items: ImpactSiteView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class ImpactBandsView {
  @ApiProperty({ enum: BANDS })
  before: Band;

  @ApiProperty({ enum: BANDS })
  after: Band;

  @ApiProperty(COUNT)
  sites: number;
}

export class ImpactCauseFiguresView {
  @ApiProperty({ enum: CAUSES })
  cause: MethodCause;

  @ApiProperty({ type: String, nullable: true })
  ref: string | null;

  @ApiProperty(COUNT)
  sites: number;

  @ApiProperty({ ...COUNT, description: 'Of these, how many come into another band.' })
  changingBand: number;

  /** All points together. */
  points: number;
}

export class ImpactFloorView {
  id: string;

  @ApiProperty({ ...COUNT, description: 'Sites that lie on it now.' })
  before: number;

  @ApiProperty(COUNT)
  after: number;
}

export class ImpactSiteFiguresView {
  @ApiProperty(COUNT)
  all: number;

  @ApiProperty(COUNT)
  moved: number;

  @ApiProperty(COUNT)
  toGraverBand: number;

  @ApiProperty(COUNT)
  toMilderBand: number;

  @ApiProperty(COUNT)
  newlyZeroTolerance: number;

  @ApiProperty(COUNT)
  noLongerZeroTolerance: number;

  @ApiProperty({ ...COUNT, description: 'Sites that come to lie on a floor, or on another one.' })
  newlyFloored: number;

  @ApiProperty({ ...COUNT, description: 'Sites whose next assessment falls due sooner.' })
  dueSooner: number;

  @ApiProperty(COUNT)
  dueLater: number;

  @ApiProperty({ ...COUNT, description: 'Assessments that fall due within 30 days, as it is and as it would be.' })
  dueIn30Before: number;

  @ApiProperty(COUNT)
  dueIn30After: number;

  @ApiProperty(COUNT)
  dueIn90Before: number;

  @ApiProperty(COUNT)
  dueIn90After: number;
}

/** A supplier is as risky as its worst site. */
export class ImpactSupplierFiguresView {
  @ApiProperty({ ...COUNT, description: 'Suppliers with a site whose score moves.' })
  moved: number;

  @ApiProperty(COUNT)
  toGraverBand: number;

  @ApiProperty(COUNT)
  toMilderBand: number;
}

/** Exact counts over the whole portfolio. */
export class ImpactResultView {
  sites: ImpactSiteFiguresView;
  suppliers: ImpactSupplierFiguresView;

  /** How many sites go from each band to each; bands without sites are left out. */
  bands: ImpactBandsView[];

  causes: ImpactCauseFiguresView[];
  floors: ImpactFloorView[];

  /** The ten largest. */
  largestMoves: ImpactSiteView[];
}

export class MethodImpactView {
  id: string;

  @ApiProperty({ enum: ['running', 'done'] })
  state: 'running' | 'done';

  @ApiProperty({ ...COUNT, description: 'Sites computed so far.' })
  done: number;

  @ApiProperty(COUNT)
  total: number;

  @ApiProperty({ format: 'date', description: 'The day for which both sides are computed.' })
  asOf: string;

  /** Label of the method in force that it is compared with. */
  against: string;

  /** False: another method, manual or edition is in force by now, so that it says nothing any more. */
  current: boolean;

  /** Id of the person who asked for it. */
  startedBy: string;

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Until then the method may be adopted on it.' })
  goodUntil: string | null;

  @ApiProperty({ type: () => ImpactResultView, nullable: true, description: 'null while it runs.' })
  result: ImpactResultView | null;

  /** An index measures a state, a listing a trade: neither is proof about a supplier. */
  caveat: string;
}
