import { casePoints } from '../scoring/cases.js';
import type { ScoreInputs } from '../scoring/inputs.js';
import type { Methodology } from '../scoring/methodology.js';
import { daysBetween, type IsoDate } from '../shared/instant.js';
import type { SiteSignal } from './site-signal.js';

/** An open case, with the signal that raised it. */
export type OpenCase = ScoreInputs['cases'][number] & { readonly signalId: string | null };

const YEAR_DAYS = 365;

const byDay = (a: SiteSignal, b: SiteSignal): number =>
  a.observedOn === b.observedOn ? (a.id < b.id ? -1 : 1) : a.observedOn < b.observedOn ? -1 : 1;

/** Reports that come within a year of one that counted in full. */
function furtherReports(signals: readonly SiteSignal[]): ReadonlySet<string> {
  const further = new Set<string>();
  let full: IsoDate | null = null;
  for (const { id, observedOn } of signals.filter(({ kind }) => kind === 'report').sort(byDay)) {
    if (full !== null && daysBetween(full, observedOn) < YEAR_DAYS) further.add(id);
    else full = observedOn;
  }
  return further;
}

/** What a signal counts when it is new, by the method's table; 0: nothing. */
function pointsOf({ tables: { signals: table } }: Methodology, signal: SiteSignal, isFurther: boolean): number {
  switch (signal.kind) {
    case 'audit':
      return { clean: table.auditClean, major_nonconformities: table.auditMajor }[signal.outcome] ?? 0;
    case 'worker_survey':
      return { confirms: table.workersConfirm, contradicts: table.workersContradict }[signal.outcome] ?? 0;
    case 'report':
      return isFurther ? table.furtherReport : table.report;
    case 'adverse_media':
      return table.adverseMedia;
    case 'buyer_practices':
      return table.buyerPractices * (signal.level ?? 1);
    // What an authority confirmed opens zero tolerance instead.
    case 'authority_finding':
      return 0;
  }
}

/** Bad news stands in full until its findings are closed with verification, and ages from that day on. */
const agesFrom = ({ findingOpen, findingClosedOn, observedOn }: SiteSignal, points: number): IsoDate | null => {
  if (points < 0 || findingOpen === null) return observedOn;
  return findingOpen ? null : (findingClosedOn ?? observedOn);
};

/** How we buy is a standing fact: only what was said of it last counts. */
const isStanding = (signal: SiteSignal, all: readonly SiteSignal[]): boolean =>
  signal.kind !== 'buyer_practices' || !all.some((other) => other.kind === 'buyer_practices' && byDay(signal, other) < 0);

const plain = ({ id, severity, zeroTolerance }: OpenCase): ScoreInputs['cases'][number] => ({ id, severity, zeroTolerance });

/**
 * The signals and cases of a score's inputs (methodology, 3.1 and 3.2). A signal and the cases that it raised count once, the larger; a
 * zero-tolerance case always stays. Good news that made an answer verified counts there alone.
 */
export function signalsAt(
  methodology: Methodology,
  signals: readonly SiteSignal[],
  cases: readonly OpenCase[],
): { readonly signals: ScoreInputs['signals']; readonly cases: ScoreInputs['cases'] } {
  const further = furtherReports(signals);
  const counted: ScoreInputs['signals'][number][] = [];
  let open = [...cases];
  for (const signal of [...signals].sort(byDay)) {
    const points = isStanding(signal, signals) ? pointsOf(methodology, signal, further.has(signal.id)) : 0;
    if (points === 0 || (points < 0 && signal.verifiesAnswers)) continue;
    const own = open.filter(({ signalId }) => signalId === signal.id);
    const others = open.filter(({ signalId }) => signalId !== signal.id);
    const ofCases = casePoints(methodology, open).points - casePoints(methodology, others).points;
    if (own.some(({ zeroTolerance }) => zeroTolerance) || (own.length > 0 && ofCases >= points)) continue;
    if (own.length > 0) open = others;
    counted.push({ id: signal.id, kind: signal.kind, points, agesFrom: agesFrom(signal, points) });
  }
  const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : 1);
  return { signals: counted.sort(byId), cases: open.map(plain).sort(byId) };
}
