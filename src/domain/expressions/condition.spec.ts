import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayHold, truthOf } from './condition.js';

const R2 = { path: 'answers.R2', values: [0, 0.5, 1] };
const R3 = { path: 'answers.R3', values: ['yes', 'no'] };

describe('the truth of a condition with missing answers', () => {
  it('is decided when every answer that could still come decides it alike', () => {
    expect(truthOf("answers.R3 == 'yes' || answers.R1 == 'yes'", { answers: { R1: 'yes' } }, [R3])).toBe('true');
    expect(truthOf("answers.R3 == 'yes' && answers.R1 == 'yes'", { answers: { R1: 'no' } }, [R3])).toBe('false');
    expect(truthOf("answers.R3 in ['yes', 'no']", {}, [R3])).toBe('true');
    expect(truthOf('answers.R2 < 0.0', {}, [R2])).toBe('false');
  });

  it('is undetermined when it hangs on a missing answer', () => {
    expect(truthOf("answers.R3 == 'yes'", {}, [R3])).toBe('undetermined');
    expect(truthOf("answers.R3 == 'yes' && answers.R2 > 0.0", {}, [R2, R3])).toBe('undetermined');
  });

  it('is undetermined when it cannot be evaluated, so that an unknown never becomes "no"', () => {
    expect(truthOf("answers.R3 == 'yes'", { answers: {} }, [])).toBe('undetermined');
    expect(truthOf('answers.R3 > 1.0', { answers: { R3: 'yes' } }, [])).toBe('undetermined');
    expect(truthOf("answers.P1 == 'x'", {}, [{ path: 'answers.P1', values: [] }])).toBe('undetermined');
  });

  it('takes a null for a missing value, on both sides of ==', () => {
    expect(truthOf("site.country == 'TKM'", { site: { country: null } }, [])).toBe('undetermined');
    expect(truthOf("site.country != 'TKM'", { site: { country: null } }, [])).toBe('undetermined');
    expect(truthOf('!has(site.country)', { site: { country: null } }, [])).toBe('true');
  });

  it('ignores open inputs that it does not read, however many there are', () => {
    const others = Array.from({ length: 30 }, (_, i) => ({ path: `answers.X${i}`, values: [1, 2, 3] }));
    expect(truthOf("answers.R1 == 'yes'", { answers: { R1: 'yes' } }, others)).toBe('true');
  });

  it('gives up beyond its limit of combinations', () => {
    const open = Array.from({ length: 13 }, (_, i) => ({ path: `answers.X${i}`, values: ['a', 'b'] }));
    const condition = open.map(({ path }) => `${path} in ['a', 'b']`).join(' && ');
    expect(truthOf(condition, {}, open)).toBe('undetermined');
    expect(
      truthOf(
        open
          .slice(0, 8)
          .map(({ path }) => `${path} in ['a', 'b']`)
          .join(' && '),
        {},
        open,
      ),
    ).toBe('true');
  });

  it('fills in an answer with parts without losing the rest', () => {
    const open = [{ path: 'answers.P3.migrant', values: [0, 5] }];
    expect(truthOf('answers.P3.total > 1.0 && answers.P3.migrant >= 0.0', { answers: { P3: { total: 10 } } }, open)).toBe('true');
  });
});

describe('whether a condition may hold', () => {
  it('is said without finding out more, and never otherwise than its truth', () => {
    const input = fc.constantFrom('A', 'B', 'C', 'D');
    const term = fc.oneof(
      fc
        .tuple(input, fc.constantFrom('==', '!='), fc.constantFrom("'yes'", "'no'", '1.0'))
        .map(([id, sign, value]) => `answers.${id} ${sign} ${value}`),
      fc.tuple(input, fc.constantFrom('<', '>=')).map(([id, sign]) => `answers.${id} ${sign} 1.0`),
      input.map((id) => `has(answers.${id})`),
    );
    const condition = fc
      .array(fc.tuple(term, fc.constantFrom(' && ', ' || '), fc.boolean()), { minLength: 1, maxLength: 5 })
      .map((terms) => terms.reduce((all, [one, sign, not]) => `(${all})${sign}${not ? `!(${one})` : one}`, 'true'));
    const values = fc.constantFrom<readonly unknown[]>(['yes', 'no'], [0, 1, 2], ['yes'], []);
    const open = fc.uniqueArray(fc.record({ path: input.map((id) => `answers.${id}`), values }), { selector: ({ path }) => path });
    const known = fc.dictionary(input, fc.constantFrom<unknown>('yes', 'no', 2, null));
    fc.assert(
      fc.property(condition, known, open, (source, answers, inputs) => {
        expect(mayHold(source, { answers }, inputs)).toBe(truthOf(source, { answers }, inputs) !== 'false');
      }),
      { numRuns: 2000 },
    );
  });
});
