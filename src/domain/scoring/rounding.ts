/** Sums of doubles drift by about 1e-13; a figure that close below a half was meant to be a half. In hundredths. */
const NOISE = 1e-9;

/** Published figures: half away from zero, two decimals, never `-0`; so that every language publishes the same number. */
export const round2 = (value: number): number => {
  const hundredths = Math.floor(Math.abs(value) * 100 + 0.5 + NOISE);
  return hundredths === 0 ? 0 : (Math.sign(value) * hundredths) / 100;
};
