import type { Band } from '../scoring/methodology.js';
import { addDays, addMonths, dayOf, type IsoDate } from '../shared/instant.js';

/** Months until the next assessment, by band. */
export type Cadence = Readonly<Record<Band, number>>;

export interface DueQuestion {
  readonly band: Band;
  /** Day of the last submission; of a site never assessed, the day it came in. */
  readonly basedOn: IsoDate;
  readonly today: IsoDate;
  readonly cadence: Cadence;
  /** The date that stands now, planned or blocked; null: none. */
  readonly openOn: IsoDate | null;
  /** The latest date for which an assessment was sent; null: none. */
  readonly sentOn: IsoDate | null;
}

export interface Due {
  readonly dueOn: IsoDate;
  /** Why then: `band:high`. */
  readonly reason: string;
}

/**
 * When a site is due next: the months of its band after its last submission, never in the past. A date that has come already and waits
 * to be sent stays as it is, and a date that was sent is never planned again: at most one assessment a site and date.
 */
export const nextDue = ({ band, basedOn, today, cadence, openOn, sentOn }: DueQuestion): Due => {
  const reason = `band:${band}`;
  const wanted = addMonths(basedOn, cadence[band]);
  if (wanted <= today && openOn !== null && openOn <= today) return { dueOn: openOn, reason };
  const dueOn = wanted > today ? wanted : today;
  return { dueOn: sentOn !== null && dueOn <= sentOn ? dayOf(addDays(sentOn, 1)) : dueOn, reason };
};

/** The bands, the mildest first. */
const GRAVITY: readonly Band[] = ['low', 'medium', 'high', 'critical'];

/**
 * The day on which a site would be due by a graver band than the one its supplier may know of; null where it is none graver. The supplier
 * is asked by the milder one, since an earlier questionnaire would tell it that somebody spoke: an officer has to act in another way.
 */
export const wouldBeDue = (dueOn: IsoDate, supplierBand: Band, band: Band, cadence: Cadence, today: IsoDate): IsoDate | null => {
  if (GRAVITY.indexOf(band) <= GRAVITY.indexOf(supplierBand)) return null;
  const wanted = addMonths(dueOn, cadence[band] - cadence[supplierBand]);
  return wanted > today ? wanted : today;
};

/** A graver band is never reassessed later than a milder one. @returns the bands out of order, as fields of a policy. */
export const cadenceProblems = (cadence: Cadence): readonly Band[] => {
  const order: readonly Band[] = ['critical', 'high', 'medium', 'low'];
  return order.filter((band, i) => {
    const graver = order[i - 1];
    return graver !== undefined && cadence[graver] > cadence[band];
  });
};
