import { BENGALI } from './languages/bn.js';
import { ENGLISH } from './languages/en.js';
import type { LetterLanguage } from './languages/language.js';
import { RUSSIAN } from './languages/ru.js';
import { TURKMEN } from './languages/tk.js';
import { URDU } from './languages/ur.js';
import { VIETNAMESE } from './languages/vi.js';
import { CHINESE } from './languages/zh.js';

const ALL: readonly LetterLanguage[] = [ENGLISH, RUSSIAN, TURKMEN, URDU, CHINESE, VIETNAMESE, BENGALI];

/** Tags of all languages in which we write; a further one is a file in `languages` and a line above. */
export const LETTER_LANGUAGES: readonly string[] = ALL.map(({ code }) => code);

const BY_CODE: ReadonlyMap<string, LetterLanguage> = new Map(ALL.map((language) => [language.code, language]));

/** English for a tag that is none of ours. */
export const letterLanguage = (code: string): LetterLanguage => BY_CODE.get(code) ?? ENGLISH;
