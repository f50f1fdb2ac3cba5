import type { Template, TemplateRules } from '../../domain/letters/check-template.js';
import type { LetterFacts } from './compose-letter.js';
import { shippedText } from './letter-texts.js';
import { LETTERS, type MailKind } from './letters.js';
import { letterLanguage } from './letters/letter-languages.js';

const namesIn = (texts: readonly string[]): readonly string[] => [...texts.join(' ').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** What a letter of this kind knows to fill in: what our own words use, and the facts of its round. */
export function rulesOf(kind: MailKind, publicUrl: string): TemplateRules {
  const { link, texts } = LETTERS[kind];
  const used = namesIn([texts.en.subject, ...texts.en.paragraphs]);
  const facts = link === 'join' ? ['buyer'] : ['buyer', 'site', 'due'];
  return { placeholders: [...new Set([...facts, ...used])], needsLink: used.includes('link'), ownHost: new URL(publicUrl).host };
}

/** Our own words, without those that are added to every letter of this kind. */
export function shippedTemplate(kind: MailKind, language: string): Template {
  const { subject, paragraphs } = shippedText(kind, language) ?? LETTERS[kind].texts.en;
  const { aboutLink, ifAfraid } = letterLanguage(language);
  return { subject, paragraphs: paragraphs.filter((text) => text !== aboutLink && text !== ifAfraid) };
}

/** Facts of nobody, to see a letter with. */
export const sampleFacts = (kind: MailKind, language: string, publicUrl: string): LetterFacts => ({
  kind,
  language,
  recipient: 'Aina Example',
  buyer: 'Example Trading',
  site: 'Example packing house',
  due: '2030-01-31',
  day: '2030-02-07',
  expires: '2030-04-01',
  receipt: { submittedAt: '2030-01-30T10:11:12.000Z', sha256: '0123456789abcdef'.repeat(4) },
  link: `${publicUrl}/${LETTERS[kind].link}#example`,
});
