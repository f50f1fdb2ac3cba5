import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type JsonPiece, jsonValues } from './json-values.js';

async function* chunked(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield await Promise.resolve(bytes.subarray(from, from + size));
}

const read = async (text: string | Uint8Array, size = 7): Promise<readonly JsonPiece[]> => {
  const pieces: JsonPiece[] = [];
  for await (const piece of jsonValues(chunked(text, size))) pieces.push(piece);
  return pieces;
};
const values = (...all: readonly unknown[]): readonly JsonPiece[] => all.map((value) => ({ value }));

describe('values of a stream', () => {
  it('are the same in a list, on lines of their own and one behind the other, wherever the chunks end', async () => {
    const receipts = fc.array(
      fc.dictionary(
        fc.string(),
        fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '}', '[', ',', '\u{1f600}')),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(receipts, fc.integer({ min: 1, max: 40 }), async (all, size) => {
        const texts = all.map((one) => JSON.stringify(one));
        const expected = values(...texts.map((text) => JSON.parse(text) as unknown));
        expect(await read(`[${texts.join(', ')}]`, size)).toEqual(expected);
        expect(await read(`${texts.join('\n')}\n`, size)).toEqual(expected);
        expect(await read(texts.join(''), size)).toEqual(expected);
        expect(await read(JSON.stringify(all, null, 2), size)).toEqual(expected);
      }),
      { seed: 20260523, numRuns: 100 },
    );
  });

  it('may be no objects at all, and none', async () => {
    expect(await read('7 "a, b" null')).toEqual(values(7, 'a, b', null));
    expect(await read('[7, "a, b", null, [1]]')).toEqual(values(7, 'a, b', null, 1));
    expect(await read('')).toEqual([]);
    expect(await read(' [ ] ')).toEqual([]);
  });

  it.each([
    ['{"a":1', 'the file ends in the middle'],
    ['[{"a":1}', 'the file ends in the middle'],
    ['{"a":"', 'the file ends in the middle'],
    ['{a:1}', 'this is not JSON'],
    ['}', 'this is not JSON'],
    ['nonsense', 'this is not JSON'],
  ])('that are broken (%s) are told as what they are', async (text, fault) => {
    expect((await read(text)).at(-1)).toEqual({ fault });
  });

  it('go on behind one that is broken', async () => {
    expect(await read('[{"a":1}, {b}, {"c":3}]')).toEqual([{ value: { a: 1 } }, { fault: 'this is not JSON' }, { value: { c: 3 } }]);
  });

  it('are in UTF-8, with or without a byte order mark', async () => {
    expect(await read('\ufeff{"a":"й"}')).toEqual(values({ a: 'й' }));
    expect(await read(Uint8Array.of(0x7b, 0xff, 0x7d))).toEqual([{ fault: 'this is not UTF-8' }]);
    expect(await read(Uint8Array.of(0x22, 0xd0))).toEqual([{ fault: 'this is not UTF-8' }]);
  });

  it('are given up when one is longer than any receipt', async () => {
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(new Uint8Array(1_000_000).fill(0x7b));
    };
    const pieces: JsonPiece[] = [];
    for await (const piece of jsonValues(endless())) {
      pieces.push(piece);
      if (pieces.length > 3) break;
    }
    expect(pieces).toEqual([{ fault: 'this is too long to be a receipt' }]);
  });
});
