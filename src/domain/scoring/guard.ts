import { DomainError } from '../shared/domain-error.js';

/** Where an input stands; put into words only when it is refused, because every question of every score passes here. */
export interface Place {
  readonly list: 'exposures' | 'controls';
  readonly index: number;
}

const refuse = (path: string, message: string): never => {
  throw new DomainError('SCORE_INPUT_INVALID', 'invalid', message, [{ path, code: 'SCORE_INPUT_INVALID', message }]);
};

const pathOf = ({ list, index }: Place, member: string): string => `/inputs/${list}/${index}/${member}`;

/** An answer's value must lie in 0..1: a missing or strange one stops the score, because any substitute would hide it. */
export const shareAt = (value: number | null | undefined, place: Place, member: string): number =>
  typeof value === 'number' && value >= 0 && value <= 1
    ? value
    : refuse(pathOf(place, member), `This must be a number from 0 to 1, not ${value}.`);

export const weightAt = (value: number, place: Place): number =>
  value >= 0 && value < Infinity ? value : refuse(pathOf(place, 'weight'), `A weight must be 0 or more, not ${value}.`);

/** What an answered question must say; null would make it neither an answer nor silence. */
export const presentAt = <T>(value: T | null, place: Place, member: string): T =>
  value ?? refuse(pathOf(place, member), 'An answered question must carry this.');

/** The last net: a figure that is not a number is never published, because every comparison with it would call it safe. */
export const finiteAt = (value: number, path: string): number =>
  Number.isFinite(value) ? value : refuse(path, `This figure came out as ${value}; the method or the inputs are broken.`);
