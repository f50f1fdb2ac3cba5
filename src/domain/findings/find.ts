import { questionsReadBy } from '../expressions/cel.js';
import { scoreOfAnswer } from '../manual/answer-score.js';
import type { RedFlag, Severity } from '../manual/manual.js';
import type { SiteFacts } from '../questionnaire/answer.js';
import { conditionsOver } from '../questionnaire/visibility.js';
import type { EffectiveAnswer } from '../scoring/counted-answer.js';
import { signalOfSource } from '../signals/site-signal.js';
import type { NewFinding } from './new-finding.js';
import { ruleSeen } from './seen-rules.js';

/** What is wrong at a site by the manual's rules, before it is known whose site it is and who may see it. */
export interface Fault extends Omit<NewFinding, 'siteId' | 'supplierId' | 'visibility'> {
  /** It shows in nothing but the supplier's own words or silence, so it is no secret to it; what a visit, workers or the buyer said is. */
  readonly ofOwnWords: boolean;
}

const GRAVITY: Readonly<Record<Severity, number>> = { minor: 1, major: 2, critical: 3 };

/**
 * Faults that the answers show: red flags raised; controls failed, where no flag of the same question says so already; and flags
 * that cannot be decided because something they read is blank or unknown: an unknown never becomes "no flag". A contradicted answer is a fault beside.
 */
export function findFaults(effective: readonly EffectiveAnswer[], site: SiteFacts): readonly Fault[] {
  const standing = new Map(effective.map((one) => [one.question.id, one]));
  const truthOf = conditionsOver(standing, site);
  const faults: Fault[] = [];
  for (const one of effective) {
    const { redFlags } = one.question;
    const raised: RedFlag[] = [];
    const open: RedFlag[] = [];
    for (const flag of redFlags) {
      const truth = truthOf(flag.when);
      if (truth === 'true') raised.push(flag);
      else if (truth === 'undetermined') open.push(flag);
    }
    if (raised.length > 0) faults.push(...raised.map((flag) => redFlag(one, flag, standing)));
    else if (isFailed(one)) faults.push(...failedControl(one));
    else if (open.length > 0) faults.push(...undetermined(one, open));
    if (one.replaced !== null) faults.push(...sayDoGap(one));
  }
  return faults;
}

type Common = Pick<Fault, 'source' | 'signalId' | 'ofOwnWords'> & { readonly questionId: string };
type Effective = ReadonlyMap<string, EffectiveAnswer>;

/** A question put to the supplier, and not answered by what somebody else verified or saw. */
const isOwnWords = ({ question, answer }: EffectiveAnswer): boolean =>
  question.askedOf.includes('supplier') && !/^(verification|signal):/.test(answer?.source ?? '');

const signalOf = ({ answer }: EffectiveAnswer): string | null => signalOfSource(answer?.source ?? '');

const commonTo = (one: EffectiveAnswer): Common => ({
  questionId: one.question.id,
  source: one.answer?.source ?? 'silence',
  signalId: signalOf(one),
  ofOwnWords: isOwnWords(one),
});

const redFlag = (one: EffectiveAnswer, flag: RedFlag, standing: Effective): Fault => {
  const common = commonTo(one);
  const read = questionsReadBy(flag.when).flatMap((id) => standing.get(id) ?? []);
  const signalId = common.signalId ?? read.map(signalOf).find((id) => id !== null) ?? null;
  return {
    questionId: common.questionId,
    source: common.source,
    ofOwnWords: common.ofOwnWords && read.every(isOwnWords),
    signalId,
    ruleId: ruleSeen(flag.id, signalId),
    kind: 'red_flag',
    severity: flag.severity,
    zeroTolerance: flag.zeroTolerance,
    isCase: true,
    title: flag.text,
    actionId: flag.action,
  };
};

const isFailed = ({ question, answer }: EffectiveAnswer): boolean =>
  question.failed !== null &&
  question.counts === 'control' &&
  !(answer?.state === 'answered' && scoreOfAnswer(question, answer.value) >= question.failed.below);

function failedControl(one: EffectiveAnswer): readonly Fault[] {
  const { question } = one;
  const { failed } = question;
  if (failed === null) return [];
  const { questionId, source, signalId, ofOwnWords } = commonTo(one);
  return [
    {
      questionId,
      source,
      signalId,
      ofOwnWords,
      ruleId: ruleSeen(`${question.id}.failed`, signalId),
      kind: 'failed_control',
      severity: failed.severity,
      zeroTolerance: false,
      isCase: false,
      title: failed.text,
      actionId: failed.action,
    },
  ];
}

/** One finding for the gravest flag that could not be decided. */
function undetermined(one: EffectiveAnswer, open: readonly RedFlag[]): readonly Fault[] {
  const { questionId, source, signalId, ofOwnWords } = commonTo(one);
  const gravest = [...open].sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity])[0];
  if (gravest === undefined) return [];
  return [
    {
      questionId,
      source,
      signalId,
      ofOwnWords,
      ruleId: ruleSeen(`${questionId}.undetermined`, signalId),
      kind: 'undetermined',
      severity: gravest.severity,
      zeroTolerance: false,
      isCase: false,
      title: gravest.text,
      actionId: gravest.action,
    },
  ];
}

/** The worse value counts already, so the finding adds no points: it asks why the answer was another. */
function sayDoGap(one: EffectiveAnswer): readonly Fault[] {
  const { question } = one;
  return [
    {
      ...commonTo(one),
      ofOwnWords: false,
      ruleId: `${question.id}.gap`,
      kind: 'say_do_gap',
      severity: 'major',
      zeroTolerance: false,
      isCase: false,
      title: GAP,
      actionId: 'general-say-do-gap',
    },
  ];
}

const GAP = {
  en: 'What workers said or an audit saw contradicts the answer that was given.',
  ru: 'То, что сказали работники или увидела проверка, противоречит данному ответу.',
};

/** Faults that show once what was seen beside the answers is known too; those that `findFaults` finds without it are not told again. */
export function findSeenFaults(
  effective: readonly EffectiveAnswer[],
  seenAlone: readonly EffectiveAnswer[],
  site: SiteFacts,
  known: readonly Fault[],
): readonly Fault[] {
  if (seenAlone.length === 0) return [];
  const seen = new Set(seenAlone.map(({ question }) => question.id));
  const told = new Set(known.map(({ ruleId }) => ruleId));
  const all = findFaults([...effective.filter(({ question }) => !seen.has(question.id)), ...seenAlone], site);
  return all.filter(({ signalId, ruleId, kind }) => signalId !== null && kind !== 'undetermined' && !told.has(ruleId));
}
