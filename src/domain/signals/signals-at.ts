import { casePoints } from '../scoring/cases.js';
import type { ScoreInputs } from '../scoring/inputs.js';
import type { Methodology } from '../scoring/methodology.js';
import { decay, monthsOld } from '../scoring/signals.js';
import { daysBetween, type IsoDate, type IsoInstant } from '../shared/instant.js';
import type { SiteSignal } from './site-signal.js';

/** An open case, with the signal that raised it. */
export type OpenCase = ScoreInputs['cases'][number] & { readonly signalId: string | null };

const YEAR_DAYS = 365;

const byDay = (a: SiteSignal, b: SiteSignal): number =>
  a.observedOn === b.observedOn ? (a.id < b.id ? -1 : 1) : a.observedOn < b.observedOn ? -1 : 1;

/** Bad news stands in full until its findings are closed with verification, and ages from that day on. */
const agesFrom = ({ findingOpen, findingClosedOn, observedOn }: SiteSignal, points: number): IsoDate | null => {
  if (points < 0 || findingOpen === null) return observedOn;
  return findingOpen ? null : (findingClosedOn ?? observedOn);
};

/** What the cases raised by a signal add to the others; null: it raised none. */
function pointsOfOwn(methodology: Methodology, { id }: SiteSignal, cases: readonly OpenCase[]): number | null {
  if (!cases.some(({ signalId }) => signalId === id)) return null;
  if (cases.some(({ signalId, zeroTolerance }) => signalId === id && zeroTolerance)) return Infinity;
  const others = cases.filter(({ signalId }) => signalId !== id);
  return casePoints(methodology, cases).points - casePoints(methodology, others).points;
}

interface Choice {
  readonly weight: number;
  readonly full: ReadonlySet<string>;
}

/**
 * Reports that count less because they come within a year of one that counts in full. Of all ways to tell them apart, the one that counts
 * most: so that one more report, wherever it falls, never takes points away.
 */
function furtherReports(
  methodology: Methodology,
  signals: readonly SiteSignal[],
  cases: readonly OpenCase[],
  asOf: IsoInstant,
): ReadonlySet<string> {
  const { report: inFull, furtherReport } = methodology.tables.signals;
  const reports = signals.filter(({ kind }) => kind === 'report').sort(byDay);
  // The best choice among the first n reports, for each n.
  const best: Choice[] = [NONE];
  for (const [index, report] of reports.entries()) {
    const from = agesFrom(report, inFull);
    const left = from === null ? 1 : decay(monthsOld(from, asOf), methodology.signals.halfLifeMonths);
    const own = pointsOfOwn(methodology, report, cases) ?? 0;
    const gain = own === Infinity ? 0 : Math.max(inFull * left, own) - Math.max(furtherReport * left, own);
    const apart = reports.findLastIndex(({ observedOn }, at) => at < index && daysBetween(observedOn, report.observedOn) >= YEAR_DAYS);
    const before = best[apart + 1] ?? NONE;
    const without = best[index] ?? NONE;
    const taken = { weight: before.weight + gain, full: new Set([...before.full, report.id]) };
    best.push(taken.weight > without.weight ? taken : without);
  }
  const { full } = best.at(-1) ?? NONE;
  return new Set(reports.flatMap(({ id }) => (full.has(id) ? [] : [id])));
}

const NONE: Choice = { weight: 0, full: new Set() };

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
  asOf: IsoInstant,
): { readonly signals: ScoreInputs['signals']; readonly cases: ScoreInputs['cases'] } {
  const further = furtherReports(methodology, signals, cases, asOf);
  const counted: ScoreInputs['signals'][number][] = [];
  let open = [...cases];
  for (const signal of [...signals].sort(byDay)) {
    const points = isStanding(signal, signals) ? pointsOf(methodology, signal, further.has(signal.id)) : 0;
    if (points === 0 || (points < 0 && signal.verifiesAnswers)) continue;
    const ofCases = pointsOfOwn(methodology, signal, open);
    if (ofCases !== null && ofCases >= points) continue;
    open = open.filter(({ signalId }) => signalId !== signal.id);
    counted.push({ id: signal.id, kind: signal.kind, points, agesFrom: agesFrom(signal, points) });
  }
  const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : 1);
  return { signals: counted.sort(byId), cases: open.map(plain).sort(byId) };
}
