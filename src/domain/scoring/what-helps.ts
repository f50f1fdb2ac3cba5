import { bandOf } from './band.js';
import { computeScore } from './compute.js';
import { afterMoves, type HelpStep, type Move, movesOf, type Surroundings } from './helpful-moves.js';
import type { ScoreInputs } from './inputs.js';
import type { Band, Method } from './methodology.js';
import { type WayOut, wayOut } from './way-out.js';

/** One thing that would lower a score, alone, all else being the same. */
export interface Help {
  readonly factor: Move['factor'];
  /** The question or the case. */
  readonly ref: string;
  readonly step: HelpStep;
  readonly zeroTolerance: boolean;
  /** The residual once it is done, unrounded. */
  readonly after: number;
  /** By how much the residual falls, unrounded; 0 only for a zero-tolerance case beside another. */
  readonly fall: number;
}

export interface WhatHelps {
  readonly residual: number;
  readonly band: Band;
  /** Zero-tolerance cases first, then the largest fall; equal ones in the order of the inputs. */
  readonly helps: readonly Help[];
  readonly wayOut: WayOut;
}

const NOISE = 1e-9;

/**
 * What would lower a site's score most, and the shortest list that leaves its band (methodology, section 4). Every fall is what the engine gives
 * for the changed inputs. Nothing is suggested for a zero-tolerance case but closing it with verification, and never to deny anything.
 */
export function whatHelps(method: Method, inputs: ScoreInputs, surroundings: Surroundings = {}): WhatHelps {
  const residualAfter = (moves: readonly Move[]): number =>
    computeScore(method, afterMoves(inputs, moves, surroundings)).residual.value.point;
  const residual = residualAfter([]);
  const moves = movesOf(inputs, surroundings);
  const helps = moves
    .map((move): Help => {
      const after = residualAfter([move]);
      const { factor, ref, step, zeroTolerance } = move;
      return { factor, ref, step, zeroTolerance, after, fall: Math.max(0, residual - after) };
    })
    .filter(({ fall, zeroTolerance }) => fall > NOISE || zeroTolerance)
    .sort((a, b) => Number(b.zeroTolerance) - Number(a.zeroTolerance) || b.fall - a.fall);
  return { residual, band: bandOf(method, residual), helps, wayOut: wayOut(method, inputs, moves, surroundings) };
}
