import type { Question, Text } from '../manual/manual.js';
import type { FormRow } from './form-rows.js';

/** What a row asks: the question, or the words of one of its options or parts. Reading holds it against the file, so that no answer slips to another question. */
export const rowText = (question: Question, { kind, id }: FormRow, say: (text: Text) => string): string => {
  if (kind === 'head') return say(question.text);
  const item = kind === 'option' ? question.options.find((option) => option.id === id) : question.parts.find((part) => part.id === id);
  return item === undefined ? id : say(item.text);
};
