import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { control, manual, option, question } from '../../../test/support/manuals.js';
import { readShipped } from '../../../test/support/shipped.js';
import type { Question, RedFlag } from '../manual/manual.js';
import { UNKNOWN_SITE } from '../questionnaire/answer.js';
import { faultOfDays, lookAgain, mostResponses } from './limits.js';
import { countSurvey, iloOf, observationsOf, type SurveyResult } from './outcome.js';
import { isReadableIn, workerQuestions, wordsFor } from './questions.js';
import { checkResponse, choicesOf, readForm, type WorkersAnswer } from './read-response.js';
import { worstFirst } from './severity.js';
import { emptyTally, type Tally, withChoice } from './tally.js';
import { workersValue } from './workers-value.js';

let asked: ReadonlyMap<string, Question>;

beforeAll(async () => {
  asked = new Map(workerQuestions((await readShipped()).manual).map((one) => [one.id, one]));
});

const of = (id: string): Question => asked.get(id) ?? question(id);

/** People who answer one question, one after another; `?`: they do not know. */
const tallyOf = (id: string, picks: readonly (string | readonly string[])[]): Tally =>
  picks.reduce<Tally>(
    (tally, pick) => withChoice(tally, { question: id, options: pick === '?' ? [] : typeof pick === 'string' ? [pick] : pick }),
    emptyTally(id),
  );
const times = <T>(count: number, pick: T): readonly T[] => Array.from({ length: count }, () => pick);
const valueOf = (id: string, picks: readonly (string | readonly string[])[]) => workersValue(of(id), tallyOf(id, picks), 5, UNKNOWN_SITE);

const count = (
  picks: Readonly<Record<string, readonly (string | readonly string[])[]>>,
  says: Readonly<Record<string, unknown>>,
  respondents = 6,
): SurveyResult | null =>
  countSurvey({
    questions: [...asked.values()],
    tallies: Object.entries(picks).map(([id, of]) => tallyOf(id, of)),
    respondents,
    siteAnswers: new Map(Object.entries(says)),
    site: UNKNOWN_SITE,
    atLeast: 5,
  });

const GOOD = { W1: 'before_leaving', W2: 'agree', W4: 'nobody_paid', W5: 'with_workers', W6: 'free', W13: 'none_checked', R6: 'yes' };
const allSay = (answers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [id, times(6, value)]));

describe('the questions', () => {
  it('are those the manual puts in workers’ words, answered by picking alone', () => {
    expect([...asked.keys()]).toEqual(['R6', 'R12', ...Array.from({ length: 13 }, (_, i) => `W${i + 1}`)]);
    const words = { askedOf: ['worker'], workerText: { en: 'And you?' } } as const;
    const odd = (['text', 'number', 'percent', 'date', 'file'] as const).map((type) => question(type, { ...words, type }));
    expect(workerQuestions(manual([[...odd, question('own', words), question('unworded', { askedOf: ['worker'] })]]))).toMatchObject([
      { id: 'own' },
    ]);
  });

  it('are not asked in a language in which they or their options cannot be read', () => {
    const half = question('H', { workerText: { en: 'Half?', fr: 'Moitié ?' }, options: [option('yes', 1)] });
    expect([isReadableIn(half, 'en'), isReadableIn(half, 'fr')]).toEqual([true, false]);
    expect(wordsFor({ ...half, text: { en: 'Half', bn: 'অর্ধেক' } }, 'bn', 'en')).toBe('অর্ধেক');
  });
});

describe('what workers say, taken together', () => {
  it('is the worst that a third of them say, and never what one person alone says', () => {
    expect(valueOf('W1', ['before_leaving', 'before_leaving', 'before_leaving', 'before_leaving', 'none'])).toBe('before_leaving');
    expect(valueOf('W1', [...times(4, 'before_leaving'), ...times(2, 'none')])).toBe('none');
    expect(valueOf('W1', [...times(7, 'before_leaving'), ...times(2, 'none')])).toBe('before_leaving');
  });

  it('is grave from two people on, however many say otherwise and however few answered', () => {
    expect(valueOf('W5', [...times(200, 'with_workers'), ...times(2, 'all_held')])).toBe('all_held');
    expect(valueOf('W5', times(2, 'some_held'))).toBe('some_held');
    expect(valueOf('W5', [...times(200, 'with_workers'), 'all_held'])).toBe('with_workers');
    expect(valueOf('W5', times(4, 'with_workers'))).toBe(null);
  });

  it('takes the milder of two grave things that one person each says', () => {
    expect(valueOf('W6', ['kept_in', 'permission', 'free', 'free', 'free'])).toBe('permission');
  });

  it('leaves out what workers miss where several can be picked', () => {
    const picks = [...times(4, ['gear', 'training', 'medical']), ...times(2, ['gear'])];
    expect(valueOf('W9', picks)).toEqual(['gear']);
    expect(valueOf('W9', [...times(8, ['gear', 'training']), ...times(2, ['none'])])).toEqual(['none']);
    expect(valueOf('W9', times(3, ['gear']))).toBe(null);
  });

  it('never becomes better because a worker says something worse', () => {
    const ranked = (id: string) => worstFirst(of(id), UNKNOWN_SITE).map((one) => one.id);
    const ids = ['W1', 'W3', 'W4', 'W5', 'W6', 'W7', 'W10', 'W12', 'R6', 'R12'];
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.array(fc.nat(5), { minLength: 5, maxLength: 30 }), fc.nat(29), (id, picks, who) => {
        const worst = ranked(id);
        const named = picks.map((pick) => worst[pick % worst.length] ?? '');
        const worse = named.map((pick, i) => (i === who % named.length ? (worst[Math.max(0, worst.indexOf(pick) - 1)] ?? pick) : pick));
        const rank = (all: readonly string[]): number => worst.indexOf(String(valueOf(id, all)));
        expect(rank(worse)).toBeLessThanOrEqual(rank(named));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on who answered first', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...times(3, 'free'), 'permission', 'kept_in', 'quitting_costs'], { minLength: 6 }), (picks) => {
        expect(valueOf('W6', picks)).toBe('permission');
      }),
    );
  });
});

describe('the outcome', () => {
  it('is none, and nothing is known, below five respondents', () => {
    expect(count(allSay(GOOD), GOOD, 4)).toBe(null);
  });

  it('confirms where workers say what the site says', () => {
    expect(count(allSay(GOOD), GOOD)).toMatchObject({ outcome: 'confirms', respondentsAtLeast: 5 });
  });

  it('contradicts where two say something grave that the site denies, or is silent about', () => {
    const grave = { ...allSay(GOOD), W5: [...times(4, 'with_workers'), ...times(2, 'all_held')] };
    expect(count(grave, GOOD)?.outcome).toBe('contradicts');
    const { W5: _, ...silent } = GOOD;
    expect(count(grave, silent)?.outcome).toBe('contradicts');
    expect(count(grave, { ...GOOD, W5: 'some_held' })?.outcome).toBe('confirms');
  });

  it('contradicts where a third say something clearly worse, and not for a shade', () => {
    expect(count({ ...allSay(GOOD), W1: times(6, 'not_readable') }, GOOD)?.outcome).toBe('contradicts');
    expect(count({ ...allSay(GOOD), W2: times(6, 'repaired') }, GOOD)?.outcome).toBe('confirms');
    expect(count(allSay({ ...GOOD, R6: 'no' }), GOOD)?.outcome).toBe('contradicts');
    expect(count(allSay(GOOD), { ...GOOD, R6: 'no' })?.outcome).toBe('confirms');
  });

  it('neither confirms nor contradicts while one person says something grave', () => {
    expect(count({ ...allSay(GOOD), W10: ['happens', ...times(5, 'none_asked')] }, { ...GOOD, W10: 'none_asked' })?.outcome).toBe('mixed');
  });

  it('keeps nothing of what one person alone said, but that it does not confirm', () => {
    fc.assert(
      fc.property(fc.constantFrom('W4', 'W5', 'W6'), fc.nat(5), fc.integer({ min: 6, max: 30 }), (id, which, people) => {
        const says = { ...GOOD, W10: 'none_asked' } as Record<string, string>;
        const all = Object.fromEntries(Object.entries(says).map(([question, value]) => [question, times(people, value)]));
        const others = of(id).options.map((option) => option.id);
        const picks = [...times(people - 1, says[id] ?? ''), others[which % others.length] ?? ''];
        const without = count(all, says, people);
        const withOne = count({ ...all, [id]: picks }, says, people);
        expect({ ...withOne, outcome: 'x' }).toEqual({ ...without, outcome: 'x' });
      }),
    );
  });

  it('is mixed where too little can be compared', () => {
    expect(count(allSay(GOOD), { W1: 'before_leaving' })?.outcome).toBe('mixed');
    expect(count(allSay(GOOD), {})?.outcome).toBe('mixed');
    expect(count(allSay(GOOD), { ...GOOD, W1: 'no such option', W2: 'neither' })?.outcome).toBe('confirms');
    expect(count({}, GOOD, 9)?.outcome).toBe('mixed');
  });

  it('never gets better for the site when two more workers say something grave', () => {
    const rank = { contradicts: 0, mixed: 1, confirms: 2 } as const;
    const answers = fc.record({ W5: fc.constantFrom('with_workers', 'some_held'), W6: fc.constantFrom('free', 'kept_in') });
    const picks = fc.array(fc.constantFrom('free', 'agreed_rules', 'permission', 'kept_in', '?'), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(answers, picks, (says, w6) => {
        const before = count({ ...allSay(GOOD), W6: w6 }, { ...GOOD, ...says });
        const after = count({ ...allSay(GOOD), W6: [...w6, 'kept_in', 'kept_in'] }, { ...GOOD, ...says });
        if (before === null || after === null) throw new Error('enough took part');
        expect(rank[after.outcome] <= rank[before.outcome] || says.W6 === 'kept_in').toBe(true);
        expect(observationsOf(after)).toContainEqual({ question: 'W6', meaning: 1, value: 'kept_in' });
      }),
    );
  });

  it('observes everything that enough workers said, and names the indicators that it shows', () => {
    const result = count({ W4: times(6, 'paid_not_repaid'), W5: times(6, 'all_held'), W7: times(6, 'over_limit'), W1: ['none'] }, {});
    if (result === null) throw new Error('enough took part');
    expect(observationsOf(result)).toEqual([
      { question: 'W4', meaning: 1, value: 'paid_not_repaid' },
      { question: 'W5', meaning: 1, value: 'all_held' },
      { question: 'W7', meaning: 1, value: 'over_limit' },
    ]);
    expect(iloOf(result)).toEqual([7, 11]);
  });

  it('takes an indicator that is zero tolerance by itself only from what the manual calls so', () => {
    const flag = (severity: RedFlag['severity'], zeroTolerance: boolean): RedFlag => ({
      id: 'X.bad',
      when: "answers.X == 'bad'",
      severity,
      zeroTolerance,
      action: 'a',
      text: { en: 'Bad' },
    });
    const withFlag = (red: RedFlag): Question =>
      control('X', { type: 'single', options: [option('good', 1), option('bad', 0)], redFlags: [red], ilo: [1, 3, 6] });
    const ilo = (red: RedFlag) => {
      const result = countSurvey({
        questions: [withFlag(red)],
        tallies: [tallyOf('X', times(5, 'bad'))],
        respondents: 5,
        siteAnswers: new Map(),
        site: UNKNOWN_SITE,
        atLeast: 5,
      });
      return result === null ? null : iloOf(result);
    };
    expect([ilo(flag('critical', true)), ilo(flag('critical', false)), ilo(flag('major', false))]).toEqual([[1, 3, 6], [1], [1]]);
  });
});

describe('what is sent', () => {
  const check = (answers: readonly WorkersAnswer[]) =>
    checkResponse([...asked.values()], answers).map(({ path, code }) => `${path} ${code}`);

  it('is refused from a program with the place of each fault', () => {
    expect(
      check([
        { question: 'W5', state: 'answered', value: 'in the safe' },
        { question: 'S1', state: 'answered', value: 'yes' },
        { question: 'W6', state: 'unknown', value: null },
        { question: 'W6', state: 'answered', value: 'free' },
        { question: 'W9', state: 'answered', value: ['none', 'gear'] },
      ]),
    ).toEqual([
      'answers.0.value ANSWER_OPTION',
      'answers.1 QUESTION_UNKNOWN',
      'answers.3 QUESTION_REPEATED',
      'answers.4.value ANSWER_EXCLUSIVE',
    ]);
    expect(check([])).toEqual([]);
  });

  it('is turned into sums, and "I do not know" is not nothing', () => {
    expect(
      choicesOf([
        { question: 'W5', state: 'answered', value: 'all_held' },
        { question: 'W9', state: 'answered', value: ['gear', 'refuse'] },
        { question: 'W6', state: 'unknown', value: null },
      ]),
    ).toEqual([
      { question: 'W5', options: ['all_held'] },
      { question: 'W9', options: ['gear', 'refuse'] },
      { question: 'W6', options: [] },
    ]);
  });

  it('is never refused from a form: what cannot be read is left out', () => {
    const read = (fields: Record<string, unknown>) => readForm([...asked.values()], fields);
    expect(read({ W5: 'all_held', W9: ['gear', 'none'], W6: '?', W1: '', W2: ['agree', 'underpaid'], S1: 'yes', W4: 5 })).toEqual([
      { question: 'W5', options: ['all_held'] },
      { question: 'W6', options: [] },
      { question: 'W9', options: ['gear'] },
    ]);
    expect(read({})).toEqual([]);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('W5', 'W9', '__proto__', 'toString'), fc.anything()), (fields) => void read(fields)),
    );
  });
});

describe('limits', () => {
  it('bound a flood without shutting out workers whom the supplier does not count', () => {
    expect([null, 0, 4, 60, 500, 9_999].map(mostResponses)).toEqual([10_000, 10_000, 100, 180, 1_500, 10_000]);
  });

  it('let a survey begin today at the earliest, and end', () => {
    expect(faultOfDays('2026-05-01', '2026-05-01', '2026-05-01')).toBe(null);
    expect(faultOfDays('2026-05-01', '2026-08-01', '2026-05-01')).toBe(null);
    for (const [from, to] of [
      ['2026-04-30', '2026-05-10'],
      ['2026-05-10', '2026-05-09'],
      ['2026-05-01', '2026-08-02'],
    ] as const)
      expect(faultOfDays(from, to, '2026-05-01')).not.toBe(null);
  });

  it('look at most once a day whether enough have answered, and never take it back', () => {
    const first = lookAgain({ enough: false, on: null }, 4, 5, '2026-05-01');
    expect(first).toEqual({ enough: false, on: '2026-05-01' });
    expect(lookAgain(first, 5, 5, '2026-05-01')).toEqual(first);
    const next = lookAgain(first, 5, 5, '2026-05-02');
    expect(next).toEqual({ enough: true, on: '2026-05-02' });
    expect(lookAgain(next, 0, 5, '2026-05-03')).toEqual(next);
  });
});
