import { describe, expect, it } from '@jest/globals';
import { manual, question } from '../../../test/support/manuals.js';
import { sameMeaning } from './same-meaning.js';
import { isForRespondents, rewriteTexts, textsOf } from './texts.js';
import { coverageOf, reviewedIn, translate, type Translation } from './translate.js';

const source = manual([[question('Q1', { help: { en: 'Help.' } }), question('Q2')]]);
const urdu = (texts: Readonly<Record<string, boolean>>): Translation => ({
  language: 'ur',
  dir: 'rtl',
  texts: new Map(Object.entries(texts).map(([place, reviewed]) => [place, { text: `${place} in Urdu`, reviewed }])),
});
const languageOf = (translated: typeof source) => translated.languages.find(({ code }) => code === 'ur');

describe('the texts of a manual', () => {
  it('are named by ids, so that a question that moves keeps the names of its texts', () => {
    const moved = manual([[question('Q2'), question('Q1', { help: { en: 'Help.' } })]]);
    const places = (of: typeof source) => textsOf(of).map(({ place }) => place);
    expect([...places(moved)].sort()).toEqual([...places(source)].sort());
    expect(places(source)).toEqual(
      expect.arrayContaining(['title', 'chapters/chapter_0/intro', 'questions/Q1/help', 'questions/Q2/options/yes']),
    );
    expect(new Set(places(source)).size).toBe(places(source).length);
  });

  it('are all reached when they are rewritten', () => {
    const rewritten = rewriteTexts(source, (_, place) => ({ en: place }));
    expect(textsOf(rewritten).map(({ text }) => text['en'])).toEqual(textsOf(source).map(({ place }) => place));
  });

  it('that tell of faults are not for those who answer', () => {
    expect(
      ['questions/Q1/text', 'questions/Q1/redFlags/Q1.held', 'questions/Q1/failed', 'contradictions/c1'].map(isForRespondents),
    ).toEqual([true, false, false, false]);
  });
});

describe('a translation', () => {
  it('adds its language and leaves the base language as it was', () => {
    const translated = translate(source, urdu({ 'questions/Q1/text': false }));
    expect(translated.chapters[0]?.questions[0]?.text).toEqual({ en: 'Question Q1?', ur: 'questions/Q1/text in Urdu' });
    expect(languageOf(translated)).toEqual({ code: 'ur', dir: 'rtl', reviewed: false, unreviewed: [] });
    expect(translated.chapters[0]?.questions[1]).toEqual(source.chapters[0]?.questions[1]);
  });

  it('marks text by text what somebody has reviewed, also when a second one is laid over the first', () => {
    const first = translate(source, urdu({ 'questions/Q1/text': false, 'questions/Q2/text': false }));
    const second = languageOf(translate(first, urdu({ 'questions/Q2/text': true })));
    expect(second).toMatchObject({ reviewed: true, unreviewed: ['questions/Q1/text'] });
    expect(second !== undefined && reviewedIn(second)('questions/Q2/text')).toBe(true);
    expect(second !== undefined && reviewedIn(second)('questions/Q1/text')).toBe(false);
  });

  it('tells how much is untranslated and how much nobody has reviewed', () => {
    const translated = translate(source, urdu({ 'questions/Q1/text': true, 'questions/Q2/text': false }));
    const language = languageOf(translated);
    expect(language && coverageOf(translated, language)).toEqual({ texts: 12, untranslated: 10, unreviewed: 1 });
  });

  it('leaves out what the manual does not have', () => {
    expect(textsOf(translate(source, urdu({ 'questions/Q9/text': true }))).filter(({ text }) => text['ur'] !== undefined)).toEqual([]);
  });
});

describe('an answer', () => {
  it('is carried over to a question that was only reworded, re-weighted or gated', () => {
    expect(sameMeaning(question('Q1'), question('Q1', { text: { en: 'Otherwise said' }, weight: 5, visible: "answers.Q2 == 'yes'" }))).toBe(
      true,
    );
  });

  it('is not carried over to a question that asks something else under the same id', () => {
    expect(sameMeaning(question('Q1'), question('Q1', { meaning: 2 }))).toBe(false);
    expect(sameMeaning(question('Q1'), question('Q1', { type: 'single' }))).toBe(false);
    expect(sameMeaning(question('Q1'), question('Q2'))).toBe(false);
  });
});
