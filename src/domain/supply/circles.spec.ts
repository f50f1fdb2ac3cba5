import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { onCircles } from './circles.js';

const arrows = fc.array(fc.record({ from: fc.constantFrom(...'abcdef'), to: fc.constantFrom(...'abcdef') }), { maxLength: 14 });

it('marks an arrow exactly where one can come back from its end to its beginning', () => {
  fc.assert(
    fc.property(arrows, (all) => {
      const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
        if (from === to) return true;
        seen.add(from);
        return all.some((one) => one.from === from && !seen.has(one.to) && reaches(one.to, to, seen));
      };
      expect(onCircles(all)).toEqual(all.map(({ from, to }) => reaches(to, from)));
    }),
    { numRuns: 500 },
  );
});

it('is not too deep for a chain of fifty thousand', () => {
  const chain = Array.from({ length: 50_000 }, (_, at) => ({ from: String(at), to: String(at + 1) }));
  expect(onCircles([...chain, { from: '50000', to: '0' }]).every((one) => one)).toBe(true);
});
