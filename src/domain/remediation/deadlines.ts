import { addDays, dayOf, type IsoDate, type IsoInstant } from '../shared/instant.js';
import type { LibraryAction } from './library.js';

export interface Deadlines {
  /** Moment by which people must be safe; null where nobody is in danger now. */
  readonly containBy: IsoInstant | null;
  readonly planDueOn: IsoDate;
  readonly dueOn: IsoDate;
}

/** All deadlines run from the moment a finding was opened, or from that at which its supplier first learnt of it; rejection buys no time. */
export const deadlinesOf = (
  { containWithinHours, planDays, closeDays }: Pick<LibraryAction, 'containWithinHours' | 'planDays' | 'closeDays'>,
  openedAt: IsoInstant,
): Deadlines => ({
  containBy: containWithinHours === null ? null : addDays(openedAt, containWithinHours / 24),
  planDueOn: dayOf(addDays(dayOf(openedAt), planDays)),
  dueOn: dayOf(addDays(dayOf(openedAt), closeDays)),
});
