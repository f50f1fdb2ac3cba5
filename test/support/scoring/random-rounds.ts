import fc from 'fast-check';
import { type Manual, type Question, questionsOf } from '../../../src/domain/manual/manual.js';
import type { CountedAnswer, OpenRound } from '../../../src/domain/scoring/counted-answer.js';
import type { Evidence, FloorRule, Methodology } from '../../../src/domain/scoring/methodology.js';
import type { SiteProfile } from '../../../src/domain/scoring/site-facts.js';
import { addDays, dayOf } from '../../../src/domain/shared/instant.js';
import { option, question } from '../manuals.js';
import { randomManual } from '../random-manuals.js';
import { EVIDENCE } from './arbitraries.js';
import { AS_OF } from './inputs.js';
import { between, DICE, dice } from './numbers.js';
import { randomMethod } from './random-methods.js';

/** Any manual made to make sense, a method of any figures, a site, and what it answered: all that a score is made of before it is inputs. */
export interface Round {
  readonly manual: Manual;
  readonly methodology: Methodology;
  readonly site: SiteProfile;
  readonly counted: readonly CountedAnswer[];
  readonly openRound: OpenRound | null;
  readonly asOf: string;
}

const pick = <T>(from: readonly T[], share: number | undefined): T => from[Math.floor((share ?? 0) * from.length)] as T;

/** Values of 0 and 1 are among those of every question, so that its best and its worst answer can be given. */
const choices = (values: readonly number[]): Question['options'] =>
  [1, 0, ...values].map((value, index) => option(index === 0 ? 'worst' : index === 1 ? 'best' : `o${index}`, value));

const bodyOf = (
  type: Question['type'],
  values: readonly number[],
  perfect: number,
): Pick<Question, 'options' | 'steps' | 'answeredValue'> => {
  const nothing = { options: [], steps: [], answeredValue: null };
  if (type === 'yes_no') return { ...nothing, options: [option('yes', 1), option('no', 0)] };
  if (type === 'single' || type === 'multiple') return { ...nothing, options: choices(values) };
  if (type === 'number' || type === 'percent')
    return { ...nothing, steps: [0, 1, ...values].map((value, index) => ({ from: index * 7, value })) };
  return { ...nothing, answeredValue: perfect };
};

const asFact = (body: ReturnType<typeof bodyOf>): ReturnType<typeof bodyOf> => ({
  options: body.options.map((one) => ({ ...one, value: null })),
  steps: [],
  answeredValue: null,
});

/** A question that a checker of manuals would let through; its gate, if any, is an earlier question with a choice of answers. */
const sensible = (
  question: Question,
  id: string,
  counts: Question['counts'],
  gates: readonly Question[],
  drawn: readonly number[],
): Question => {
  const body = bodyOf(question.type, drawn.slice(1, 1 + Math.floor((drawn[4] ?? 0) * 4)), counts === 'control' ? 1 : 0);
  const gate = gates.length > 0 && (drawn[5] ?? 0) < 0.4 ? pick(gates, drawn[6]) : null;
  return {
    ...question,
    id,
    counts,
    ...(counts === 'fact' ? asFact(body) : body),
    weight: counts === 'fact' ? 0 : pick([0.5, 1, 2, 3, 4], drawn[7]),
    parts: [],
    visible: gate === null ? null : `answers.${gate.id} != '${gate.options[1]?.id ?? ''}'`,
    redFlags: [],
    failed: null,
    evidence: [],
  };
};

const isGate = ({ type }: Question): boolean => type === 'yes_no' || type === 'single';

const COUNTS = ['exposure', 'exposure', 'control', 'control', 'fact'] as const;

/** On the last two questions no other depends, so that every manual has one of each kind that stands alone. */
const LEAVES = ['exposure', 'control'] as const;

const sensibleManual = fc.tuple(randomManual, fc.array(dice, { minLength: 15, maxLength: 15 })).map(([manual, rolls]): Manual => {
  const gates: Question[] = [];
  let rolled = 0;
  const made = (question: Question, id: string, counts?: Question['counts']): Question => {
    const drawn = rolls[rolled++] ?? [];
    return sensible(question, id, counts ?? pick(COUNTS, drawn[0]), gates, drawn);
  };
  const chapters = manual.chapters.map((chapter, c) => ({
    ...chapter,
    id: `chapter_${c}`,
    questions: chapter.questions.map((question, q) => {
      const one = made(question, `Q${c}_${q}`);
      if (isGate(one)) gates.push(one);
      return one;
    }),
  }));
  const base = questionsOf(manual)[0] ?? question('base');
  const last = { id: 'last', number: 100, title: { en: 'Last' }, intro: { en: 'Last' } };
  const leaves = LEAVES.map((counts) => ({ ...made({ ...base, type: 'single' }, `L_${counts}`, counts), visible: null }));
  return { ...manual, chapters: [...chapters, { ...last, questions: leaves }], contradictions: [] };
});

/** Floors that bad answers call down: the worst answer to one question, or to either of two. */
const floorsOn = (manual: Manual, values: readonly number[], drawn: readonly number[]): readonly FloorRule[] => {
  const exposed = questionsOf(manual).filter((question) => isGate(question) && question.counts === 'exposure');
  if (exposed.length === 0) return [];
  return values.map((value, index) => {
    const [one, other] = [pick(exposed, drawn[index]), pick(exposed, drawn[index + 4])];
    const worst = ({ id, options }: Question): string => `answers.${id} == '${options[0]?.id ?? ''}'`;
    return { id: `floor_${index}`, value, when: index === 0 ? worst(one) : `${worst(one)} || ${worst(other)}`, reason: { en: 'A floor.' } };
  });
};

const VALUES: Readonly<Record<Question['type'], (question: Question, drawn: readonly number[]) => unknown>> = {
  yes_no: ({ options }, drawn) => pick(options, drawn[1]).id,
  single: ({ options }, drawn) => pick(options, drawn[1]).id,
  multiple: ({ options }, drawn) =>
    options
      .filter((_, index) => index === Math.floor((drawn[1] ?? 0) * options.length) || (drawn[6 + index] ?? 1) < 0.3)
      .map(({ id }) => id),
  number: (_, drawn) => (drawn[1] ?? 0) * 40,
  percent: (_, drawn) => (drawn[1] ?? 0) * 40,
  date: () => '2024-02-29',
  text: () => 'In our own words.',
  file: () => ['file-1'],
};

/** An answer to a question that fits it. */
export const answerTo = (question: Question, drawn: readonly number[], asOf: string): CountedAnswer => ({
  question: question.id,
  meaning: question.meaning,
  state: 'answered',
  value: VALUES[question.type](question, drawn),
  evidence: pick(EVIDENCE, drawn[2]),
  dated: dayOf(addDays(asOf, -Math.floor((drawn[3] ?? 0) * 900))),
  documentedUntil: (drawn[4] ?? 0) < 0.5 ? null : dayOf(addDays(asOf, Math.floor(((drawn[5] ?? 0) - 0.3) * 800))),
  source: 'assessment:a',
});

const COUNTRIES = ['SWE', 'ITA', 'BGD', 'CHN', 'XKX', 'ZZZ', 'TKM'];
const site: fc.Arbitrary<SiteProfile> = fc.record({
  country: fc.constantFrom(...COUNTRIES),
  region: fc.constantFrom(null, 'Xinjiang', 'Jiangsu'),
  isic: fc.constantFrom(null, '01', '14', '62', '99x'),
  goodsMode: fc.constantFrom('services', 'declared', 'undeclared'),
  goods: fc.array(
    fc.record({ good: fc.constantFrom('cotton', 'garments', 'moon_dust', 'none_of_these'), iso3: fc.constantFrom(...COUNTRIES) }),
    {
      maxLength: 2,
    },
  ),
  goodsUnmatched: fc.nat(1),
  workers: fc.constantFrom(null, 40, 900),
});

/** Some questions answered, some unknown, some not said at all, and perhaps a round under way. */
const countedOf = (manual: Manual, rolls: readonly (readonly number[])[], asOf: string): readonly CountedAnswer[] =>
  questionsOf(manual).flatMap((question, index): CountedAnswer[] => {
    const drawn = rolls[index] ?? [];
    const said = answerTo(question, drawn, asOf);
    if ((drawn[10] ?? 0) < 0.15) return [];
    return [(drawn[10] ?? 0) < 0.3 ? { ...said, state: 'unknown', value: null, evidence: 'declared' } : said];
  });

const openRoundOf = (manual: Manual, drawn: readonly number[], asOf: string): OpenRound | null =>
  (drawn[8] ?? 0) < 0.4
    ? null
    : {
        dueOn: dayOf(addDays(asOf, Math.floor(((drawn[9] ?? 0) - 0.3) * 60))),
        asked: questionsOf(manual).flatMap(({ id }, index) => ((drawn[index % DICE] ?? 0) < 0.7 ? [id] : [])),
      };

/** Rounds under methodologies whose tables are those of the one given. */
export const roundsUnder = (tables: Methodology): fc.Arbitrary<Round> =>
  fc
    .record({
      manual: sensibleManual,
      method: randomMethod,
      floors: fc.array(between(0, 100), { maxLength: 3 }),
      months: fc.constantFrom(8, 12, 24, 36),
      graceDays: fc.nat(20),
      site,
      rolls: fc.array(dice, { minLength: 16, maxLength: 16 }),
      asOf: fc.constantFrom(AS_OF, '2026-11-23T17:45:12.345Z'),
    })
    .map(({ manual, method, floors, months, graceDays, site: profile, rolls, asOf }): Round => {
      const [first = [], ...others] = rolls;
      const methodology: Methodology = {
        ...tables,
        ...method,
        floors: [...tables.floors.filter(({ when }) => !when.includes('answers.')), ...floorsOn(manual, floors, first)],
        answerMaxAgeMonths: months,
        graceDays,
      };
      return {
        manual,
        methodology,
        site: profile,
        counted: countedOf(manual, others, asOf),
        openRound: openRoundOf(manual, first, asOf),
        asOf,
      };
    });

/** An answer as good, or as bad, as the question allows, with the proof given; null where the question is a fact. */
export const extremeAnswer = (question: Question, isGood: boolean, evidence: Evidence, asOf: string): CountedAnswer | null => {
  if (question.counts === 'fact') return null;
  const wanted = (question.counts === 'exposure') === isGood ? 0 : 1;
  const found = question.options.find(({ value }) => value === wanted)?.id ?? '';
  const amount = question.steps.find(({ value }) => value === wanted)?.from ?? 0;
  const values: Readonly<Record<Question['type'], unknown>> = {
    yes_no: found,
    single: found,
    multiple: [found],
    number: amount,
    percent: amount,
    date: '2024-02-29',
    text: 'In our own words.',
    file: ['file-1'],
  };
  return { ...answerTo(question, [], asOf), value: values[question.type], evidence, dated: dayOf(asOf), documentedUntil: null };
};
