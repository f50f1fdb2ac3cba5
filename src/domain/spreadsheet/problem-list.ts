import type { PlacedProblem } from './workbook.js';

/** More than anybody mends at once; what is left shows when these are mended. */
const MOST_LISTED = 500;

/** Problems as they are found. A sheet that is wrong in every cell is told of without listing every cell. */
export class ProblemList {
  private readonly found: PlacedProblem[] = [];
  private count = 0;

  push(problem: PlacedProblem): void {
    this.count += 1;
    if (this.found.length < MOST_LISTED) this.found.push(problem);
  }

  /** So many were found, listed or not. */
  get length(): number {
    return this.count;
  }

  has({ place, code, message }: PlacedProblem): boolean {
    return this.found.some((known) => known.place === place && known.code === code && known.message === message);
  }

  get listed(): readonly PlacedProblem[] {
    const left = this.count - this.found.length;
    if (left === 0) return this.found;
    return [...this.found, { place: '', code: 'MORE_PROBLEMS', message: `There are ${left} more problems in the sheets.` }];
  }
}
