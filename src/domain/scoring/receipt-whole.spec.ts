import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkReceipt } from './receipt-check.js';
import { receiptHash, type Receipt } from './receipt.js';
import { replayReceipt } from './replay.js';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const text = readFileSync(new URL('../../../test/golden/receipts/with-signals.json', import.meta.url), 'utf8');
const receipt = (): Json => JSON.parse(text) as Json;

/** Every place in the receipt; of a list the first and the last member. */
const places = (value: Json, path: readonly string[] = []): readonly (readonly string[])[] => {
  if (typeof value !== 'object' || value === null) return [path];
  const names = Object.keys(value);
  const chosen = Array.isArray(value) ? [...new Set([names[0], names.at(-1)])].flatMap((name) => name ?? []) : names;
  return [path, ...chosen.flatMap((name) => places((value as Record<string, Json>)[name] ?? null, [...path, name]))];
};

const at = (root: Json, path: readonly string[]): Json => path.reduce((value, name) => (value as Record<string, Json>)[name] ?? null, root);

/** A copy with one place taken out, or holding something else. */
const changed = (path: readonly string[], value?: Json): Json => {
  const copy = receipt();
  const holder = at(copy, path.slice(0, -1)) as Record<string, Json>;
  const name = path.at(-1) ?? '';
  if (value === undefined) delete holder[name];
  else holder[name] = value;
  return copy;
};

const PLACES = places(receipt()).filter((path) => path.length > 0);
const isMember = (path: readonly string[]): boolean => !/^\d+$/.test(path.at(-1) ?? '');
const pointer = (path: readonly string[]): string => `/${path.join('/')}`;

/** Nothing computes with it: an index has its edition in the receipt for people. Receipts of other programs may leave it out. */
const OPTIONAL = new Set(['/inputs/sector/edition']);

describe('a whole receipt', () => {
  it('lacks nothing without being told so, at its very place', () => {
    for (const path of PLACES.filter(isMember)) {
      const checked = checkReceipt(changed(path));
      const problems = 'problems' in checked ? checked.problems.map((problem) => problem.path) : [];
      expect([pointer(path), problems]).toEqual([pointer(path), OPTIONAL.has(pointer(path)) ? [] : [pointer(path)]]);
    }
  });

  it('holds nothing of another kind without being told so', () => {
    for (const path of PLACES.filter((one) => !OPTIONAL.has(pointer(one)))) {
      const checked = checkReceipt(changed(path, { strange: true }));
      const isObject = typeof at(receipt(), path) === 'object' && at(receipt(), path) !== null && !Array.isArray(at(receipt(), path));
      const problems = 'problems' in checked ? checked.problems : [];
      expect([pointer(path), problems.every((problem) => problem.path.startsWith(pointer(path)))]).toEqual([pointer(path), true]);
      expect([pointer(path), problems.length > 0, isObject]).toEqual([pointer(path), true, isObject]);
    }
  });

  it('has no place that can be changed without its hash telling', () => {
    for (const path of PLACES.filter((one) => pointer(one) !== '/sha256')) {
      const value = at(receipt(), path);
      const other = changed(
        path,
        typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}x` : null,
      ) as unknown as Receipt;
      if (value === null) continue;
      expect([pointer(path), receiptHash(other) === other.sha256]).toEqual([pointer(path), false]);
    }
  });

  it('has no published figure that can be changed and sealed anew without a replay telling', () => {
    const figures = PLACES.filter((path) => path[0] === 'result' && typeof at(receipt(), path) === 'number');
    expect(figures.length).toBeGreaterThan(6);
    for (const path of figures) {
      const forged = changed(path, Math.min(100, Number(at(receipt(), path)) + 0.02)) as unknown as Receipt;
      const { differences } = replayReceipt({ ...forged, sha256: receiptHash(forged) });
      expect(differences.map((difference) => difference.path)).toEqual([pointer(path)]);
    }
  });

  it('has no answer, case or signal that can be taken out and sealed anew without a replay telling', () => {
    for (const list of ['exposures', 'controls', 'signals', 'cases'] as const) {
      const items = at(receipt(), ['inputs', list]) as Json[];
      for (const index of items.keys()) {
        const forged = changed(
          ['inputs', list],
          items.filter((_, other) => other !== index),
        ) as unknown as Receipt;
        expect(replayReceipt({ ...forged, sha256: receiptHash(forged) }).same).toBe(false);
      }
    }
  });
});
