import { describe, expect, it } from '@jest/globals';
import { inFileOrder } from './file-order.js';
import { ProblemList } from './problem-list.js';
import type { PlacedProblem } from './workbook.js';

const at = (place: string): PlacedProblem => ({ place, code: 'X', message: '' });

describe('the order of problems', () => {
  it('is that of the file: sheets, rows, columns, and first what concerns all of it', () => {
    const workbook = { sheets: ["It's", 'A'].map((name) => ({ name, hidden: false, rows: [] })) };
    const places = ["'A'!B2", "'It''s'!AA3", "'It''s'!Z3", "'It''s'!A10", '', "'It''s'!B2"];
    expect(inFileOrder(workbook, places.map(at)).map(({ place }) => place)).toEqual([
      '',
      "'It''s'!B2",
      "'It''s'!Z3",
      "'It''s'!AA3",
      "'It''s'!A10",
      "'A'!B2",
    ]);
  });
});

describe('a list of problems', () => {
  it('ends at some hundred, and says how many are left', () => {
    const list = new ProblemList();
    for (let i = 1; i <= 700; i += 1) list.push(at(`'A'!A${i}`));
    expect(list.listed).toHaveLength(501);
    expect(list.listed.at(-1)).toMatchObject({ code: 'MORE_PROBLEMS', message: 'There are 200 more problems in the sheets.' });
    expect([list.length, list.has(at("'A'!A500")), list.has(at("'A'!A501"))]).toEqual([700, true, false]);
  });
});
