/** Who a letter goes to. For the buyer's own questions nobody outside is written to. */
export type ReminderRole = 'contact' | 'second_contact' | 'owner' | 'officers';

export type ReminderStep = 'before_7' | 'before_3' | 'before_1' | 'overdue' | 'second_contact' | 'owner' | 'officers';

export interface StepRule {
  readonly step: ReminderStep;
  readonly to: ReminderRole;
  /** Days after the due date; negative before it. */
  readonly days: number;
  /** Counted from the end of the days of grace. */
  readonly afterGrace: boolean;
}

/** Before the due date: of several that were missed, only the last is still worth a letter. */
export const REMINDERS: readonly StepRule[] = [
  { step: 'before_7', to: 'contact', days: -7, afterGrace: false },
  { step: 'before_3', to: 'contact', days: -3, afterGrace: false },
  { step: 'before_1', to: 'contact', days: -1, afterGrace: false },
];

/** After it: one after the other, each on a day of its own, so that whoever was told first has time to act. */
export const ESCALATION: readonly StepRule[] = [
  { step: 'overdue', to: 'contact', days: 1, afterGrace: false },
  { step: 'second_contact', to: 'second_contact', days: 1, afterGrace: true },
  { step: 'owner', to: 'owner', days: 2, afterGrace: true },
  { step: 'officers', to: 'officers', days: 4, afterGrace: true },
];
