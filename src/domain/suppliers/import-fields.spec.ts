import { describe, expect, it } from '@jest/globals';
import { detectDelimiter, findColumns, readMapping } from './import-fields.js';

const codes = (result: ReturnType<typeof findColumns>): string[] =>
  'problems' in result ? result.problems.map(({ path, code }) => `${path} ${code}`) : [];

describe('the columns of a file', () => {
  it('are found by their names in any order and case', () => {
    const found = findColumns([' Country ', 'NAME', 'other'], {});
    expect('columns' in found && [...found.columns]).toEqual([
      ['name', 1],
      ['country', 0],
    ]);
  });

  it('follow the mapping, and null leaves one out', () => {
    const found = findColumns(['Factory', 'Land', 'sector'], { name: 'factory', country: 'LAND', sector: null });
    expect('columns' in found && [...found.columns.keys()]).toEqual(['name', 'country']);
  });

  it('are missed by name when they must be there or were asked for', () => {
    expect(codes(findColumns(['firm'], {}))).toEqual(['mapping.name COLUMN_MISSING', 'mapping.country COLUMN_MISSING']);
    expect(codes(findColumns(['name', 'country'], { sector: 'branch' }))).toEqual(['mapping.sector COLUMN_MISSING']);
    expect(codes(findColumns(['name', 'country'], { name: null }))).toEqual(['mapping.name COLUMN_MISSING']);
  });

  it('must not stand twice', () => {
    expect(codes(findColumns(['name', 'Name', 'country'], {}))).toEqual(['mapping.name COLUMN_AMBIGUOUS']);
  });
});

describe('a mapping', () => {
  it('names every field that is not ours and every column that is no name', () => {
    const read = readMapping({ nome: 'x', name: 3, country: ' ' });
    expect('problems' in read && read.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'mapping.nome UNKNOWN_FIELD',
      'mapping.name MAPPING_INVALID',
      'mapping.country MAPPING_INVALID',
    ]);
    expect('problems' in readMapping('name')).toBe(true);
    expect('problems' in readMapping(['name'])).toBe(true);
  });
});

describe('the delimiter', () => {
  it('is the sign that stands most often in the header outside quotes', () => {
    expect(detectDelimiter('country,name,address')).toBe(',');
    expect(detectDelimiter('country;name;"a,b,c,d"')).toBe(';');
    expect(detectDelimiter('country\tname')).toBe('\t');
    expect(detectDelimiter('name')).toBe(',');
  });
});
