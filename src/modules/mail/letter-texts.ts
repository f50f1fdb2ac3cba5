import { pickLanguage } from '../../domain/assessment/pick-language.js';
import { LETTERS, type MailKind } from './letters.js';
import type { LetterText } from './letters/letter.js';
import { LETTER_LANGUAGES, letterLanguage } from './letters/letter-languages.js';

/** A tenant's own words for a kind of letter, by language. */
export type OwnTexts = ReadonlyMap<string, LetterText>;

/** Our own words for a kind of letter in a language; null where we have none in it. */
export function shippedText(kind: MailKind, language: string): LetterText | null {
  return LETTERS[kind].texts[language] ?? letterLanguage(language).letters[kind] ?? null;
}

/** The words to write in: the tenant's before ours in each language, English where neither has the wanted one. */
export function pickText(kind: MailKind, wish: string | null, own: OwnTexts): { readonly language: string; readonly text: LetterText } {
  const languages = LETTER_LANGUAGES.filter((code) => own.has(code) || shippedText(kind, code) !== null);
  const language = pickLanguage(languages, [wish], 'en');
  const mine = own.get(language);
  return {
    language,
    text: mine === undefined ? (shippedText(kind, language) ?? LETTERS[kind].texts.en) : withStandingWords(kind, language, mine),
  };
}

/** Whoever writes to a supplier about questions also says what the link is and what to do when one is afraid: no tenant can leave it out. */
export function withStandingWords(kind: MailKind, language: string, text: LetterText): LetterText {
  if (LETTERS[kind].link !== 'respond') return text;
  const { aboutLink, ifAfraid } = letterLanguage(language);
  return { ...text, paragraphs: [...text.paragraphs, aboutLink, ifAfraid] };
}
