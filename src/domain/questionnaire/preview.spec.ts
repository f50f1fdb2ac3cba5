import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headcount, manual, option, question } from '../../../test/support/manuals.js';
import type { Manual, Question } from '../manual/manual.js';
import { type Answers, UNKNOWN_SITE } from './answer.js';
import { previewQuestionnaire } from './preview.js';
import { selectQuestions } from './select-questions.js';
import { visibleQuestions } from './visibility.js';

const site = { country: 'BGD', sector: '14', workers: 100, goods: ['cotton'] };
const wish = { site, depth: 'full', audience: 'supplier', returning: [], language: 'en' } as const;

const asked = (it: Manual, differences: Partial<Parameters<typeof previewQuestionnaire>[1]> = {}): string[] =>
  previewQuestionnaire(it, { ...wish, ...differences }).chapters.flatMap(({ questions }) =>
    questions.map((one) => `${one.question.id} ${one.asked}`),
  );
const of = (...questions: Question[]): string[] => asked(manual([questions]));

describe('previewing a questionnaire', () => {
  it('tells what is asked in any case from what depends on answers, and leaves out what this site is never asked', () => {
    expect(
      of(
        question('R1'),
        question('R2', { visible: "answers.R1 == 'yes'" }),
        question('R3', { visible: "site.country == 'PAK'" }),
        question('R4', { visible: "site.country == 'BGD' || answers.R1 == 'yes'" }),
        question('R5', { visible: "answers.R1 == 'yes' || answers.R1 == 'no'" }),
      ),
    ).toEqual(['R1 certain', 'R2 possible', 'R4 certain', 'R5 certain']);
  });

  it('asks where a gate itself is never asked, since silence hides nothing', () => {
    expect(of(question('R1', { visible: "site.country == 'PAK'" }), question('R2', { visible: "answers.R1 == 'yes'" }))).toEqual([
      'R2 certain',
    ]);
  });

  it('goes deeper with the band, and asks everything of a site of which nothing is known', () => {
    const it = manual([[question('R1'), question('R2', { depth: 'full' }), question('R3', { visible: "site.country == 'PAK'" })]]);
    expect(asked(it, { depth: 'core' })).toEqual(['R1 certain']);
    expect(asked(it, { site: UNKNOWN_SITE })).toEqual(['R1 certain', 'R2 certain', 'R3 certain']);
  });

  it('says "possible" of conditions that are broken, go in a circle, or have too many answers to try', () => {
    const many = Array.from({ length: 16 }, (_, i) => option(`o${i}`, 0));
    const gates = ['A', 'B', 'C', 'D'].map((id) => question(id, { type: 'single', options: many }));
    expect(
      of(
        ...gates,
        question('R1', { visible: "answers.R2 == 'yes'" }),
        question('R2', { visible: "answers.R1 == 'yes'" }),
        question('R3', { visible: 'this is no condition' }),
        question('R4', { visible: "answers.A == 'o1' && answers.B == 'o1' && answers.C == 'o1' && answers.D == 'o1'" }),
      ).slice(4),
    ).toEqual(['R1 possible', 'R2 possible', 'R3 possible', 'R4 possible']);
  });

  it('takes longer for longer words, harder answers and documents', () => {
    const minutes = (...questions: Question[]) => previewQuestionnaire(manual([questions]), wish).minutes;
    const ten = (differences: Partial<Question>) => Array.from({ length: 10 }, (_, i) => question(`R${i}`, differences));
    const plain = minutes(...ten({}));
    expect(plain.least).toBe(plain.most);
    expect(minutes(...ten({ text: { en: 'word '.repeat(200) } })).least).toBeGreaterThan(plain.least);
    expect(minutes(...ten({ type: 'text', options: [] })).least).toBeGreaterThan(plain.least);
    const proved = minutes(...ten({ evidence: [{ id: 'copy', text: { en: 'A copy' }, maxAgeMonths: null }] }));
    expect([proved.least, proved.most > plain.most]).toEqual([plain.least, true]);
  });

  it('keeps its word: whatever is answered, the certain is asked and nothing but the certain and the possible', () => {
    const conditions = [
      null,
      "answers.A == 'yes'",
      "answers.A != 'yes' || site.workers > 50.0",
      "answers.B == 'no' && answers.P.total > 10.0",
      "has(answers.B) && answers.A == 'no'",
      "!(answers.C in ['yes']) && site.country == 'BGD'",
      "site.sector == '99'",
      "answers.C == 'yes' ? answers.A == 'yes' : true",
    ];
    const condition = fc.constantFrom(...conditions);
    const answer = fc.option(fc.constantFrom('yes', 'no', 'unknown'), { nil: undefined });
    fc.assert(
      fc.property(
        fc.tuple(condition, condition, condition, condition),
        fc.tuple(answer, answer, answer, answer),
        fc.option(fc.nat(20)),
        ([b, c, d, e], given, total) => {
          // Only gates that stand before: no circles.
          const before = (text: string | null, ids: readonly string[]) =>
            text !== null && ids.some((id) => text.includes(`answers.${id}`)) ? null : text;
          const it = manual([
            [
              question('A'),
              headcount('P', ['total']),
              question('B', { visible: before(b, ['B', 'C']) }),
              question('C', { visible: before(c, ['C']) }),
              question('D', { visible: d }),
              question('E', { visible: e }),
            ],
          ]);
          const entries = ['A', 'B', 'C', 'D'].flatMap((id, i) => {
            const value = given[i];
            return value === undefined
              ? []
              : [[id, value === 'unknown' ? { state: 'unknown', value: null } : { state: 'answered', value }] as const];
          });
          const answers = Object.fromEntries([
            ...entries,
            ...(total === null ? [] : [['P', { state: 'answered', value: { total } }] as const]),
          ]) as Answers;
          const preview = previewQuestionnaire(it, wish);
          const all = preview.chapters.flatMap(({ questions }) => questions);
          const visible = visibleQuestions(selectQuestions(it, { ...wish, sha256: '' }), answers, site).map(({ id }) => id);
          expect(visible).toEqual(expect.arrayContaining(all.filter((one) => one.asked === 'certain').map((one) => one.question.id)));
          expect(all.map((one) => one.question.id)).toEqual(expect.arrayContaining(visible));
        },
      ),
      { numRuns: 500 },
    );
  });
});
