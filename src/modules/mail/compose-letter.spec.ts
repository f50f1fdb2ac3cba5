import { describe, expect, it } from '@jest/globals';
import { composeLetter, type LetterFacts } from './compose-letter.js';
import { LETTERS, type MailKind } from './letters.js';
import { ASSESSMENT_LETTERS } from './letters/assessment-letters.js';
import { EXTENSION_LETTERS } from './letters/extension-letters.js';
import { LETTER_LANGUAGES, letterLanguage } from './letters/letter-languages.js';
import { REMINDER_LETTERS } from './letters/reminder-letters.js';
import { shippedText } from './letter-texts.js';

const facts: LetterFacts = {
  kind: 'assessment_invitation',
  language: 'en',
  recipient: 'Aina Example',
  buyer: 'Nordlicht Handel',
  site: 'Green Meadow packing house',
  due: '2026-12-23',
  day: '2027-01-10',
  expires: '2027-02-21',
  receipt: { submittedAt: '2026-12-20T10:11:12.345Z', sha256: 'c0ffee'.repeat(10).concat('cafe') },
  link: 'https://example.org/respond#plk_secret',
};
const KINDS = Object.keys(LETTERS) as MailKind[];
const TO_SUPPLIERS = Object.entries({ ...ASSESSMENT_LETTERS, ...REMINDER_LETTERS, ...EXTENSION_LETTERS })
  .filter(([, { link }]) => link === 'respond')
  .map(([kind]) => kind as MailKind);

describe('a letter', () => {
  it.each(KINDS.flatMap((kind) => LETTER_LANGUAGES.map((language) => ({ kind, language }))))(
    '$kind in $language says who asks, carries the link once and no other address, and leaves no gap',
    ({ kind, language }) => {
      const { subject, text } = composeLetter({ ...facts, kind, language });
      expect(subject).toContain('Nordlicht Handel');
      expect(text.split(facts.link)).toHaveLength(2);
      expect(text).not.toMatch(/\{\w+\}|undefined|null/);
      expect(text).not.toMatch(/[<>]|&\w+;|img|pixel/);
      expect(text.replace(facts.link, '')).not.toMatch(/:\/\/|www\.|[\w-]+\.(org|com|net|io|gif|png)\b|@/);
    },
  );

  it.each(TO_SUPPLIERS.flatMap((kind) => LETTER_LANGUAGES.map((language) => ({ kind, language }))))(
    '$kind is written in $language, with what to do for someone who is afraid, and what it costs',
    ({ kind, language }) => {
      expect(shippedText(kind, language)).not.toBeNull();
      const { text } = composeLetter({ ...facts, kind, language });
      const { aboutLink, ifAfraid } = letterLanguage(language);
      for (const words of [aboutLink, ifAfraid]) expect(text.split(words)).toHaveLength(2);
    },
  );

  it('has texts in a language only for letters that there are', () => {
    const known: readonly string[] = KINDS;
    for (const code of LETTER_LANGUAGES)
      expect(Object.keys(letterLanguage(code).letters).filter((kind) => !known.includes(kind))).toEqual([]);
  });

  it('says of its language whether somebody who speaks it has read it', () => {
    expect(LETTER_LANGUAGES.filter((code) => letterLanguage(code).reviewed)).toEqual(['en', 'ru']);
  });

  it('names the site and the day by which to answer, in words of its language', () => {
    expect(composeLetter(facts).text).toContain('by 23 December 2026:');
    expect(composeLetter({ ...facts, language: 'ru-KZ' }).text).toContain('до 23 декабря 2026');
    expect(composeLetter({ ...facts, language: 'zh-Hans' }).text).toContain('2026年12月23日');
    expect(composeLetter({ ...facts, language: 'ar' }).text).toContain('Green Meadow packing house');
  });

  it('says what to do for someone who is afraid to answer', () => {
    expect(composeLetter(facts).text).toContain('If you are afraid to answer');
    expect(composeLetter({ ...facts, language: 'ru' }).text).toContain('боязно');
  });

  it('lets no name begin a header of its own', () => {
    expect(composeLetter({ ...facts, buyer: 'Evil\r\nBcc: all@example.org' }).subject).not.toMatch(/[\r\n]/);
  });

  it('in a tenant’s own words still says what to do for someone who is afraid', () => {
    const own = new Map([['en', { subject: 'From {buyer}', paragraphs: ['Answer about {site}:', '{link}'] }]]);
    const { subject, text } = composeLetter(facts, own);
    expect(subject).toBe('From Nordlicht Handel');
    expect(text).toContain('Hello, Aina Example,\n\nAnswer about Green Meadow packing house:');
    expect(text).toContain('If you are afraid to answer');
    expect(text).toContain('needs no account');
    expect(composeLetter({ ...facts, language: 'ru' }, own).text).toContain('боязно');
    expect(composeLetter({ ...facts, language: 'de' }, own).subject).toBe('From Nordlicht Handel');
  });
});
