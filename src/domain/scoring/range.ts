import type { Range } from './methodology.js';

/** A known figure: what we believe, the best and the worst it can be are one. */
export const exactly = (value: number): Range => ({ point: value, best: value, worst: value });

export const NOTHING: Range = exactly(0);

/** Runs a formula once for each of the three figures. */
export const each = (formula: (figure: keyof Range) => number): Range => ({
  point: formula('point'),
  best: formula('best'),
  worst: formula('worst'),
});

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
