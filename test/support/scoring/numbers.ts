import fc from 'fast-check';

/**
 * Numbers spread evenly over a stretch, its ends and round ones more often. (`fc.double` alone draws bit patterns evenly: nearly all of
 * its numbers lie next to 0.)
 */
export const between = (min: number, max: number): fc.Arbitrary<number> => {
  const even = fc.integer({ min: 0, max: 1_000_000_007 }).map((n) => min + (max - min) * (n / 1_000_000_007));
  return fc.oneof(
    { arbitrary: fc.noBias(even), weight: 8 },
    { arbitrary: fc.integer({ min: 0, max: 20 }).map((n) => min + (max - min) * (n / 20)), weight: 3 },
    { arbitrary: fc.double({ min, max, noNaN: true }), weight: 1 },
  );
};

/** Shares that decide one thing each by where they fall, all alike likely. */
export const DICE = 12;
export const dice = fc.array(
  fc.noBias(fc.integer({ min: 0, max: 9_999 })).map((n) => n / 10_000),
  { minLength: DICE, maxLength: DICE },
);
