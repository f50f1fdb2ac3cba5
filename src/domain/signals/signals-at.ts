import { casePoints } from '../scoring/cases.js';
import type { ScoreInputs } from '../scoring/inputs.js';
import type { Methodology } from '../scoring/methodology.js';
import { decay, monthsOld } from '../scoring/signals.js';
import type { IsoDate, IsoInstant } from '../shared/instant.js';
import { fullReports } from './full-reports.js';
import type { SiteSignal } from './site-signal.js';

/** An open case, with the signal that raised it. */
export type OpenCase = ScoreInputs['cases'][number] & { readonly signalId: string | null };

const byDay = (a: SiteSignal, b: SiteSignal): number =>
  a.observedOn === b.observedOn ? (a.id < b.id ? -1 : 1) : a.observedOn < b.observedOn ? -1 : 1;

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

/** What is left of a signal's points on a day. */
const leftOf = (methodology: Methodology, agesFrom: IsoDate | null, asOf: IsoInstant): number =>
  agesFrom === null ? 1 : decay(monthsOld(agesFrom, asOf), methodology.signals.halfLifeMonths);

/** What the cases that a signal raised add to all others; a zero-tolerance case outweighs everything. */
function weightOfCases(methodology: Methodology, cases: readonly OpenCase[], id: string): number {
  const own = cases.filter(({ signalId }) => signalId === id);
  if (own.some(({ zeroTolerance }) => zeroTolerance)) return Infinity;
  const others = cases.filter(({ signalId }) => signalId !== id);
  return own.length === 0 ? 0 : casePoints(methodology, cases).points - casePoints(methodology, others).points;
}

/** Reports that come within a year of one that counts in full. */
function furtherReports(
  methodology: Methodology,
  signals: readonly SiteSignal[],
  cases: readonly OpenCase[],
  asOf: IsoInstant,
): ReadonlySet<string> {
  const { report: full, furtherReport: further } = methodology.tables.signals;
  const reports = signals.filter(({ kind }) => kind === 'report').sort(byDay);
  const chosen = fullReports(
    reports.map((signal) => {
      const ofCases = weightOfCases(methodology, cases, signal.id);
      const left = leftOf(methodology, agesFrom(signal, full), asOf);
      const gain = ofCases >= full ? 0 : (full - Math.max(further, ofCases)) * left;
      return { id: signal.id, observedOn: signal.observedOn, gain };
    }),
  );
  return new Set(reports.flatMap(({ id }) => (chosen.has(id) ? [] : [id])));
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
    const own = open.some(({ signalId }) => signalId === signal.id);
    if (own && weightOfCases(methodology, open, signal.id) >= points) continue;
    if (own) open = open.filter(({ signalId }) => signalId !== signal.id);
    counted.push({ agesFrom: agesFrom(signal, points), id: signal.id, kind: signal.kind, points });
  }
  const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : 1);
  return { signals: counted.sort(byId), cases: open.map(plain).sort(byId) };
}
