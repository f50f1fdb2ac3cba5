import type { InputSchema, InputType } from '../expressions/cel.js';
import type { Question } from './manual.js';

/** What a condition knows of the site itself: ISO3, ISIC division, head count, good codes. */
export const SITE_INPUTS = { country: 'string', sector: 'string', workers: 'double', goods: 'list<string>' } as const;

/** How an answer appears in a condition; null for text and files, which conditions cannot read. */
export const answerType = (question: Question): InputType | null => {
  switch (question.type) {
    case 'yes_no':
    case 'single':
    case 'date':
      return 'string';
    case 'multiple':
      return 'list<string>';
    case 'number':
      return question.parts.length === 0 ? 'double' : Object.fromEntries(question.parts.map((part) => [part.id, 'double']));
    case 'percent':
      return 'double';
    case 'text':
    case 'file':
      return null;
  }
};

/** The types of everything that a manual's conditions may read: `answers` and `site`. */
export const conditionInputs = (questions: readonly Question[]): InputSchema => ({
  answers: Object.fromEntries(
    questions.flatMap((question) => {
      const type = answerType(question);
      return type === null || question.id === '' ? [] : [[question.id, type]];
    }),
  ),
  site: SITE_INPUTS,
});
