import type { AnswerChange, SaidAnswer } from '../assessment/answer-changes.js';
import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Question } from '../manual/manual.js';
import type { Hint } from './hint.js';

/** One better answer after a question of the officer's is what a return is for. */
const SEVERAL = 3;

/** Whether the answer looks better than before to whoever scores it; null where it has no score, or "we do not know" stands on one side. */
export function isFavourable(question: Question, { before, after }: AnswerChange<SaidAnswer>): boolean | null {
  if (question.counts === 'fact' || before?.state !== 'answered' || after?.state !== 'answered') return null;
  if (before.value === null || after.value === null) return null;
  const rise = scoreOfAnswer(question, after.value) - scoreOfAnswer(question, before.value);
  if (rise === 0) return null;
  return question.counts === 'control' ? rise > 0 : rise < 0;
}

/** Several answers changed after a return, and every one of them for the better. */
export function changedAfterReturn(
  questions: ReadonlyMap<string, Question>,
  changes: readonly AnswerChange<SaidAnswer>[],
): readonly Hint[] {
  const directions = changes.flatMap((change) => {
    const question = questions.get(change.question);
    const favourable = question === undefined ? null : isFavourable(question, change);
    return favourable === null ? [] : [{ id: change.question, favourable }];
  });
  if (directions.length < SEVERAL || directions.some(({ favourable }) => !favourable)) return [];
  return [
    {
      kind: 'changed_after_return',
      questions: directions.map(({ id }) => id),
      text: {
        en: `${directions.length} answers were changed after the return, all of them for the better. Ask what has changed at the site since.`,
        ru: `После возврата изменено ответов: ${directions.length}, и все в лучшую сторону. Спросите, что с тех пор изменилось на площадке.`,
      },
      certainty: 'odd',
    },
  ];
}
