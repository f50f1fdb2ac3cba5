import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../shared/domain-error.js';
import { canonicalJson } from './canonical-json.js';

const refusal = (value: unknown): DomainError => {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('canonical JSON (RFC 8785)', () => {
  it('writes the sample of section 3.2.2 as section 3.2.3 shows it', () => {
    const sample = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts names by UTF-16 code unit as section 3.2.3 shows', () => {
    const names = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect([...canonicalJson(names).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555554', '333333333.33333325'],
    ['41b3de4355555555', '333333333.3333333'],
    ['41b3de4355555556', '333333333.3333334'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the double %s of appendix B as %s', (hex, written) => {
    expect(canonicalJson(Buffer.from(hex, 'hex').readDoubleBE())).toBe(written);
  });

  it('writes the same text whatever the order of members', () => {
    expect(canonicalJson({ b: { y: 1, x: [] }, a: {} })).toBe('{"a":{},"b":{"x":[],"y":1}}');
  });

  it.each([
    ['NaN', NaN],
    ['infinity', -Infinity],
    ['undefined', undefined],
    ['a bigint', 1n],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a function', () => 0],
    ['half of a surrogate pair', '\ud83d'],
  ])('refuses %s and says where it stands', (_name, value) => {
    const error = refusal({ list: [0, { 'a/b': value }] });
    expect(error.code).toBe('JSON_NOT_CANONICAL');
    expect(error.problems[0]?.path).toBe('/list/1/a~1b');
  });

  it('accepts a text that only looks like half of a surrogate pair', () => {
    expect(canonicalJson('\\ud83d')).toBe(String.raw`"\\ud83d"`);
  });

  it('refuses a name with half of a surrogate pair', () => {
    expect(refusal({ '\ude00': 1 }).code).toBe('JSON_NOT_CANONICAL');
  });

  it('refuses a value that contains itself instead of running out of stack', () => {
    const value: Record<string, unknown> = {};
    value['self'] = value;
    expect(refusal(value).code).toBe('JSON_NOT_CANONICAL');
  });
});
