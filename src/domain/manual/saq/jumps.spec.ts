import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SaqLine, saqQuestion, saqSheet, saqWorkbook } from '../../../../test/support/saq-workbooks.js';
import type { Workbook } from '../../spreadsheet/workbook.js';
import type { Answer, Answers } from '../../questionnaire/answer.js';
import { checkAnswer } from '../../questionnaire/check-answer.js';
import { type Questionnaire, selectQuestions } from '../../questionnaire/select-questions.js';
import { visibleQuestions } from '../../questionnaire/visibility.js';
import { checkManual } from '../check-manual.js';
import { type Manual, questionsOf } from '../manual.js';
import { saqToManual } from './saq-to-manual.js';

/** A jump as it is drawn: null (no Go to), "End", or how many questions further on, cut at the last of the sheet. */
type Jump = number | 'End' | null;
type Kind = 'Boolean' | 'Single select' | 'Multi select' | 'Integer' | 'Free text';
interface Drawn {
  readonly kind: Kind;
  readonly jumps: readonly Jump[];
}
type DrawnSaq = readonly (readonly Drawn[])[];

const jump = (far: number): fc.Arbitrary<Jump> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: far }) },
    { weight: 1, arbitrary: fc.constant('End' as const) },
  );

const OPTIONS: Readonly<Record<Kind, { readonly minLength: number; readonly maxLength: number }>> = {
  Boolean: { minLength: 2, maxLength: 2 },
  'Single select': { minLength: 2, maxLength: 5 },
  'Multi select': { minLength: 2, maxLength: 5 },
  Integer: { minLength: 1, maxLength: 1 },
  'Free text': { minLength: 1, maxLength: 1 },
};

const drawn = (far: number): fc.Arbitrary<Drawn> =>
  fc
    .constantFrom<Kind[]>('Boolean', 'Single select', 'Multi select', 'Integer', 'Free text')
    .chain((kind) => fc.array(jump(far), OPTIONS[kind]).map((jumps) => ({ kind, jumps })));

const landing = (jump: Jump, at: number, length: number): number => {
  if (jump === null) return at + 1;
  return jump === 'End' ? length : Math.min(at + jump, length);
};

const leadsOn = (question: Drawn): Drawn => ({ ...question, jumps: [...question.jumps.slice(0, -1), null] });

/** Nobody draws a question on purpose that no answer leads to: the one before it is made to. */
const allReached = (questions: readonly Drawn[]): readonly Drawn[] => {
  const all = [...questions];
  const isReached = (at: number): boolean =>
    all.slice(0, at).some(({ jumps }, from) => jumps.some((one) => landing(one, from, all.length) === at));
  for (let at = 1; at < all.length; at += 1) {
    const before = all[at - 1];
    if (before && !isReached(at)) all[at - 1] = leadsOn(before);
  }
  return all;
};

const saq = (longest: number, far = 6): fc.Arbitrary<DrawnSaq> =>
  fc.array(fc.array(drawn(far), { minLength: 1, maxLength: longest }).map(allReached), { minLength: 1, maxLength: 3 });

const optionText = (kind: Kind, i: number): string => (kind === 'Boolean' ? (i === 0 ? 'Yes' : 'No') : `Option ${i}`);

const goTo = (jump: Jump, at: number, length: number): SaqLine['goTo'] => {
  if (jump === null || jump === 'End') return jump;
  return at + jump < length ? at + jump + 1 : 'End';
};

const workbookOf = (sheets: DrawnSaq): Workbook =>
  saqWorkbook(
    ...sheets.map((questions, s) =>
      saqSheet(
        `S${s}`,
        questions.flatMap(({ kind, jumps }, at) =>
          saqQuestion(
            { index: at + 1, question: `Question ${at + 1}?`, type: kind },
            jumps.map((one, i) => ({
              option: ['Integer', 'Free text'].includes(kind) ? null : optionText(kind, i),
              goTo: goTo(one, at, questions.length),
            })),
          ),
        ),
      ),
    ),
  );

const manualOf = (sheets: DrawnSaq): Manual => {
  const { manual, problems } = saqToManual(workbookOf(sheets), { id: 'drawn', title: 'Drawn', year: 2026 });
  expect(problems).toEqual([]);
  if (!manual) throw new Error('no manual');
  return manual;
};

const questionnaireOf = (manual: Manual): Questionnaire =>
  selectQuestions(manual, { sha256: '', depth: 'core', audience: 'supplier', returning: [] });

/** Picked options by sheet and question: for a multiple choice several. */
type Picks = readonly (readonly (readonly number[])[])[];

const picks = (sheets: DrawnSaq): fc.Arbitrary<Picks> =>
  fc.tuple(
    ...sheets.map((questions) =>
      fc.tuple(
        ...questions.map(({ kind, jumps }) => {
          const all = jumps.map((_, i) => i);
          return kind === 'Multi select' ? fc.subarray(all, { minLength: 1 }) : fc.constantFrom(...all).map((one) => [one]);
        }),
      ),
    ),
  );

const idOf = (sheet: number, at: number): string => `s${sheet}_${at + 1}`;

const valueOf = (kind: Kind, picked: readonly number[]): unknown => {
  const [first = 0] = picked;
  if (kind === 'Integer') return 7;
  if (kind === 'Free text') return 'some words';
  if (kind === 'Boolean') return optionText(kind, first).toLowerCase();
  return kind === 'Multi select' ? picked.map((i) => `option_${i}`) : `option_${first}`;
};

const answersOf = (sheets: DrawnSaq, picked: Picks): Answers =>
  Object.fromEntries(
    sheets.flatMap((questions, s) =>
      questions.map(({ kind }, at): [string, Answer] => [idOf(s, at), { state: 'answered', value: valueOf(kind, picked[s]?.[at] ?? []) }]),
    ),
  );

/** The plain walk: from the first question of each sheet, wherever the picked answer says; of several picks the one that skips least. */
const walk = (sheets: DrawnSaq, picked: Picks): readonly string[] =>
  sheets.flatMap((questions, s) => {
    const path: string[] = [];
    for (let at = 0; at < questions.length;) {
      path.push(idOf(s, at));
      const here = at;
      const chosen = (picked[s]?.[at] ?? []).map((i) => questions[here]?.jumps[i] ?? null);
      at = Math.min(...chosen.map((one) => landing(one, here, questions.length)));
    }
    return path;
  });

const shown = (questionnaire: Questionnaire, answers: Answers): readonly string[] =>
  visibleQuestions(questionnaire, answers).map(({ id }) => id);

const answered = saq(12).chain((sheets) => fc.tuple(fc.constant(sheets), picks(sheets)));

describe('jumps as conditions', () => {
  it('ask the same questions as the walk by jumps, whatever is answered', () => {
    fc.assert(
      fc.property(answered, ([sheets, picked]) => {
        const manual = manualOf(sheets);
        const answers = answersOf(sheets, picked);
        for (const question of questionsOf(manual)) expect(checkAnswer(question, answers[question.id])).toEqual([]);
        expect(shown(questionnaireOf(manual), answers)).toEqual(walk(sheets, picked));
      }),
      { numRuns: 500 },
    );
  });

  it('ask the same when only the questions of the walk were ever answered', () => {
    fc.assert(
      fc.property(answered, ([sheets, picked]) => {
        const path = walk(sheets, picked);
        const answers = Object.fromEntries(Object.entries(answersOf(sheets, picked)).filter(([id]) => path.includes(id)));
        expect(shown(questionnaireOf(manualOf(sheets)), answers)).toEqual(path);
      }),
      { numRuns: 200 },
    );
  });

  it('never hide a question of the true path while answers are blank or unknown', () => {
    const partly = saq(10).chain((sheets) =>
      fc.tuple(
        fc.constant(sheets),
        picks(sheets),
        fc.array(fc.constantFrom('answered', 'blank', 'unknown'), { minLength: 30, maxLength: 30 }),
      ),
    );
    fc.assert(
      fc.property(partly, ([sheets, picked, states]) => {
        const answers = Object.fromEntries(
          Object.entries(answersOf(sheets, picked)).flatMap(([id, answer], i): [string, Answer][] => {
            if (states[i] === 'blank') return [];
            return [[id, states[i] === 'unknown' ? { state: 'unknown', value: null } : answer]];
          }),
        );
        expect(shown(questionnaireOf(manualOf(sheets)), answers)).toEqual(expect.arrayContaining([...walk(sheets, picked)]));
      }),
      { numRuns: 300 },
    );
  });

  it('ask the first question of every sheet, always', () => {
    fc.assert(
      fc.property(saq(12), (sheets) => {
        expect(manualOf(sheets).chapters.map(({ questions }) => questions[0]?.visible)).toEqual(sheets.map(() => null));
      }),
      { numRuns: 100 },
    );
  });

  it('give conditions that pass every check, and no problem, for 250 questions of which every other one jumps', () => {
    const quiet = drawn(1).map(({ kind, jumps }): Drawn => ({ kind, jumps: jumps.map(() => null) }));
    const large = fc
      .array(fc.oneof(quiet, drawn(10)), { minLength: 250, maxLength: 250 })
      .map((questions): DrawnSaq => [allReached(questions)]);
    fc.assert(
      fc.property(large, (sheets) => {
        const manual = manualOf(sheets);
        expect(checkManual(manual, [])).toEqual([]);
        expect(questionsOf(manual).filter(({ visible }) => (visible ?? '').length > 2000)).toEqual([]);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });

  it('stay short along a stretch without jumps, however long it is', () => {
    const quiet = Array.from({ length: 248 }, (): Drawn => ({ kind: 'Free text', jumps: [null] }));
    const manual = manualOf([[{ kind: 'Boolean', jumps: [null, 'End'] }, ...quiet]]);
    expect(new Set(questionsOf(manual).map(({ visible }) => visible))).toEqual(new Set([null, "answers.s0_1 == 'yes'"]));
  });

  it('hold the jumps of forty questions to one place, though the walk may end before it', () => {
    const skips = Array.from({ length: 40 }, (_, i): Drawn => ({ kind: 'Boolean', jumps: [null, 41 - i] }));
    const last: Drawn = { kind: 'Boolean', jumps: [null, 'End'] };
    const tail: Drawn = { kind: 'Free text', jumps: [null] };
    const sheets = [[...skips, last, tail]];
    const manual = manualOf(sheets);
    fc.assert(
      fc.property(picks(sheets), (picked) => {
        expect(shown(questionnaireOf(manual), answersOf(sheets, picked))).toEqual(walk(sheets, picked));
      }),
      { numRuns: 50 },
    );
    const allYes = sheets.map((questions) => questions.map((_, i) => [i === 40 ? 1 : 0]));
    expect(shown(questionnaireOf(manual), answersOf(sheets, allYes))).toEqual(walk(sheets, allYes));
  });

  it('are refused with a place where a question hangs on more answers than a condition can hold', () => {
    const gates = Array.from({ length: 100 }, (_, i): Drawn => ({ kind: 'Single select', jumps: [null, 100 - i, 'End'] }));
    const tail: Drawn = { kind: 'Free text', jumps: ['End'] };
    const { manual, problems } = saqToManual(workbookOf([[...gates.slice(0, 99), tail, tail]]), { id: 'x', title: 'X', year: 2026 });
    expect(manual).toBeNull();
    expect(problems.map(({ code }) => code)).toEqual(['SAQ_TOO_MANY_JUMPS']);
  });
});
