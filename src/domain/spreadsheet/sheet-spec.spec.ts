import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asRead, sheetName } from './sheet-spec.js';

describe('the name of a sheet', () => {
  it.each([
    ['1. Risk: what / where?', '1. Risk what where'],
    ["'quoted'", 'quoted'],
    ['', 'Sheet'],
    ['History', 'History (2)'],
    ['A title that is much longer than thirty-one characters', 'A title that is much longer tha'],
  ])('is made of "%s"', (wanted, name) => {
    expect(sheetName(wanted, [])).toBe(name);
  });

  it('is never one that another sheet has, in capitals or not', () => {
    expect(sheetName('Chapter', ['CHAPTER', 'Chapter (2)'])).toBe('Chapter (3)');
  });

  it('is accepted by the programs, whatever was wanted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.array(fc.string(), { maxLength: 3 }), (wanted, taken) => {
        const name = sheetName(wanted, taken);
        expect(name).toMatch(/^[^*?:/\\[\]]{1,31}$/u);
        expect(name).not.toMatch(/^'|'$|\p{Surrogate}/u);
        expect(taken.map((one) => one.toLowerCase())).not.toContain(name.toLowerCase());
      }),
    );
  });
});

describe('a workbook to be written', () => {
  it('reads as its values, without what is empty at the ends', () => {
    const spec = { sheets: [{ name: 'A', rows: [[{ value: 'x', bold: true }, '', null], ['', 1, { value: true }], [null], []] }] };
    expect(asRead(spec)).toEqual({ sheets: [{ name: 'A', hidden: false, rows: [['x'], [null, 1, true]] }] });
  });
});
