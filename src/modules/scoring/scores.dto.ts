import { ApiProperty } from '@nestjs/swagger';
import type { Band } from '../../domain/scoring/methodology.js';
import { ShownOverride } from '../overrides/overrides-beside.service.js';

/** A score, never without its range and band: 0 is best and 100 worst, for controls the other way round. */
export class ScoreView {
  id: string;
  siteId: string;
  supplierId: string;
  /** The moment it was computed for. */
  asOf: string;
  residual: number;
  /** The lowest and the highest the residual can be, given what is not known. */
  best: number;
  worst: number;
  @ApiProperty({ enum: ['low', 'medium', 'high', 'critical'] })
  band: Band;
  /** 0..100: how narrow the range is and how fresh the answers. */
  confidence: number;
  inherent: number;
  controls: number;
  /** The first moment at which time alone would change it. */
  nextChangeAt: string | null;
  methodId: string;
  methodVersion: string;
  /** Hash of the receipt from which it can be computed again. */
  receiptSha256: string;
}

/** A supplier on the way to the one whose risk is inherited. */
export class PathStepView {
  supplierId: string;
  supplierName: string;
  /** null: which of its sites is not known. */
  siteId: string | null;
  siteName: string | null;
  /** The link by which it was reached. */
  linkId: string | null;
}

/** One named part of a score; all parts add up to the residual. */
export class ContributionView {
  factor: string;
  /** The question, index, finding or signal it comes from. */
  ref: string | null;
  points: number;
  /** Edition of the index, where it is one. */
  edition: string | null;
  /** The rule of the methodology. */
  rule: string;
  /** In words a supplier can read. */
  sentence: string;
}

/** For officers: with the companies behind it. */
export class TracedContributionView extends ContributionView {
  /** Where it is inherited: from the next step upstream to the supplier whose risk it is; null: nobody is named, or nothing is inherited. */
  @ApiProperty({ type: [PathStepView], nullable: true })
  path: PathStepView[] | null;
}

/** An index a score rests on. */
export class UsedEditionView {
  index: string;
  name: string;
  edition: string;
}

export class ExplainedScoreView extends ScoreView {
  /** Language of the sentences below. */
  language: string;
  /** The figure with its range and band, in words. */
  headline: string;
  contributions: TracedContributionView[];
  editions: UsedEditionView[];
  /** An index measures a state, a listing a trade: neither is proof about a supplier. */
  caveat: string;

  /** An officer's own judgement beside the latest score of a site, never in its place; null where there is none, and beside older scores. */
  @ApiProperty({ type: ShownOverride, nullable: true })
  override: ShownOverride | null;
}

export class ScorePage {
  items: ScoreView[];
  /** Mark of the next page; null on the last. */
  next: string | null;
}
