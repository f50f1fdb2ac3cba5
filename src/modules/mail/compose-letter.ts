import { pickLanguage } from '../../domain/assessment/pick-language.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { LETTERS, type MailKind } from './letters.js';
import { LETTER_LANGUAGES, type LetterLanguage } from './letters/letter.js';

/** What a letter tells. */
export interface LetterFacts {
  readonly kind: MailKind;
  /** BCP 47 tag; null where it is not known. */
  readonly language: string | null;
  readonly recipient: string | null;
  readonly buyer: string;
  readonly site: string | null;
  readonly due: IsoDate | null;
  /** A day that the letter is about, where that is not the due date. */
  readonly day: IsoDate | null;
  readonly expires: IsoDate;
  readonly link: string;
}

const GREETING: Readonly<Record<LetterLanguage, readonly [named: string, unnamed: string]>> = {
  en: ['Hello, {recipient},', 'Hello,'],
  ru: ['Здравствуйте, {recipient}!', 'Здравствуйте!'],
};

/** Subject and plain text in the recipient's language, English where there is no such letter. */
export function composeLetter(facts: LetterFacts): { readonly subject: string; readonly text: string } {
  const language = pickLanguage(LETTER_LANGUAGES, [facts.language], 'en') as LetterLanguage;
  const { subject, paragraphs } = LETTERS[facts.kind].texts[language];
  const words: Readonly<Record<string, string>> = {
    recipient: oneLine(facts.recipient ?? ''),
    buyer: oneLine(facts.buyer),
    site: oneLine(facts.site ?? ''),
    due: facts.due === null ? '' : writtenDate(facts.due, language),
    day: facts.day === null ? '' : writtenDate(facts.day, language),
    expires: writtenDate(facts.expires, language),
    link: facts.link,
  };
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '');
  const greeting = GREETING[language][words['recipient'] === '' ? 1 : 0];
  return { subject: fill(subject), text: `${[greeting, ...paragraphs].map(fill).join('\n\n')}\n` };
}

/** Names come from files and forms: no line break of theirs begins a header or a paragraph. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const writtenDate = (date: IsoDate, language: LetterLanguage): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru-RU', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
