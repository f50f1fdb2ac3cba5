import { BENGALI } from './bn.js';
import { ENGLISH } from './en.js';
import { RUSSIAN } from './ru.js';
import { TURKMEN } from './tk.js';
import { URDU } from './ur.js';
import { VIETNAMESE } from './vi.js';
import type { SurveyWords } from './words.js';
import { CHINESE } from './zh.js';

const ALL: readonly SurveyWords[] = [ENGLISH, RUSSIAN, TURKMEN, URDU, CHINESE, VIETNAMESE, BENGALI];

/** In the reader's language, else in English. */
export const surveyWords = (language: string): SurveyWords =>
  ALL.find(({ code }) => code === language) ?? ALL.find(({ code }) => code === language.split('-')[0]) ?? ENGLISH;

/** A text with its places filled in; a name that looks like a place is left alone. */
export const filled = (text: string, places: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => places[name] ?? whole);
