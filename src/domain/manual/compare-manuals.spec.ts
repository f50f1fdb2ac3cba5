import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { control, headcount, manual, option, question } from '../../../test/support/manuals.js';
import { canonicalJson } from '../ledger/canonical-json.js';
import { compareManuals, rewordedQuestions } from './compare-manuals.js';
import type { EvidenceRule, Manual, Question } from './manual.js';
import { settleTranslations } from './settle-translations.js';
import { compareVersions, isHighEnough, nextVersion, versionStep } from './version-step.js';

const evidence: readonly EvidenceRule[] = [
  { id: 'copy', text: { en: 'A copy', ru: 'Копия' }, maxAgeMonths: 12 },
  { id: 'photo', text: { en: 'A photo' }, maxAgeMonths: null },
];
const redFlags = [
  { id: 'R1.held', when: "answers.R1 == 'yes'", severity: 'major' as const, zeroTolerance: false, action: 'a', text: { en: 'Held' } },
];
const base = manual(
  [
    [
      question('R1', {
        text: { en: 'Held?', ru: 'Хранятся?' },
        help: { en: 'Any of them.' },
        redFlags,
        evidence,
        ilo: [7],
        laws: ['lksg:5'],
      }),
      question('R2', { visible: "answers.R1 == 'yes'", type: 'single', options: ['a', 'b', 'c'].map((id) => option(id, 0.5)) }),
      question('R3', { type: 'percent', options: [], steps: [{ from: 0, value: 0 }] }),
    ],
    [control('S1'), headcount('P3', ['total', 'migrant']), question('R4')],
  ],
  {
    languages: [
      { code: 'en', dir: 'ltr', reviewed: true, unreviewed: [] },
      { code: 'ru', dir: 'ltr', reviewed: true, unreviewed: [] },
    ],
    contradictions: [{ id: 'odd', when: "answers.R1 == 'yes'", text: { en: 'Odd' } }],
  },
);

const inQuestion =
  (id: string, edit: (question: Question) => Question) =>
  (it: Manual): Manual => ({
    ...it,
    chapters: it.chapters.map((chapter) => ({ ...chapter, questions: chapter.questions.map((one) => (one.id === id ? edit(one) : one)) })),
  });
const set = (id: string, differences: Partial<Question>) => inQuestion(id, (one) => ({ ...one, ...differences }));
const inChapters = (edit: (questions: readonly (readonly Question[])[]) => readonly (readonly Question[])[]) => (it: Manual) => {
  const edited = edit(it.chapters.map(({ questions }) => questions));
  return { ...it, chapters: it.chapters.map((chapter, i) => ({ ...chapter, questions: edited[i] ?? [] })) };
};

/** Edits that touch one thing each: the one change that must be found, and the least step it is worth. */
const EDITS: readonly (readonly [change: string, step: string, edit: (it: Manual) => Manual])[] = [
  ['wording changed questions/R1/text en', 'patch', set('R1', { text: { en: 'Kept?', ru: 'Хранятся?' } })],
  ['translation changed questions/R1/text ru', 'patch', set('R1', { text: { en: 'Held?', ru: 'Держат?' } })],
  ['wording removed questions/R1/help en', 'patch', set('R1', { help: null })],
  ['wording added questions/R2/workerText en', 'patch', set('R2', { workerText: { en: 'In your words' } })],
  ['wording changed questions/S1/why en', 'patch', set('S1', { why: { en: 'Because.' } })],
  ['meaning changed questions/R4/meaning', 'major', set('R4', { meaning: 2 })],
  ['meaning changed questions/R4/type', 'major', set('R4', { type: 'single' })],
  ['weight changed questions/R4/weight', 'minor', set('R4', { weight: 3 })],
  ['weight changed questions/R4/counts', 'minor', set('R4', { counts: 'practice' })],
  ['weight changed questions/R3/steps', 'minor', set('R3', { steps: [{ from: 0, value: 1 }] })],
  ['condition changed questions/R2/visible', 'minor', set('R2', { visible: null })],
  ['audience changed questions/R3/depth', 'minor', set('R3', { depth: 'full' })],
  ['audience changed questions/R3/askedOf', 'minor', set('R3', { askedOf: ['buyer'] })],
  ['label changed questions/R1/ilo', 'patch', set('R1', { ilo: [7, 8] })],
  ['label changed questions/R1/laws', 'patch', set('R1', { laws: [] })],
  ['structure removed questions/R2/options/c', 'major', inQuestion('R2', (one) => ({ ...one, options: one.options.slice(0, 2) }))],
  ['structure added questions/R2/options/d', 'minor', inQuestion('R2', (one) => ({ ...one, options: [...one.options, option('d', 1)] }))],
  [
    'weight changed questions/R2/options/b/value',
    'minor',
    inQuestion('R2', (one) => ({ ...one, options: one.options.map((each) => (each.id === 'b' ? { ...each, value: 1 } : each)) })),
  ],
  ['structure removed questions/P3/parts/migrant', 'major', inQuestion('P3', (one) => ({ ...one, parts: one.parts.slice(0, 1) }))],
  ['evidence removed questions/R1/evidence/photo', 'minor', set('R1', { evidence: evidence.slice(0, 1) })],
  ['evidence moved questions/R1/evidence/*', 'minor', set('R1', { evidence: [...evidence].reverse() })],
  [
    'evidence changed questions/R1/evidence/copy/maxAgeMonths',
    'minor',
    inQuestion('R1', (one) => ({
      ...one,
      evidence: one.evidence.map((rule) => (rule.id === 'copy' ? { ...rule, maxAgeMonths: 6 } : rule)),
    })),
  ],
  ['finding removed questions/R1/redFlags/R1.held', 'minor', set('R1', { redFlags: [] })],
  [
    'finding changed questions/R1/redFlags/R1.held/severity',
    'minor',
    inQuestion('R1', (one) => ({ ...one, redFlags: one.redFlags.map((flag) => ({ ...flag, severity: 'critical' as const })) })),
  ],
  [
    'condition changed questions/R1/redFlags/R1.held/when',
    'minor',
    inQuestion('R1', (one) => ({ ...one, redFlags: one.redFlags.map((flag) => ({ ...flag, when: 'true' })) })),
  ],
  [
    'finding changed questions/S1/failed/below',
    'minor',
    inQuestion('S1', (one) => ({ ...one, failed: one.failed === null ? null : { ...one.failed, below: 0.7 } })),
  ],
  ['structure added questions/R9', 'minor', inChapters(([first = [], ...rest]) => [[question('R9'), ...first], ...rest])],
  ['structure removed questions/R4', 'major', inChapters((all) => all.map((each) => each.filter(({ id }) => id !== 'R4')))],
  ['structure moved questions/R1', 'minor', inChapters(([first = [], second = []]) => [first.slice(1), [...second, ...first.slice(0, 1)]])],
  ['structure moved questions/R1', 'minor', inChapters(([first = [], ...rest]) => [[...first.slice(1), ...first.slice(0, 1)], ...rest])],
  [
    'condition changed contradictions/odd/when',
    'minor',
    (it) => ({ ...it, contradictions: it.contradictions.map((one) => ({ ...one, when: 'false' })) }),
  ],
  ['condition removed contradictions/odd', 'minor', (it) => ({ ...it, contradictions: [] })],
  ['translation removed languages/ru', 'patch', (it) => ({ ...it, languages: it.languages.slice(0, 1) })],
  ['translation moved languages/*', 'patch', (it) => ({ ...it, languages: [...it.languages].reverse() })],
  ['about changed licence', 'patch', (it) => ({ ...it, licence: 'MIT' })],
  ['wording changed title en', 'patch', (it) => ({ ...it, title: { en: 'Another title' } })],
  [
    'wording changed chapters/chapter_1/intro en',
    'patch',
    (it) => ({ ...it, chapters: it.chapters.map((one) => (one.number === 1 ? { ...one, intro: { en: 'New' } } : one)) }),
  ],
  [
    'structure changed chapters/chapter_1/number',
    'minor',
    (it) => ({ ...it, chapters: it.chapters.map((one) => (one.number === 1 ? { ...one, number: 5 } : one)) }),
  ],
  ['meaning changed family', 'major', (it) => ({ ...it, family: 'another' })],
];

const told = (before: Manual, after: Manual): string[] =>
  compareManuals(before, after).map(({ kind, change, place, language }) => [kind, change, place, language ?? ''].join(' ').trim());

describe('comparing two versions of a manual', () => {
  it('finds nothing between a manual and itself, whatever it is called', () => {
    expect(compareManuals(base, structuredClone(base))).toEqual([]);
    expect(compareManuals(base, { ...base, id: 'copy', version: '9.0.0' })).toEqual([]);
  });

  it.each(EDITS)('finds exactly: %s (%s)', (change, step, edit) => {
    const edited = edit(base);
    const [only, ...others] = told(base, edited).map((line) => (change.endsWith('*') ? line.replace(/[^/]+$/, '*') : line));
    expect([only, others]).toEqual([change, []]);
    expect(versionStep(compareManuals(base, edited))).toBe(step);
  });

  it('names exactly what any mixture of edits changed, and asks for the highest of their steps', () => {
    // One edit a place: two edits of the same thing are one change, or none.
    const apart = EDITS.filter(
      ([change]) => !/moved|R4$|languages|R2\/options|R1\/redFlags|R1\/evidence|questions\/R1\/text|structure added questions/.test(change),
    );
    const rank = ['patch', 'minor', 'major'];
    fc.assert(
      fc.property(fc.subarray([...apart]), (edits) => {
        const edited = edits.reduce((it, [, , edit]) => edit(it), base);
        const expected = edits.map(([change]) => change).filter((change) => !change.includes('R4'));
        expect(
          told(base, edited)
            .filter((line) => !line.includes('R4'))
            .sort(),
        ).toEqual(expected.sort());
        const highest = Math.max(0, ...edits.map(([, step]) => rank.indexOf(step)));
        expect(versionStep(compareManuals(base, edited))).toBe(rank[highest]);
      }),
    );
  });

  it('misses no difference: where two manuals differ in anything but their names, there is a change', () => {
    fc.assert(
      fc.property(fc.subarray([...EDITS]), fc.subarray([...EDITS]), (some, others) => {
        const [one, other] = [some, others].map((edits) => edits.reduce((it, [, , edit]) => edit(it), base));
        if (one === undefined || other === undefined) throw new Error('two manuals');
        expect(compareManuals(one, other).length === 0).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
  });

  it('tells the words of every language before and after', () => {
    const edited = set('R1', { text: { en: 'Kept?', ru: 'Держат?' } })(base);
    expect(compareManuals(base, edited)).toMatchObject([
      { question: 'R1', kind: 'wording', language: 'en', before: 'Held?', after: 'Kept?' },
      { question: 'R1', kind: 'translation', language: 'ru', before: 'Хранятся?', after: 'Держат?' },
    ]);
  });
});

describe('words that may ask something else', () => {
  const other = { text: { en: 'Kept?' } };

  it('are to be confirmed while the question claims to mean the same', () => {
    expect(rewordedQuestions(compareManuals(base, set('R1', other)(base)))).toEqual(['R1']);
    expect(rewordedQuestions(compareManuals(base, set('R1', { ...other, meaning: 2 })(base)))).toEqual([]);
    expect(rewordedQuestions(compareManuals(base, set('S1', { why: { en: 'Because.' } })(base)))).toEqual([]);
  });

  it('take the translations of the old question with them where it asks something else', () => {
    const settled = settleTranslations(base, set('R1', { text: { en: 'Paid?', ru: 'Хранятся?' }, meaning: 2 })(base));
    expect(settled.dropped).toEqual([{ place: 'questions/R1/text', language: 'ru' }]);
    expect(settled.manual.chapters[0]?.questions[0]?.text).toEqual({ en: 'Paid?' });
  });

  it('leave the translations to be reviewed where it means the same, unless they were changed too', () => {
    const settled = settleTranslations(base, set('R1', { text: { en: 'Kept?', ru: 'Хранятся?' } })(base));
    expect(settled).toMatchObject({ dropped: [], unreviewed: [{ place: 'questions/R1/text', language: 'ru' }] });
    expect(settled.manual.languages[1]?.unreviewed).toEqual(['questions/R1/text']);
    expect(settleTranslations(base, set('R1', { text: { en: 'Kept?', ru: 'Держат?' } })(base))).toMatchObject({
      dropped: [],
      unreviewed: [],
    });
  });
});

describe('the step between two versions', () => {
  it.each([
    ['1.2.3', '1.2.4', 'patch', true],
    ['1.2.3', '1.2.3', 'patch', false],
    ['1.2.3', '1.2.9', 'minor', false],
    ['1.2.3', '1.3.0', 'minor', true],
    ['1.2.3', '2.0.0', 'minor', true],
    ['1.2.3', '1.9.9', 'major', false],
    ['1.10.0', '1.9.0', 'patch', false],
    ['1.2.3', '2.0.0', 'major', true],
  ] as const)('from %s to %s is enough for a %s change: %s', (previous, next, step, enough) => {
    expect(isHighEnough(previous, next, step)).toBe(enough);
  });

  it('is always taken by the version proposed, and by none below it', () => {
    const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(version, version, fc.constantFrom('patch', 'minor', 'major' as const), (previous, other, step) => {
        const proposed = nextVersion(previous, step);
        expect(isHighEnough(previous, proposed, step)).toBe(true);
        expect(isHighEnough(previous, other, step)).toBe(compareVersions(other, proposed) >= 0);
      }),
    );
  });
});
