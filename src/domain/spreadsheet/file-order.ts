import type { PlacedProblem, Workbook } from './workbook.js';

const CELL = /^'((?:[^']|'')*)'!([A-Z]+)(\d+)$/;
const LETTERS = 26;
const BEFORE_A = 'A'.charCodeAt(0) - 1;

const columnOf = (letters: string): number =>
  [...letters].reduce((column, letter) => column * LETTERS + letter.charCodeAt(0) - BEFORE_A, 0);

/** As somebody comes upon them who reads the file from the beginning; what has no cell comes first. */
export const inFileOrder = (workbook: Workbook, problems: readonly PlacedProblem[]): readonly PlacedProblem[] => {
  const sheets = new Map(workbook.sheets.map(({ name }, i) => [name, i]));
  const keyed = problems.map((problem) => {
    const [, name = '', column = '', row = '0'] = CELL.exec(problem.place) ?? [];
    return { problem, sheet: sheets.get(name.replaceAll("''", "'")) ?? -1, row: Number(row), column: columnOf(column) };
  });
  return keyed.sort((a, b) => a.sheet - b.sheet || a.row - b.row || a.column - b.column).map(({ problem }) => problem);
};
