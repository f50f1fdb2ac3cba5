import { describe, expect, it } from '@jest/globals';
import { loadedInForce } from './editions-in-force.js';
import type { IndexId } from './index-ids.js';
import type { Indices } from './indices.js';

const shipped = Object.fromEntries(
  ['governance', 'trafficking', 'childLabour', 'goods', 'sectors', 'stateImposed'].map((key) => [key, { year: 2022 }]),
) as unknown as Indices;

const loaded = (index: IndexId, year: number, id: string) => ({ index, year, id });

const chosen = (...editions: readonly { readonly index: IndexId; readonly year: number; readonly id: string }[]) =>
  [...loadedInForce(shipped, editions)].map(([index, { id }]) => `${index} ${id}`);

describe('which editions are in force', () => {
  it('is the shipped ones where nothing is loaded, or only older ones', () => {
    expect(chosen()).toEqual([]);
    expect(chosen(loaded('goods', 2021, 'a'))).toEqual([]);
  });

  it('is the loaded one of the latest year, of one year the one loaded last, each index by itself', () => {
    expect(chosen(loaded('goods', 2024, 'b'), loaded('goods', 2023, 'c'), loaded('trafficking', 2022, 'a'))).toEqual([
      'trafficking a',
      'goods b',
    ]);
    expect(chosen(loaded('goods', 2024, 'b'), loaded('goods', 2024, 'a'))).toEqual(['goods b']);
  });

  it('does not hang on the order in which they are looked at', () => {
    const editions = [loaded('goods', 2024, 'b'), loaded('goods', 2024, 'a'), loaded('goods', 2030, 'c')];
    expect(chosen(...editions)).toEqual(chosen(...[...editions].reverse()));
  });
});
