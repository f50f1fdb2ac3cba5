import type { Question } from '../manual/manual.js';

/** One row of a form that holds an answer or a piece of one. */
export interface FormRow {
  /** Stands in the first column: by it a row is found again wherever it was moved. */
  readonly key: string;
  readonly kind: 'head' | 'option' | 'part';
  /** Of the option or part; empty for the question's own row. */
  readonly id: string;
}

/** The rows of a question: its own, then one for each option that may be marked or each number that is asked. */
export const formRows = (question: Question): readonly FormRow[] => {
  const inner = (kind: 'option' | 'part', items: readonly { readonly id: string }[]): FormRow[] =>
    items.map(({ id }) => ({ key: `${question.id}/${id}`, kind, id }));
  const head: FormRow = { key: question.id, kind: 'head', id: '' };
  if (question.type === 'multiple') return [head, ...inner('option', question.options)];
  if (question.type === 'number') return [head, ...inner('part', question.parts)];
  return [head];
};

/** Whether the answer is a number for each part, rather than one. */
export const hasParts = (question: Question): boolean => question.type === 'number' && question.parts.length > 0;

/** The columns of a chapter's sheet, from 1. */
export const COLUMN = { id: 1, question: 2, answer: 3, comment: 4, note: 5, confirm: 6 } as const;
