import type { Problem } from '../shared/domain-error.js';
import { type Manual, questionsOf, type Question } from './manual.js';
import { textsOf } from './texts.js';

const MOST = { chapters: 60, questions: 1_000, languages: 40, contradictions: 100, text: 5_000 } as const;
const MOST_IN_QUESTION = { options: 200, steps: 50, parts: 30, evidence: 20, redFlags: 20, laws: 50, topics: 20 } as const;

const tooMany = (path: string, what: string, count: number, most: number): Problem[] =>
  count <= most ? [] : [{ path, code: 'MANUAL_TOO_LARGE', message: `There are ${count} ${what}; a manual has at most ${most}.` }];

const checkParts = (question: Question): Problem[] =>
  Object.entries(MOST_IN_QUESTION).flatMap(([name, most]) =>
    tooMany(`questions/${question.id}/${name}`, `${name} at ${question.id}`, question[name as keyof typeof MOST_IN_QUESTION].length, most),
  );

/** What is larger than any questionnaire that somebody could answer: whoever wrote it, checking and answering it stays quick. */
export const checkSize = (manual: Manual): Problem[] => {
  const questions = questionsOf(manual);
  const size = [
    ...tooMany('chapters', 'chapters', manual.chapters.length, MOST.chapters),
    ...tooMany('chapters', 'questions', questions.length, MOST.questions),
    ...tooMany('languages', 'languages', manual.languages.length, MOST.languages),
    ...tooMany('contradictions', 'contradictions', manual.contradictions.length, MOST.contradictions),
  ];
  if (size.length > 0) return size;
  return [
    ...questions.flatMap(checkParts),
    ...textsOf(manual).flatMap(({ path, text }) =>
      Object.entries(text).flatMap(([language, words]) =>
        words.length <= MOST.text
          ? []
          : [
              {
                path: `${path}/${language}`,
                code: 'TEXT_TOO_LONG',
                message: `The text has ${words.length} characters; at most ${MOST.text}.`,
              },
            ],
      ),
    ),
  ];
};
