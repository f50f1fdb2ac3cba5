import type { Text } from '../manual/manual.js';
import type { ExplainLanguage } from './explain-texts.js';

/** Picks the words of one text, or falls back to others. */
export type Words = (text: Text | null | undefined, otherwise: string) => string;

/** The text in the reader's language, else in the product's, else in English, else in whatever there is. */
export const wordsIn =
  (tag: string, language: ExplainLanguage): Words =>
  (text, otherwise) => {
    if (text === null || text === undefined) return otherwise;
    const found = [tag, language, 'en', ...Object.keys(text)].find((candidate) => Object.hasOwn(text, candidate));
    return (found === undefined ? undefined : text[found]) ?? otherwise;
  };
