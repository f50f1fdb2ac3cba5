import type { IsoDate, IsoInstant } from '../../domain/shared/instant.js';
import { type OwnTexts, pickText } from './letter-texts.js';
import type { MailKind } from './letters.js';
import { letterLanguage } from './letters/letter-languages.js';
import { fillIn, oneLine, writtenDate, writtenMoment } from './letters/words.js';

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
  /** Of a submission, where the letter is its receipt. */
  readonly receipt?: { readonly submittedAt: IsoInstant; readonly sha256: string } | null;
  readonly link: string;
}

/** Subject and plain text in the recipient's language, English where there is no such letter; in the tenant's own words where it has some. */
export function composeLetter(facts: LetterFacts, own: OwnTexts = new Map()): { readonly subject: string; readonly text: string } {
  const { language, text } = pickText(facts.kind, facts.language, own);
  const { greeting, locale } = letterLanguage(language);
  const words = {
    recipient: oneLine(facts.recipient ?? ''),
    buyer: oneLine(facts.buyer),
    site: oneLine(facts.site ?? ''),
    due: facts.due === null ? '' : writtenDate(facts.due, locale),
    day: facts.day === null ? '' : writtenDate(facts.day, locale),
    expires: writtenDate(facts.expires, locale),
    link: facts.link,
    submittedAt: facts.receipt ? writtenMoment(facts.receipt.submittedAt) : '',
    fingerprint: facts.receipt?.sha256 ?? '',
  };
  const paragraphs = [greeting[words.recipient === '' ? 1 : 0], ...text.paragraphs];
  return { subject: fillIn(text.subject, words), text: `${paragraphs.map((paragraph) => fillIn(paragraph, words)).join('\n\n')}\n` };
}
