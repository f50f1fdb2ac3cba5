import type { Severity, Text } from '../manual/manual.js';

export type Verification = 'documents' | 'visit' | 'third_party' | 'workers';

/** One entry of the action library: what to do about a finding, in the order safety, repair, prevention. */
export interface LibraryAction {
  readonly id: string;
  readonly title: Text;
  readonly severity: Severity;
  /** Hours until people are safe; null where nobody is in danger now. */
  readonly containWithinHours: number | null;
  readonly contain: readonly Text[];
  readonly correct: readonly Text[];
  readonly prevent: readonly Text[];
  /** Days until a plan is agreed, and until it is closed, both from the day the finding was opened. */
  readonly planDays: number;
  readonly closeDays: number;
  readonly proof: readonly Text[];
  readonly verification: readonly Verification[];
  /** What was taken from workers can be paid back by a plan agreed with them; while one runs, the finding counts as major. */
  readonly repayable: boolean;
}

export interface ActionLibrary {
  readonly id: string;
  readonly version: string;
  readonly source: string;
  readonly year: number;
  readonly licence: string;
  readonly baseLanguage: string;
  readonly actions: readonly LibraryAction[];
}
