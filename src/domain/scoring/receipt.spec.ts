import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkReceipt } from './receipt-check.js';
import { issueReceipt, receiptHash, type Receipt } from './receipt.js';
import { replayReceipt } from './replay.js';
import { scoreSite } from './score-site.js';
import { cottonFarm, nothingKnown, softwareInSweden } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const issued = (inputs = cottonFarm, horizons: readonly string[] = []): Receipt =>
  issueReceipt({
    method: testMethod,
    manual: { id: 'manual', version: '1', sha256: 'a'.repeat(64) },
    subject: { supplier: 'supplier', site: 'site', tenant: 'tenant' },
    inputs,
    result: scoreSite(testMethod, inputs, horizons),
  });

type Json = Record<string, unknown>;

/** A copy as it would come back from a file, with one place changed. */
const changed = (receipt: Receipt, path: string, value: unknown): unknown => {
  const copy = JSON.parse(JSON.stringify(receipt)) as Json;
  const names = path.split('/').slice(1);
  const last = names.pop() ?? '';
  const holder = names.reduce((found, name) => found[name] as Json, copy);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
};

const resealed = (value: unknown): Receipt => ({ ...(value as Receipt), sha256: receiptHash(value as Receipt) });

const problemsOf = (value: unknown): readonly string[] => {
  const checked = checkReceipt(value);
  return 'problems' in checked ? checked.problems.map(({ path }) => path) : [];
};

describe('a receipt', () => {
  it('keeps only the figures of a whole methodology', () => {
    const methodology = { ...testMethod, title: { en: 'Title' }, tables: {} };
    const parts = { ...issued(), method: methodology };
    expect(issueReceipt(parts)).toEqual(issued());
  });

  it('passes its own check and replays the same from the stored text', () => {
    for (const inputs of [cottonFarm, softwareInSweden, nothingKnown]) {
      const checked = checkReceipt(JSON.parse(JSON.stringify(issued(inputs))));
      expect(checked).toEqual({ receipt: issued(inputs) });
      expect('receipt' in checked && replayReceipt(checked.receipt)).toEqual({ same: true, differences: [] });
    }
  });

  it('has the same hash whatever the order of its members', () => {
    const { sha256, ...rest } = issued();
    const turned = Object.fromEntries(Object.entries(rest).toReversed()) as unknown as Receipt;
    expect(receiptHash(turned)).toBe(sha256);
  });
});

describe('a replay', () => {
  const paths = (value: unknown): string[] => replayReceipt(value as Receipt).differences.map(({ path }) => path);

  it.each([
    ['/result/residual', 51.19],
    ['/result/confidence', 90],
    ['/result/worst', 59.6],
    ['/result/band', 'medium'],
    ['/result/contributions/3/points', 1],
  ])('finds a change of %s, even under a new seal', (path, value) => {
    expect(paths(changed(issued(), path, value))).toEqual([path, '/sha256']);
    expect(paths(resealed(changed(issued(), path, value)))).toEqual([path]);
  });

  it('finds a change of the subject or of an unknown member by the hash', () => {
    expect(paths(changed(issued(), '/subject/site', 'another'))).toEqual(['/sha256']);
    expect(paths(changed(issued(), '/remark', 'slipped in'))).toEqual(['/sha256']);
  });

  it('finds an answer that was improved afterwards', () => {
    expect(paths(resealed(changed(issued(), '/inputs/exposures/0/exposure', 0)))).toContain('/result/residual');
  });

  it('finds a contribution that was taken out or put in', () => {
    const receipt = issued();
    const { contributions } = receipt.result;
    expect(paths(resealed(changed(receipt, '/result/contributions', contributions.slice(1))))).toEqual(['/result/contributions']);
    const more = [...contributions, { factor: 'bounds', ref: null, points: -9 }];
    expect(paths(resealed(changed(receipt, '/result/contributions', more)))).toEqual(['/result/contributions/14/points']);
  });

  it('accepts what another implementation may round otherwise', () => {
    const points = issued().result.contributions[3]!.points + 0.004;
    expect(paths(resealed(changed(issued(), '/result/contributions/3/points', points)))).toEqual([]);
  });

  it('takes an earlier next change as given, since expiry dates are not in the receipt, but no later one', () => {
    const fading = { ...nothingKnown, signals: [{ id: 's', kind: 'media', points: 10, agesFrom: '2026-11-23' }] };
    const receipt = issued(fading);
    expect(receipt.result.nextChangeAt).not.toBeNull();
    expect(paths(issued(fading, ['2026-12-01']))).toEqual([]);
    expect(paths(issued(cottonFarm, ['2028-05-23']))).toEqual([]);
    for (const wrong of ['2039-01-01T00:00:00.000Z', null, '2026-11-23T00:00:00.000Z']) {
      expect(paths(resealed(changed(receipt, '/result/nextChangeAt', wrong)))).toEqual(['/result/nextChangeAt']);
    }
  });
});

describe('the check of an untrusted receipt', () => {
  it.each([null, 7, 'receipt', [], {}])('lists what is wrong with %j', (value) => expect(problemsOf(value)).not.toEqual([]));

  it.each([
    ['/receiptVersion', 2],
    ['/method', undefined],
    ['/method/bands', []],
    ['/method/bands', [{ id: 'low', from: 5 }]],
    ['/method/signals/halfLifeMonths', 0],
    ['/inputs/asOf', '2026-02-30'],
    ['/inputs/exposures/0/exposure', null],
    ['/inputs/exposures/0/exposure', 1.2],
    ['/inputs/exposures/0/weight', -1],
    ['/inputs/controls/1/date', 'May'],
    ['/inputs/controls/1/method', 'constructor'],
    ['/inputs/cases/0/severity', '__proto__'],
    ['/inputs/inherited', 3],
    ['/inputs/floors', {}],
    ['/result/band', 'none'],
    ['/result/contributions', null],
    ['/sha256', 'abc'],
    ['/subject/site', '\ud800'],
  ])('names %s when it holds %j', (path, value) => {
    const [problem] = problemsOf(changed(issued(), path, value));
    expect(problem?.startsWith(path)).toBe(true);
  });

  it('lists every problem, not the first alone', () => {
    const twice = changed(changed(issued(), '/inputs/asOf', 1) as Receipt, '/result/best', 'x');
    expect(problemsOf(twice)).toEqual(['/inputs/asOf', '/result/best']);
  });

  it('never lets through what a replay would break on, whatever is put anywhere', () => {
    const receipt = issued({ ...cottonFarm, inherited: { point: 1, best: 0, worst: 2 } });
    const places: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (path !== '') places.push(path);
      if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([name, member]) => walk(member, `${path}/${name}`));
    };
    walk(receipt, '');
    const junk = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(undefined, 1e308, -1e308, 5e-324, '', 'toString', '9999-12-31', '0000-01-01', Infinity, NaN),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), junk, (path, value) => {
        const checked = checkReceipt(changed(receipt, path, value));
        if ('receipt' in checked) expect(typeof replayReceipt(checked.receipt).same).toBe('boolean');
        else expect(checked.problems.length).toBeGreaterThan(0);
      }),
      { seed: 20260523, numRuns: 2000 },
    );
  });
});
