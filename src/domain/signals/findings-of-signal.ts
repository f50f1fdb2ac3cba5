import type { NewFinding } from '../findings/new-finding.js';
import type { Severity, Text } from '../manual/manual.js';
import type { CheckedSignal } from './check-entry.js';
import { sourceOfSignal } from './site-signal.js';

/** What a signal must say for it to be known which findings it raises. */
export type Testimony = Pick<CheckedSignal, 'kind' | 'outcome' | 'ilo' | 'shows'> & { readonly id: string };

/** A finding before it is known whose site it is; nobody but us knows of it yet. */
export type SignalFinding = Omit<NewFinding, 'siteId' | 'supplierId' | 'visibility'>;

interface Ground {
  readonly id: string;
  readonly holds: (one: Testimony) => boolean;
  readonly actionId: string;
  readonly title: Text;
}

const shows =
  (indicator: number) =>
  ({ ilo }: Testimony): boolean =>
    ilo.includes(indicator);

/** What no score can make good (methodology, 3.1): each is a finding of its own, since each asks for other steps. */
const GROUNDS: readonly Ground[] = [
  {
    id: 'movement',
    holds: shows(3),
    actionId: 'W6-free-movement',
    title: {
      en: 'Workers are said to be kept from moving or leaving freely',
      ru: 'По сообщению, работникам не дают свободно передвигаться или уйти',
    },
  },
  {
    id: 'violence',
    holds: shows(5),
    actionId: 'W10-protect-people',
    title: {
      en: 'Physical or sexual violence against workers is reported',
      ru: 'Сообщено о физическом или сексуальном насилии над работниками',
    },
  },
  {
    id: 'threats',
    holds: shows(6),
    actionId: 'W10-protect-people',
    title: { en: 'Threats against workers are reported', ru: 'Сообщено об угрозах работникам' },
  },
  {
    id: 'documents',
    holds: shows(7),
    actionId: 'W5-return-documents',
    title: { en: 'Workers are said not to have their own identity documents', ru: 'По сообщению, документы работников находятся не у них' },
  },
  {
    id: 'debt',
    holds: ({ shows: shown }) => shown.includes('debt_ties'),
    actionId: 'W4-free-from-debt',
    title: { en: 'A debt is said to tie workers to this work', ru: 'По сообщению, работников удерживает долг' },
  },
  {
    id: 'child',
    holds: ({ shows: shown }) => shown.includes('child_below_legal_age'),
    actionId: 'W13-protect-the-child',
    title: { en: 'A child below the legal age is said to work here', ru: 'По сообщению, здесь работает ребёнок младше законного возраста' },
  },
  {
    id: 'victim',
    holds: ({ shows: shown }) => shown.includes('identified_victim'),
    actionId: 'signal-protect-victim',
    title: {
      en: 'A victim of trafficking or forced labour was identified',
      ru: 'Установлена жертва торговли людьми или принудительного труда',
    },
  },
  {
    id: 'state',
    holds: ({ shows: shown }) => shown.includes('state_imposed'),
    actionId: 'signal-state-imposed',
    title: { en: 'Labour imposed by a state is reported at this site', ru: 'Сообщено о труде, навязанном государством, на этом объекте' },
  },
];

const FEES: Text = {
  en: 'Workers are said to have paid for their job, or to owe for it',
  ru: 'По сообщению, работники платили за работу или остались за неё должны',
};

const INDICATORS: Text = {
  en: 'A report shows signs of exploitation at this site',
  ru: 'Сообщение указывает на признаки эксплуатации на этом объекте',
};

interface Grade {
  readonly severity: Severity;
  readonly isCase: boolean;
  readonly actionId: string;
  readonly title: Text;
}

const graded = (severity: Severity, actionId: string, title: Text, isCase = true): Grade => ({ severity, isCase, actionId, title });

/** What a signal of its kind raises, whatever it shows beside; null: nothing. */
function ofKind({ kind, outcome, ilo }: Testimony, hasGround: boolean): Grade | null {
  switch (kind) {
    case 'audit':
      if (outcome === 'major_nonconformities')
        return graded('major', 'signal-audit-faults', { en: 'An audit found major faults', ru: 'Аудит нашёл существенные нарушения' });
      return outcome === 'minor_nonconformities'
        ? graded('minor', 'signal-audit-minor-faults', { en: 'An audit found minor faults', ru: 'Аудит нашёл незначительные нарушения' })
        : null;
    case 'worker_survey':
      return outcome === 'contradicts'
        ? graded('major', 'signal-listen-to-workers', {
            en: 'What workers said contradicts what the site says of itself',
            ru: 'Слова работников противоречат тому, что объект говорит о себе',
          })
        : null;
    case 'report':
      if (hasGround || ilo.length > 0) return null;
      return graded('minor', 'signal-settle-report', {
        en: 'A report or complaint turned out to be well founded',
        ru: 'Сообщение или жалоба подтвердились',
      });
    case 'adverse_media':
      // What was published is not proved: it is to be looked into, and its points are the signal's.
      return hasGround
        ? null
        : graded(
            'major',
            'signal-look-into-media',
            { en: 'Media report faults at this site', ru: 'СМИ сообщают о нарушениях на этом объекте' },
            false,
          );
    case 'authority_finding':
    case 'buyer_practices':
      return null;
  }
}

/** Fees and debts that tie nobody, and other indicators that decide nothing alone; null: there are none. */
function ofIndicators({ kind, ilo, shows: shown }: Testimony, hasGround: boolean): Grade | null {
  if (ilo.includes(9) && !shown.includes('debt_ties')) {
    const isCase = kind !== 'adverse_media';
    return shown.includes('repayment_agreed')
      ? graded('major', 'W4-finish-repayment', FEES, isCase)
      : graded('critical', 'W4-repay-fees', FEES, isCase);
  }
  return !hasGround && ilo.length > 0 && kind !== 'adverse_media' ? graded('major', 'signal-look-into-indicators', INDICATORS) : null;
}

const AUTHORITY: Omit<Ground, 'holds'> = {
  id: 'authority',
  actionId: 'signal-authority-finding',
  title: {
    en: 'An authority or a court confirmed forced labour, trafficking or child labour',
    ru: 'Орган власти или суд подтвердил принудительный труд, торговлю людьми или детский труд',
  },
};

/**
 * The findings that a signal raises by itself (methodology, 3.1): one for each zero-tolerance ground, one for fees or other indicators, one
 * for what its kind says. Clean audits, surveys that confirm, and our own practices raise none.
 */
export function findingsOfSignal(one: Testimony): readonly SignalFinding[] {
  if (one.kind === 'buyer_practices') return [];
  const common = { questionId: null, kind: 'signal', source: sourceOfSignal(one.id), signalId: one.id } as const;
  const grounds = [...(one.kind === 'authority_finding' ? [AUTHORITY] : []), ...GROUNDS.filter(({ holds }) => holds(one))];
  const grave = grounds.map(({ id, actionId, title }): SignalFinding => ({
    ...common,
    ruleId: `signal.${one.id}.${id}`,
    severity: 'critical',
    zeroTolerance: true,
    isCase: true,
    title,
    actionId,
  }));
  const lesser = [
    { id: 'said', grade: ofKind(one, grounds.length > 0) },
    { id: 'indicators', grade: ofIndicators(one, grounds.length > 0) },
  ].flatMap(({ id, grade }): SignalFinding[] =>
    grade === null ? [] : [{ ...common, ...grade, ruleId: `signal.${one.id}.${id}`, zeroTolerance: false }],
  );
  return [...grave, ...lesser];
}

/** ILO indicators that open zero tolerance each by itself, or by a tie that is said apart. */
const ALONE: readonly number[] = [3, 5, 6, 7];
const TOGETHER = 3;

/** Rule of the finding that several signals open together. */
export const THREE_INDICATORS = 'ilo.three_indicators.seen';
const COUNTED_KINDS: readonly string[] = ['audit', 'worker_survey', 'report', 'authority_finding'];

/**
 * Three or more other indicators from workers, audits or reports at one site, together, are zero tolerance (methodology, 3.1). `signals`: all
 * that stand and have come since people last closed such a case, oldest first; the finding rests on the newest that adds to it.
 */
export function threeIndicators(signals: readonly Testimony[]): SignalFinding | null {
  const showing = signals.filter(({ kind }) => COUNTED_KINDS.includes(kind)).map((one) => ({ id: one.id, others: othersOf(one) }));
  const together = new Set(showing.flatMap(({ others }) => others));
  const newest = showing.findLast(({ others }) => others.length > 0);
  if (newest === undefined || together.size < TOGETHER) return null;
  return {
    ruleId: THREE_INDICATORS,
    questionId: null,
    kind: 'signal',
    severity: 'critical',
    zeroTolerance: true,
    isCase: true,
    title: {
      en: 'Three or more indicators of forced labour were seen or told of at this site',
      ru: 'На этом объекте замечены или названы три и более признака принудительного труда',
    },
    actionId: 'signal-three-indicators',
    source: sourceOfSignal(newest.id),
    signalId: newest.id,
  };
}

const othersOf = ({ ilo, shows: shown }: Testimony): readonly number[] =>
  ilo.filter((indicator) => !ALONE.includes(indicator) && !(indicator === 9 && shown.includes('debt_ties')));
