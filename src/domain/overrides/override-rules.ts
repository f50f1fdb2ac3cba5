import { bandOf } from '../scoring/band.js';
import type { Band, Method } from '../scoring/methodology.js';
import { round2 } from '../scoring/rounding.js';
import { DomainError, type Problem } from '../shared/domain-error.js';
import { addMonths, isCalendarDay, type IsoDate } from '../shared/instant.js';

/** The longest time for which a judgement may stand without being made anew. */
export const OVERRIDE_MONTHS = 12;

export type OverrideDirection = 'up' | 'down';

/** What an officer judges; the band follows from the residual where there is one. */
export interface Judgement {
  readonly residual: number | null;
  readonly band: Band;
}

/** The computed score it stands beside. */
export interface ComputedScore {
  readonly residual: number;
  readonly band: Band;
  readonly zeroTolerance: boolean;
}

const rankOf = (method: Pick<Method, 'bands'>, band: Band): number => method.bands.find(({ id }) => id === band)?.from ?? 0;

const refuse = (code: string, kind: 'invalid' | 'conflict', message: string, path = ''): DomainError => {
  const problems: readonly Problem[] = path === '' ? [] : [{ path, code, message }];
  return new DomainError(code, kind, message, problems);
};

/** The judgement as it is kept: a residual names its band itself, and a band that is named beside it must be that one. @throws DomainError OVERRIDE_EMPTY, OVERRIDE_BAND_MISMATCH */
export function judgementOf(method: Method, wanted: { readonly residual: number | null; readonly band: Band | null }): Judgement {
  if (wanted.residual === null) {
    if (wanted.band === null) throw refuse('OVERRIDE_EMPTY', 'invalid', 'Say a band, a residual, or both.', 'band');
    return { residual: null, band: wanted.band };
  }
  const residual = round2(wanted.residual);
  const band = bandOf(method, residual);
  if (wanted.band !== null && wanted.band !== band)
    throw refuse('OVERRIDE_BAND_MISMATCH', 'invalid', `A residual of ${residual} lies in the band ${band}.`, 'band');
  return { residual, band };
}

/** Which way a judgement goes beside the computed score; null: it says the same. Figures decide where there is one, otherwise bands. */
export function directionOf(
  method: Pick<Method, 'bands'>,
  judged: Judgement,
  computed: Omit<ComputedScore, 'zeroTolerance'>,
): OverrideDirection | null {
  const [wanted, now] =
    judged.residual === null ? [rankOf(method, judged.band), rankOf(method, computed.band)] : [judged.residual, round2(computed.residual)];
  if (wanted === now) return null;
  return wanted > now ? 'up' : 'down';
}

/** While a zero-tolerance case is open nothing below the method's floor counts, whoever says so. */
export function isBelowZeroTolerance(method: Pick<Method, 'bands' | 'cases'>, judged: Judgement): boolean {
  const floor = method.cases.zeroToleranceFloor;
  if (judged.residual !== null) return judged.residual < floor;
  const ofFloor = Math.max(...method.bands.filter(({ from }) => from <= floor).map(({ from }) => from));
  return rankOf(method, judged.band) < ofFloor;
}

/** @throws DomainError OVERRIDE_UNTIL_INVALID unless it ends today at the earliest and within twelve months */
export function requireUntil(until: IsoDate, today: IsoDate): void {
  if (isCalendarDay(until) && until >= today && until <= addMonths(today, OVERRIDE_MONTHS)) return;
  throw refuse('OVERRIDE_UNTIL_INVALID', 'invalid', `An override ends from today on, and within ${OVERRIDE_MONTHS} months.`, 'until');
}

/** What a judgement may be beside a score: its direction. @throws DomainError OVERRIDE_CHANGES_NOTHING, OVERRIDE_BELOW_ZERO_TOLERANCE */
export function requireJudgement(method: Method, judged: Judgement, computed: ComputedScore): OverrideDirection {
  const direction = directionOf(method, judged, computed);
  if (direction === null) throw refuse('OVERRIDE_CHANGES_NOTHING', 'conflict', 'This is what the computed score says already.');
  if (computed.zeroTolerance && isBelowZeroTolerance(method, judged))
    throw refuse(
      'OVERRIDE_BELOW_ZERO_TOLERANCE',
      'conflict',
      `While a zero-tolerance case is open, nothing stands below ${method.cases.zeroToleranceFloor}.`,
    );
  return direction;
}

/** A lower score is never one person's word. @throws DomainError SECOND_PERSON_NEEDED */
export function requireSecondPerson(proposedBy: string, approvedBy: string): void {
  if (proposedBy !== approvedBy) return;
  throw new DomainError('SECOND_PERSON_NEEDED', 'forbidden', 'Another person than the one who proposed the override must approve it.');
}

/** What became of it, as it is stored. */
export type StoredOverrideState = 'proposed' | 'in_force' | 'declined' | 'withdrawn' | 'expired';

/** How it stands today: `overtaken`, the computed score has gone past it; `suspended`, a zero-tolerance case is open above it. */
export type OverrideStanding = StoredOverrideState | 'overtaken' | 'suspended';

export interface StoredOverride extends Judgement {
  readonly direction: OverrideDirection;
  readonly state: StoredOverrideState;
  /** The last day on which it holds. */
  readonly until: IsoDate;
}

/** Dates, the score and open cases decide anew each time it is looked at: no job has to run for it to end. */
export function standingOf(method: Method, override: StoredOverride, computed: ComputedScore, today: IsoDate): OverrideStanding {
  if (override.state !== 'proposed' && override.state !== 'in_force') return override.state;
  if (override.until < today) return 'expired';
  if (override.state === 'proposed') return 'proposed';
  if (computed.zeroTolerance && isBelowZeroTolerance(method, override)) return 'suspended';
  return directionOf(method, override, computed) === override.direction ? 'in_force' : 'overtaken';
}
