import { type Manual, type Question, questionsOf } from '../manual/manual.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Problem } from '../shared/domain-error.js';
import type { IsoDate } from '../shared/instant.js';
import { isWitness, type Manner, OUTCOMES, type Shown } from './signal-kinds.js';
import type { Observation, SignalKind } from './site-signal.js';

/** A signal as somebody enters it, before it is known to make sense. */
export interface EnteredSignal {
  readonly kind: SignalKind;
  /** null: the only thing that its kind can say. */
  readonly outcome: string | null;
  readonly manner: Manner | null;
  readonly level: number | null;
  readonly observedOn: IsoDate;
  readonly observations: readonly { readonly question: string; readonly value: unknown }[];
  readonly ilo: readonly number[];
  readonly shows: readonly Shown[];
}

/** A signal that makes sense: every field as it is stored. */
export interface CheckedSignal extends Omit<EnteredSignal, 'outcome' | 'observations'> {
  readonly outcome: string;
  readonly observations: readonly Observation[];
}

const EARLIEST = '2000-01-01';

const problem = (path: string, code: string, message: string): Problem => ({ path, code, message });

/** What is wrong with a signal, and the signal in full where nothing is. */
export function checkSignal(
  manual: Manual,
  entry: EnteredSignal,
  today: IsoDate,
): { readonly problems: readonly Problem[]; readonly signal: CheckedSignal } {
  const outcome = entry.outcome ?? (entry.kind === 'audit' ? '' : (OUTCOMES[entry.kind][0] ?? ''));
  const questions = new Map(questionsOf(manual).map((question) => [question.id, question]));
  const problems = [
    ...dayProblems(entry, today),
    ...kindProblems(entry, outcome),
    ...indicatorProblems(entry, outcome),
    ...observationProblems(entry, questions),
  ];
  const observations = entry.observations.map(({ question, value }) => ({
    question,
    value,
    meaning: questions.get(question)?.meaning ?? 1,
  }));
  const sorted = [...new Set(entry.ilo)].sort((a, b) => a - b);
  return { problems, signal: { ...entry, outcome, observations, ilo: sorted, shows: [...new Set(entry.shows)].sort() } };
}

function dayProblems({ observedOn }: EnteredSignal, today: IsoDate): readonly Problem[] {
  const time = Date.parse(`${observedOn}T00:00:00.000Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(observedOn))
    return [problem('observedOn', 'DATE_INVALID', 'This day does not exist.')];
  if (observedOn > today) return [problem('observedOn', 'DATE_IN_FUTURE', 'Nothing can have been seen in the future.')];
  return observedOn < EARLIEST ? [problem('observedOn', 'DATE_TOO_OLD', `What was seen before ${EARLIEST} says nothing of today.`)] : [];
}

function kindProblems({ kind, manner, level, observations, ilo, shows }: EnteredSignal, outcome: string): readonly Problem[] {
  const isBuyer = kind === 'buyer_practices';
  return [
    ...(OUTCOMES[kind].includes(outcome) ? [] : [problem('outcome', 'OUTCOME_UNKNOWN', `Say one of: ${OUTCOMES[kind].join(', ')}.`)]),
    ...((kind === 'audit') === (manner !== null)
      ? []
      : [problem('manner', 'MANNER_MISPLACED', 'Say of an audit, and of nothing else, how it was made.')]),
    ...(isBuyer === (level !== null)
      ? []
      : [problem('level', 'LEVEL_MISPLACED', 'Say of our own practices, and of nothing else, how bad they are.')]),
    ...(level === null || (level >= 0 && level <= 1) ? [] : [problem('level', 'LEVEL_RANGE', 'Give a number from 0 to 1.')]),
    ...(observations.length === 0 || isWitness(kind)
      ? []
      : [
          problem(
            'observations',
            'OBSERVATIONS_MISPLACED',
            'Only what was seen at the site or said by its workers can be held against an answer.',
          ),
        ]),
    ...(isBuyer && (ilo.length > 0 || shows.length > 0)
      ? [problem('ilo', 'INDICATORS_MISPLACED', 'How we buy shows no indicator of forced labour.')]
      : []),
  ];
}

function indicatorProblems({ kind, ilo, shows }: EnteredSignal, outcome: string): readonly Problem[] {
  const hasDebt = ilo.includes(9);
  return [
    ...(ilo.every((one) => Number.isInteger(one) && one >= 1 && one <= 11)
      ? []
      : [problem('ilo', 'INDICATOR_UNKNOWN', 'The indicators are numbered 1 to 11.')]),
    ...(kind === 'audit' && outcome === 'clean' && ilo.length + shows.length > 0
      ? [problem('outcome', 'CLEAN_WITH_INDICATORS', 'An audit that saw an indicator of forced labour is not clean.')]
      : []),
    ...(shows.includes('debt_ties') && !hasDebt
      ? [problem('shows', 'DEBT_WITHOUT_INDICATOR', 'A debt that ties is indicator 9: name it.')]
      : []),
    ...(shows.includes('repayment_agreed') && (!hasDebt || shows.includes('debt_ties'))
      ? [problem('shows', 'REPAYMENT_MISPLACED', 'A repayment plan belongs to fees or debts (indicator 9) that tie nobody.')]
      : []),
  ];
}

function observationProblems({ observations }: EnteredSignal, questions: ReadonlyMap<string, Question>): readonly Problem[] {
  const seen = new Set<string>();
  return observations.flatMap(({ question: id, value }, i): readonly Problem[] => {
    const path = `observations.${i}`;
    const question = questions.get(id);
    if (question === undefined) return [problem(`${path}.question`, 'QUESTION_UNKNOWN', 'The manual in force has no such question.')];
    if (seen.has(id)) return [problem(`${path}.question`, 'QUESTION_REPEATED', 'The question is named twice.')];
    seen.add(id);
    if (question.type === 'text' || question.type === 'file')
      return [
        problem(`${path}.question`, 'QUESTION_NOT_COMPARABLE', 'Words and files cannot be compared; write what was seen into the text.'),
      ];
    return checkAnswer(question, { state: 'answered', value }).map((fault) => ({
      ...fault,
      path: `${path}.value${fault.path.slice(id.length).replaceAll('/', '.')}`,
    }));
  });
}
