import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { control, option } from '../../../test/support/manuals.js';
import { type Picture, pictureOf, roundedDown } from './picture.js';
import type { Tally } from './tally.js';

const IDS = ['a', 'b', 'c', 'd'] as const;
const single = control('W1', { type: 'single', options: IDS.map((id, i) => option(id, i / 4)) });
const multiple = control('W9', { type: 'multiple', options: IDS.map((id) => option(id, 0.25)) });

/** The last count is of those who said that they do not know. */
const tallyOf = (counts: readonly number[]): Tally => ({
  question: 'W1',
  people: counts.slice(0, 4).reduce((sum, count) => sum + count, 0),
  unknown: counts[4] ?? 0,
  options: Object.fromEntries(IDS.map((id, i) => [id, counts[i] ?? 0])),
});
const show = (counts: readonly number[]): Picture => pictureOf(single, tallyOf(counts), 5);
const sharesOf = (picture: Picture): readonly unknown[] => [...picture.options.map(({ share }) => share), picture.unknown];

/** Every way in which so many people can have picked. */
function ways(people: number, options: number): readonly (readonly number[])[] {
  if (options === 1) return [[people]];
  return Array.from({ length: people + 1 }, (_, first) => ways(people - first, options - 1).map((rest) => [first, ...rest])).flat();
}
const ALL = [5, 6, 7, 8, 9].flatMap((people) => ways(people, 5));
const BY_PICTURE = new Map<string, (readonly number[])[]>();
for (const counts of ALL) {
  const key = JSON.stringify(show(counts));
  BY_PICTURE.set(key, [...(BY_PICTURE.get(key) ?? []), counts]);
}

describe('what is shown of a question', () => {
  it('is nothing at all below five answers, whatever they were', () => {
    for (const people of [0, 1, 2, 3, 4])
      for (const counts of ways(people, 5)) expect(show(counts)).toEqual({ question: 'W1', hidden: 'too_few', options: [], unknown: null });
  });

  it('holds no number, so that nothing can be subtracted', () => {
    for (const counts of ALL) expect(JSON.stringify(show(counts)).replace('W1', '')).not.toMatch(/\d/);
  });

  it('never tells one person from nobody: the same picture also comes of nobody having picked it', () => {
    for (const [key, same] of BY_PICTURE) {
      if ((JSON.parse(key) as Picture).hidden !== null) continue;
      for (const counts of same) {
        for (const [at, count] of counts.entries()) if (count === 1) expect(same.some((other) => other[at] === 0)).toBe(true);
      }
    }
  });

  it('is hidden where answers are so scattered that words would give them away', () => {
    expect(show([2, 1, 1, 1, 0]).hidden).toBe('too_scattered');
    expect(show([1, 1, 1, 1, 1]).hidden).toBe('too_scattered');
    expect(sharesOf(show([4, 1, 0, 0, 0]))).toEqual(['most', 'one_or_none', 'one_or_none', 'one_or_none', 'one_or_none']);
    expect(sharesOf(show([5, 0, 0, 0, 0]))).toEqual(sharesOf(show([4, 1, 0, 0, 0])));
    expect(sharesOf(show([3, 0, 0, 0, 3]))).toEqual(['some', 'one_or_none', 'one_or_none', 'one_or_none', 'some']);
  });

  it('does not change with one person’s answer to an option that nobody else picked', () => {
    const counts = fc.tuple(fc.integer({ min: 3, max: 500 }), fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(counts, ([a, b]) => {
        fc.pre(a > b + 2);
        expect(sharesOf(show([a, b, 0, 0, 0])).slice(2)).toEqual(sharesOf(show([a, b, 1, 0, 0])).slice(2));
      }),
    );
  });

  it('counts people and not ticks where several may be picked', () => {
    const tally: Tally = { question: 'W9', people: 6, unknown: 0, options: { a: 6, b: 3, c: 1 } };
    expect(pictureOf(multiple, tally, 5).options.map(({ share }) => share)).toEqual(['most', 'some', 'one_or_none', 'one_or_none']);
  });
});

describe('how many took part', () => {
  it('is told as a round number that is never more than it was, and never less than five', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 10_000 }), (respondents) => {
        const told = roundedDown(respondents, 5);
        expect(told).toBeGreaterThanOrEqual(5);
        expect(told).toBeLessThanOrEqual(respondents);
        expect(told * 3).toBeGreaterThan(respondents);
        expect(String(told)).toMatch(/^[125]0*$/);
      }),
    );
  });

  it('stays the same for at least five in a row', () => {
    const told = Array.from({ length: 996 }, (_, i) => roundedDown(i + 5, 5));
    for (const one of new Set(told)) expect(told.filter((other) => other === one).length >= 5 || one === 1000).toBe(true);
  });
});
