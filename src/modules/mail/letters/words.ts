import type { IsoDate, IsoInstant } from '../../../domain/shared/instant.js';

/** Puts words in the places of `{name}`; a place without a word stays empty. */
export const fillIn = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '');

/** Names come from files and forms: no line break of theirs begins a header or a paragraph. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** A day as people of a language write it. */
export const writtenDate = (date: IsoDate, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** To the second, in UTC: a receipt means the same everywhere. */
export const writtenMoment = (at: IsoInstant): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;
