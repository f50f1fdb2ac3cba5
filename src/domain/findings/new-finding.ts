import type { Severity, Text } from '../manual/manual.js';

/** A fault about to become a finding of a site; where the same rule's finding is open already, nothing new is made of it. */
export interface NewFinding {
  readonly siteId: string;
  readonly supplierId: string;
  /** The red flag's id, `<question>.failed` or `<question>.undetermined`. */
  readonly ruleId: string;
  readonly questionId: string;
  readonly kind: 'red_flag' | 'failed_control' | 'undetermined';
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
}
