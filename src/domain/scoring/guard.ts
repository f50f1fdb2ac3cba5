import { DomainError } from '../shared/domain-error.js';

const refuse = (path: string, message: string): never => {
  throw new DomainError('SCORE_INPUT_INVALID', 'invalid', message, [{ path, code: 'SCORE_INPUT_INVALID', message }]);
};

/** An answer's value must lie in 0..1: a missing or strange one stops the score, because any substitute would hide it. */
export const shareAt = (value: number | null, path: string): number =>
  value !== null && value >= 0 && value <= 1 ? value : refuse(path, `This must be a number from 0 to 1, not ${value}.`);

export const weightAt = (value: number, path: string): number =>
  value >= 0 && value < Infinity ? value : refuse(path, `A weight must be 0 or more, not ${value}.`);

/** What an answered question must say; null would make it neither an answer nor silence. */
export const presentAt = <T>(value: T | null, path: string): T => value ?? refuse(path, 'An answered question must carry this.');

/** The last net: a figure that is not a number is never published, because every comparison with it would call it safe. */
export const finiteAt = (value: number, path: string): number =>
  Number.isFinite(value) ? value : refuse(path, `This figure came out as ${value}; the method or the inputs are broken.`);
