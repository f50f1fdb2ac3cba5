import { describe, expect, it } from '@jest/globals';
import { composeLetter, type LetterFacts } from './compose-letter.js';
import { LETTERS, type MailKind } from './letters.js';
import { LETTER_LANGUAGES } from './letters/letter.js';

const facts: LetterFacts = {
  kind: 'assessment_invitation',
  language: 'en',
  recipient: 'Aina Example',
  buyer: 'Nordlicht Handel',
  site: 'Green Meadow packing house',
  due: '2026-12-23',
  day: '2027-01-10',
  expires: '2027-02-21',
  link: 'https://example.org/respond#plk_secret',
};
const KINDS = Object.keys(LETTERS) as MailKind[];

describe('a letter', () => {
  it.each(KINDS.flatMap((kind) => LETTER_LANGUAGES.map((language) => ({ kind, language }))))(
    '$kind in $language says who asks, carries the link once and leaves no gap',
    ({ kind, language }) => {
      const { subject, text } = composeLetter({ ...facts, kind, language });
      expect(subject).toContain('Nordlicht Handel');
      expect(text.split(facts.link)).toHaveLength(2);
      expect(text).not.toMatch(/\{\w+\}|undefined|null/);
      expect(text).not.toMatch(/<|img|pixel/);
    },
  );

  it('names the site and the day by which to answer, in words of its language', () => {
    expect(composeLetter(facts).text).toContain('by 23 December 2026:');
    expect(composeLetter({ ...facts, language: 'ru-KZ' }).text).toContain('до 23 декабря 2026');
    expect(composeLetter({ ...facts, language: 'ar' }).text).toContain('Green Meadow packing house');
  });

  it('says what to do for someone who is afraid to answer', () => {
    expect(composeLetter(facts).text).toContain('If you are afraid to answer');
    expect(composeLetter({ ...facts, language: 'ru' }).text).toContain('боязно');
  });

  it('lets no name begin a header of its own', () => {
    expect(composeLetter({ ...facts, buyer: 'Evil\r\nBcc: all@example.org' }).subject).not.toMatch(/[\r\n]/);
  });
});
