import { describe, expect, it } from '@jest/globals';
import { cellAt, cellName, place, type Sheet } from './workbook.js';

const sheet: Sheet = { name: 'One', hidden: false, rows: [['a', null, 3], [], [true]] };

describe('places in a workbook', () => {
  it.each([
    [1, 1, 'A1'],
    [12, 2, 'B12'],
    [3, 26, 'Z3'],
    [3, 27, 'AA3'],
    [7, 702, 'ZZ7'],
    [1048576, 16384, 'XFD1048576'],
  ])('names row %d, column %d as the programs do', (row, column, name) => {
    expect(cellName(row, column)).toBe(name);
  });

  it('quotes the name of the sheet', () => {
    expect(place("Chapter 1's", 4, 3)).toBe("'Chapter 1''s'!C4");
  });

  it('finds nothing beyond the edge of a sheet', () => {
    expect([cellAt(sheet, 1, 3), cellAt(sheet, 1, 2), cellAt(sheet, 2, 1), cellAt(sheet, 9, 9)]).toEqual([3, null, null, null]);
  });
});
