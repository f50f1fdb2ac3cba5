import { questionsReadBy } from '../expressions/cel.js';
import { scoreOfAnswer } from '../manual/answer-score.js';
import type { RedFlag, Severity } from '../manual/manual.js';
import type { Answers, SiteFacts } from '../questionnaire/answer.js';
import { conditionHolds } from '../questionnaire/visibility.js';
import type { EffectiveAnswer } from '../scoring/counted-answers.js';
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
  const questions = effective.map(({ question }) => question);
  const others = new Set(effective.filter((one) => !isOwnWords(one)).map(({ question }) => question.id));
  const signals = new Map(effective.map(({ question, answer }) => [question.id, signalOfSource(answer?.source ?? '')]));
  const answers: Answers = Object.fromEntries(
    effective.flatMap(({ question, answer }) => (answer === null ? [] : [[question.id, { state: answer.state, value: answer.value }]])),
  );
  return effective.flatMap((one) => {
    const common = commonTo(one, others, signals);
    const gap = sayDoGap(one, common);
    const truths = one.question.redFlags.map((flag) => ({ flag, truth: conditionHolds(flag.when, questions, answers, site) }));
    const raised = truths.filter(({ truth }) => truth === 'true').map(({ flag }) => redFlag(common, flag, others, signals));
    if (raised.length > 0) return [...raised, ...gap];
    const failed = failedControl(one, common);
    if (failed.length > 0) return [...failed, ...gap];
    const open = undetermined(
      common,
      truths.filter(({ truth }) => truth === 'undetermined').map(({ flag }) => flag),
    );
    return [...open, ...gap];
  });
}

type Common = Pick<Fault, 'source' | 'signalId' | 'ofOwnWords'> & { readonly questionId: string };
type Signals = ReadonlyMap<string, string | null>;

/** A question put to the supplier, and not answered by what somebody else verified or saw. */
const isOwnWords = ({ question, answer }: EffectiveAnswer): boolean =>
  question.askedOf.includes('supplier') && !/^(verification|signal):/.test(answer?.source ?? '');

const commonTo = ({ question, answer }: EffectiveAnswer, others: ReadonlySet<string>, signals: Signals): Common => ({
  questionId: question.id,
  source: answer?.source ?? 'silence',
  signalId: signals.get(question.id) ?? null,
  ofOwnWords: !others.has(question.id),
});

const redFlag = (common: Common, flag: RedFlag, others: ReadonlySet<string>, signals: Signals): Fault => {
  const read = questionsReadBy(flag.when);
  const signalId = common.signalId ?? read.map((id) => signals.get(id) ?? null).find((id) => id !== null) ?? null;
  return {
    ...common,
    ofOwnWords: common.ofOwnWords && !read.some((id) => others.has(id)),
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

function failedControl({ question, answer }: EffectiveAnswer, common: Common): readonly Fault[] {
  const { failed } = question;
  if (failed === null || question.counts !== 'control') return [];
  const passes = answer?.state === 'answered' && scoreOfAnswer(question, answer.value) >= failed.below;
  if (passes) return [];
  return [
    {
      ...common,
      ruleId: ruleSeen(`${question.id}.failed`, common.signalId),
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
function undetermined(common: Common, open: readonly RedFlag[]): readonly Fault[] {
  const gravest = [...open].sort((a, b) => GRAVITY[b.severity] - GRAVITY[a.severity])[0];
  if (gravest === undefined) return [];
  return [
    {
      ...common,
      ruleId: ruleSeen(`${common.questionId}.undetermined`, common.signalId),
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
function sayDoGap({ question, replaced }: EffectiveAnswer, common: Common): readonly Fault[] {
  if (replaced === null) return [];
  return [
    {
      ...common,
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
