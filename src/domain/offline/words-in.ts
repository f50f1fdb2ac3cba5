import type { FormWords } from './form-words.js';
import { WORDS_BN, WORDS_UR } from './words-south-asia.js';
import { WORDS_EN, WORDS_RU } from './words-reviewed.js';
import { WORDS_TK, WORDS_VI, WORDS_ZH } from './words-unreviewed.js';

const WORDS: Readonly<Record<string, FormWords>> = {
  en: WORDS_EN,
  ru: WORDS_RU,
  tk: WORDS_TK,
  ur: WORDS_UR,
  zh: WORDS_ZH,
  vi: WORDS_VI,
  bn: WORDS_BN,
};

/** The words of a language, `zh-Hans` being served by `zh`; English where there are none. */
export const wordsIn = (language: string): FormWords => {
  const tag = language.toLowerCase();
  const code = Object.hasOwn(WORDS, tag) ? tag : (tag.split('-')[0] ?? '');
  return Object.hasOwn(WORDS, code) ? (WORDS[code] ?? WORDS_EN) : WORDS_EN;
};

/** Every language's, because a form may be filled in by people who share no language. */
export const ALL_WORDS: readonly FormWords[] = Object.values(WORDS);

/** Puts values in the places of `{names}`. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole));
