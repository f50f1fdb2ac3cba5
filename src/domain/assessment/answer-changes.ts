import { sameValue } from './counted-answers.js';

/** What somebody said to one question at the time of a submission, words opened. */
export interface SaidAnswer {
  readonly question: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly comment: string | null;
}

/** How an answer differs from one submission to the next. `added`: newly asked and answered; `removed`: no longer asked. */
export interface AnswerChange<Said extends SaidAnswer> {
  readonly question: string;
  readonly kind: 'changed' | 'added' | 'removed';
  readonly before: Said | null;
  readonly after: Said | null;
}

/** What a second submission says that the first did not, in the order of the questions given; what is unchanged is left out. */
export function answerChanges<Said extends SaidAnswer>(
  before: readonly Said[],
  after: readonly Said[],
  order: readonly string[],
): readonly AnswerChange<Said>[] {
  const [earlier, later] = [byQuestion(before), byQuestion(after)];
  return order.flatMap((question): AnswerChange<Said>[] => {
    const was = earlier.get(question) ?? null;
    const is = later.get(question) ?? null;
    if (was === null && is === null) return [];
    if (was === null) return [{ question, kind: 'added', before: null, after: is }];
    if (is === null) return [{ question, kind: 'removed', before: was, after: null }];
    return sameSaid(was, is) ? [] : [{ question, kind: 'changed', before: was, after: is }];
  });
}

const byQuestion = <Said extends SaidAnswer>(answers: readonly Said[]): ReadonlyMap<string, Said> =>
  new Map(answers.map((answer) => [answer.question, answer]));

const sameSaid = (left: SaidAnswer, right: SaidAnswer): boolean =>
  left.state === right.state && left.comment === right.comment && sameValue(left.value, right.value);
