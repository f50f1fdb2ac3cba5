import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Receipt } from '../../src/domain/scoring/receipt.js';
import { Command } from '../support/command.js';

const golden = fileURLToPath(new URL('../golden/receipts', import.meta.url));

let folder: string;
let receipt: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
  receipt = await readFile(join(golden, 'average.json'), 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const replay = (...args: readonly string[]) => Command.run(['score', 'replay', ...args]);
const lowered = (): string => {
  const copy = JSON.parse(receipt) as { result: { residual: number } };
  copy.result.residual -= 1;
  return JSON.stringify(copy);
};

describe('plumbline score replay', () => {
  it('needs no setting and no database, and says how many come out the same', async () => {
    expect(await replay(join(golden, 'average.json'))).toEqual({ code: 0, stdout: '1 of 1 scores come out the same\n', stderr: '' });
  });

  it('takes a list, a receipt a line, folders with what lies in them, and several of these', async () => {
    const list = await file('list.json', `[${receipt}, ${receipt}]`);
    const lines = await file('lines.jsonl', receipt.repeat(3));
    await mkdir(join(folder, 'all', 'deeper'), { recursive: true });
    await cp(golden, join(folder, 'all', 'deeper'), { recursive: true });
    await writeFile(join(folder, 'all', 'README.txt'), 'no receipt');
    expect(await replay(list, lines, join(folder, 'all'))).toMatchObject({ code: 0, stdout: '17 of 17 scores come out the same\n' });
  });

  it('prints where a score comes out otherwise, with exit code 1', async () => {
    const list = await file('changed.json', `[${receipt},${lowered()}]`);
    const ended = await replay(list);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/changed\.json, receipt 2 \(site average\): \/result\/residual: stored [\d.]+, computed [\d.]+\n/);
    expect(ended.stdout).toMatch(/1 of 2 scores come out the same\n$/);
  });

  it('prints the same as JSON when asked to', async () => {
    const ended = await replay(await file('mixed.jsonl', `${receipt}${lowered()}\n{"receiptVersion":1}\n{broken\n`), '--json');
    expect(ended.code).toBe(1);
    const said = JSON.parse(ended.stdout) as { differences: { index: number; site: string | null; differences: string[] }[] };
    expect(said).toMatchObject({ receipts: 4, same: 1, different: 3 });
    expect(said.differences.map(({ index, site }) => [index, site])).toEqual([
      [1, 'average'],
      [2, null],
      [3, null],
    ]);
    expect(said.differences[1]?.differences).toContain('/method: This is missing.');
  });

  it('finds an answer that was bettered afterwards and sealed anew only by its sum', async () => {
    const copy = JSON.parse(receipt) as Receipt;
    const bettered = { ...copy, inputs: { ...copy.inputs, controls: copy.inputs.controls.map((one) => ({ ...one, score: 1 })) } };
    const ended = await replay(await file('bettered.json', JSON.stringify(bettered)));
    expect(ended.stdout).toContain('/result/controls: stored');
    expect(ended.stdout).toContain('/sha256: stored');
  });

  it.each([
    ['nothing', []],
    ['a file that is not there', ['/no/such/receipts.json']],
    ['an unknown option', ['--loudly', join(golden, 'average.json')]],
  ])('answers %s with exit code 2', async (_what, args) => {
    const ended = await replay(...args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it('answers what holds no receipt with exit code 2, so that nothing looked at never passes for nothing found', async () => {
    expect(await replay(await file('empty.json', ''))).toMatchObject({ code: 2 });
    expect(await replay(await file('none.json', '[]'))).toMatchObject({ code: 2 });
  });

  it('tells a file cut off in the middle, and what stood before it', async () => {
    const ended = await replay(await file('cut.json', `[${receipt},${receipt.slice(0, 5000)}`));
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stdout).toMatch(/receipt 2: the file ends in the middle\n1 of 2 scores come out the same\n$/);
  });

  it('reads tens of thousands of receipts in the memory of a few', async () => {
    const many = await file('many.jsonl', receipt.repeat(6_000));
    const limited = await Command.run(['score', 'replay', many], { NODE_OPTIONS: '--max-old-space-size=64' });
    expect(limited).toMatchObject({ code: 0, stdout: '6000 of 6000 scores come out the same\n' });
  });
});
