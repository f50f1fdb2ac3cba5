import type { ChildLabourAdvancement, TipTier } from '../indices/indices.js';
import type { Text } from '../manual/manual.js';

/** A figure carried three times: what we believe, the best and the worst it can be. */
export interface Range {
  readonly point: number;
  readonly best: number;
  readonly worst: number;
}

export type Band = 'low' | 'medium' | 'high' | 'critical';
export type Evidence = 'declared' | 'documented' | 'verified';
export type EvidenceShares = Readonly<Record<Evidence, number>>;
export type CountryPartId = 'governance' | 'trafficking_response' | 'child_labour_response';

/** The figures of the method, exactly as they stand in every receipt (methodology, section 5). */
export interface Method {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly inherent: {
    readonly weights: { readonly country: number; readonly sector: number; readonly goods: number; readonly workforce: number };
  };
  readonly country: {
    readonly parts: readonly {
      readonly id: CountryPartId;
      readonly weight: number;
      /** `point: null`: the weighted mean of the other parts' points, and best is never above it. */
      readonly unknown: { readonly point: number | null; readonly best: number; readonly worst: number };
    }[];
  };
  readonly sector: { readonly unknown: Range };
  readonly goods: { readonly unknownPoint: number };
  readonly exposure: { readonly unknown: number; readonly overdue: number };
  readonly evidence: { readonly management: EvidenceShares; readonly workplace: EvidenceShares };
  readonly controls: { readonly reduction: number };
  readonly cases: {
    readonly points: { readonly critical: number; readonly major: number; readonly minor: number };
    readonly minorCap: number;
    readonly zeroToleranceFloor: number;
  };
  readonly signals: { readonly halfLifeMonths: number; readonly creditCap: number };
  readonly confidence: { readonly halfLifeMonths: number };
  readonly inherited: { readonly share: number; readonly depth: number };
  readonly bands: readonly { readonly id: Band; readonly from: number }[];
}

/** A condition that, where it holds, lifts inherent risk to at least `value`. */
export interface FloorRule {
  readonly id: string;
  readonly value: number;
  /** CEL over `answers`, `country` (`tip`), `sector` (`value`) and `goods` (`forcedLabour`). */
  readonly when: string;
  readonly reason: Text;
}
export interface ResidualFloorRule {
  readonly id: 'goods_forced_labour' | 'state_imposed';
  readonly value: number;
  readonly reason: Text;
}

/** What a signal counts when it is new, by what it says; good news is negative. */
export type SignalPoints =
  'auditClean' | 'auditMajor' | 'workersConfirm' | 'workersContradict' | 'report' | 'furtherReport' | 'adverseMedia' | 'buyerPractices';

/** The whole methodology file: the figures of the receipt, and the tables that turn facts and answers into its inputs. */
export interface Methodology extends Method {
  readonly title: Text;
  readonly source: string;
  readonly year: number;
  readonly licence: string;
  readonly tables: {
    readonly tip: Readonly<Record<TipTier, number>>;
    readonly childLabour: Readonly<Record<ChildLabourAdvancement, number>>;
    readonly goods: {
      readonly forcedLabour: number;
      readonly childLabour: number;
      readonly listedInput: number;
      readonly listedElsewhere: number;
      readonly notListed: number;
    };
    readonly signals: Readonly<Record<SignalPoints, number>>;
  };
  readonly floors: readonly FloorRule[];
  readonly residualFloors: readonly ResidualFloorRule[];
  /** Fewer workers could be told apart: nothing of their survey is shown or counted. */
  readonly workersAtLeast: number;
  /** CEL over `answers`: the site passes work on. */
  readonly passesWorkOn: string;
  /** Answers older than this count as unanswered. */
  readonly answerMaxAgeMonths: number;
  /** Days after a due date in which a reassessment is late but its site's answers still count. */
  readonly graceDays: number;
  /** Months until the next assessment, by band. */
  readonly cadenceMonths: Readonly<Record<Band, number>>;
}
