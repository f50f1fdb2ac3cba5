import { ApiProperty } from '@nestjs/swagger';
import type { Band } from '../../../domain/scoring/methodology.js';
import { ContributionView, UsedEditionView } from '../scores.dto.js';

/** A site's score as its supplier sees it: 0 is best and 100 worst, for controls the other way round. */
export class SupplierScoreView {
  /** The day for which it was computed: today. */
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
  /** Language of the sentences below. */
  language: string;
  /** The figure with its range and band, in words. */
  headline: string;
  /** The score is never final, and always says so. */
  notFinal: string;
  contributions: ContributionView[];
  editions: UsedEditionView[];
  /** An index measures a state, a listing a trade: neither is proof about a supplier. */
  caveat: string;
}
