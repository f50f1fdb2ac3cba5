import type { FormQuestion } from '../../domain/offline/form-content.js';
import type { ReadingService } from '../assessments/reading.service.js';

type Seen = Awaited<ReturnType<ReadingService['respond']>>;

/** A round as its reader sees it: their questions, and the answers to them. */
export type SeenRound = Pick<Seen, 'questionnaire' | 'answers'>;

export type SeenAnswer = SeenRound['answers'][number];

/** Whether it was only carried over or copied: nobody has taken a stand on it in this round. */
const isUntouched = ({ origin }: SeenAnswer): boolean => origin !== 'given' && origin !== 'confirmed';

const stateOf = ({ state }: SeenAnswer): 'answered' | 'unknown' => (state === 'unknown' ? 'unknown' : 'answered');

/** An answer as the domain compares it. */
export const currentOf = (answer: SeenAnswer) => ({
  state: stateOf(answer),
  value: answer.value,
  comment: answer.comment,
  version: answer.version,
  answeredOn: answer.answeredOn,
  untouched: isUntouched(answer),
});

/** What a form says beside the questions of its reader. */
export const formQuestions = ({ questionnaire, answers }: SeenRound): ReadonlyMap<string, FormQuestion> => {
  const given = new Map(answers.map((answer) => [answer.question, answer]));
  return new Map(
    questionnaire.chapters.flatMap(({ questions }) =>
      questions.map(({ id, editable, officerComment }): [string, FormQuestion] => {
        const answer = given.get(id);
        return [id, { editable, returned: officerComment, answer: answer === undefined ? null : currentOf(answer) }];
      }),
    ),
  );
};
