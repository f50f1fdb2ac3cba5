import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityKey, nameKey, prefixRange, tidy } from './name-key.js';

describe('the key of a name', () => {
  it('is the same whatever the case, accents, blanks and width of the letters', () => {
    expect(nameKey('  Industrias   QUÍMICAS\tPerlacos,\nS.L. ')).toBe('industrias quimicas perlacos, s.l.');
    expect(nameKey('Łódź')).toBe('łodz');
    expect(nameKey('ＡＢＣ　ﬁne')).toBe('abc fine');
    expect(nameKey('Йоги и Ёлка')).toBe('иоги и елка');
  });

  it('keeps the signs without which an Indic, Thai or Korean name would be another name', () => {
    expect(nameKey('किताब')).not.toBe(nameKey('कताब'));
    expect(nameKey('ผ้า')).not.toBe(nameKey('ผา'));
    expect(nameKey('한국')).toBe('한국');
  });

  it('does not change when it is made again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 250 }), (name) => nameKey(nameKey(name)) === nameKey(name)));
  });

  it('is never longer than an index can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2_000 }), fc.string({ unit: 'grapheme', maxLength: 2_000 }), (name, address) => {
        return new TextEncoder().encode(identityKey(name, 'BGD', address)).length <= 2_200 && nameKey(name).isWellFormed();
      }),
    );
  });
});

describe('the key of a place', () => {
  it('is of name, country and address', () => {
    expect(identityKey('Padma  Quill', 'BGD', 'Gazipur ')).toBe(identityKey('padma quill', 'BGD', 'GAZIPUR'));
    expect(identityKey('Padma Quill', 'BGD', 'Gazipur')).not.toBe(identityKey('Padma Quill', 'IND', 'Gazipur'));
    expect(identityKey('Padma Quill', 'BGD', null)).toBe(identityKey('Padma Quill', 'BGD', ' '));
  });

  it('cannot be made by another split of the same letters', () => {
    expect(identityKey('a|BGD', 'BGD', 'b')).not.toBe(identityKey('a', 'BGD', 'BGD|b'));
  });
});

it('finds whatever begins with a text, and nothing else', () => {
  const { from, to } = prefixRange('ab');
  expect(['ab', 'ab c', 'abя'].every((name) => name >= from && name < to)).toBe(true);
  expect(['aa', 'ac', 'a'].some((name) => name >= from && name < to)).toBe(false);
});

it('brings text on one line', () => {
  expect(tidy(' 14 Karavan Lane,\r\n Mary\u200B\u0007 ')).toBe('14 Karavan Lane, Mary');
});
