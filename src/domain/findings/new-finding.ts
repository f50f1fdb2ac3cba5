import type { Severity, Text } from '../manual/manual.js';

/** A fault about to become a finding of a site; where the same rule's finding is open already, nothing new is made of it. */
export interface NewFinding {
  readonly siteId: string;
  readonly supplierId: string;
  /** The red flag's id, `<question>.failed`, `<question>.undetermined`, `<question>.gap`, or what a signal calls it. */
  readonly ruleId: string;
  /** null: it is about no question of the manual. */
  readonly questionId: string | null;
  readonly kind: 'red_flag' | 'failed_control' | 'undetermined' | 'say_do_gap' | 'signal';
  readonly severity: Severity;
  readonly zeroTolerance: boolean;
  /** Only cases add points to the score. */
  readonly isCase: boolean;
  readonly title: Text;
  /** Id in the action library. */
  readonly actionId: string;
  /** `held`: it does not exist for the supplier. */
  readonly visibility: 'held' | 'released';
  readonly source: string;
  /** The signal that raised it, so that both count once. */
  readonly signalId: string | null;
}
