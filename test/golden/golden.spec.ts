import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkReceipt } from '../../src/domain/scoring/receipt-check.js';
import { issueReceipt, type Receipt } from '../../src/domain/scoring/receipt.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';
import { scoreSite } from '../../src/domain/scoring/score-site.js';
import { secondScore } from '../support/scoring/second-score.js';
import { readShipped } from '../support/shipped.js';
import { verdictOn } from './compare.js';
import { type Golden, goldenReceipts, goldenText } from './golden-receipts.js';

const folder = new URL('receipts/', import.meta.url);
const NAMES = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
const textOf = (name: string): string => readFileSync(new URL(`${name}.json`, folder), 'utf8');
const golden = (name: string): Receipt => JSON.parse(textOf(name)) as Receipt;

let made: readonly Golden[];
beforeAll(async () => {
  made = await goldenReceipts(await readShipped());
});

it('there is a golden receipt of every kind of sample supplier, and no other', () => {
  expect([...NAMES].sort()).toEqual(made.map(({ name }) => name).sort());
});

describe.each(NAMES)('the golden receipt %s', (name) => {
  it('is a receipt in canonical JSON and replays the same from its file alone', () => {
    const receipt = golden(name);
    expect(checkReceipt(receipt)).toEqual({ receipt });
    expect(goldenText({ name, receipt })).toBe(textOf(name));
    expect(replayReceipt(receipt)).toEqual({ same: true, differences: [] });
  });

  // Where this fails, the sentence says what to do.
  it('comes out of the content and the engine as they are now', () => {
    const fresh = made.find((one) => one.name === name);
    expect(fresh === undefined ? 'there is none' : verdictOn(golden(name), fresh.receipt)).toBeNull();
  });

  it('has the figures of the second implementation', () => {
    const { method, inputs, result } = golden(name);
    const second = secondScore(method, inputs);
    expect(second.band).toBe(result.band);
    for (const figure of ['inherent', 'controls', 'residual', 'best', 'worst', 'confidence'] as const)
      expect(Math.abs(second[figure] - result[figure])).toBeLessThanOrEqual(0.005 + 1e-9);
  });
});

describe('what a golden receipt says of a change', () => {
  const reissued = (receipt: Receipt): Receipt => issueReceipt({ ...receipt, result: scoreSite(receipt.method, receipt.inputs) });

  it('is nothing, where nothing has changed', () => {
    expect(verdictOn(golden('average'), golden('average'))).toBeNull();
  });

  it('is that the engine has changed, where the same method gives another score', () => {
    const before = golden('average');
    const earlier = issueReceipt({ ...before, result: { ...before.result, residual: before.result.residual - 1 } });
    expect(verdictOn(earlier, before)).toMatch(
      /^The engine computes another score than before under the same plumbline .*\/result\/residual/,
    );
  });

  it('is that a published method has changed, where its figures are others under the same version', () => {
    const before = golden('average');
    const method = { ...before.method, sha256: 'b'.repeat(64), controls: { reduction: 0.9 } };
    expect(verdictOn(before, reissued({ ...before, method }))).toMatch(/has changed, but not its version/);
  });

  it('is to write them anew, where the method or the manual has a new version', () => {
    const before = golden('average');
    const method = { ...before.method, version: '99.0.0', sha256: 'b'.repeat(64) };
    expect(verdictOn(before, reissued({ ...before, method }))).toMatch(/is now plumbline 99\.0\.0.*npm run golden -- --write/);
    const manual = { ...before.manual, version: '99.0.0' };
    expect(verdictOn(before, reissued({ ...before, manual }))).toMatch(/^The manual is now .*npm run golden/);
  });

  it('is which inputs are others, where the same answers come to mean something else', () => {
    const before = golden('average');
    const inputs = { ...before.inputs, sector: { ...before.inputs.sector, value: 10 } };
    expect(verdictOn(before, reissued({ ...before, inputs }))).toMatch(/become other inputs \(sector\)/);
  });

  it('is on which day the score changes next, where nothing else is another', () => {
    const before = golden('with-signals');
    const later = issueReceipt({ ...before, result: { ...before.result, nextChangeAt: null } });
    expect(verdictOn(later, before)).toMatch(/change next on 20.* no longer on no day/);
  });
});
