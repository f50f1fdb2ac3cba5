import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { shippedContent } from './content-folders.js';
import { readManual } from './load-manual.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manual-'));
  await cp(shippedContent.manual, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const change = async (file: string, from: string, to: string): Promise<void> =>
  writeFile(join(folder, file), (await readFile(join(folder, file), 'utf8')).replace(from, to));

const problemsOf = async (): Promise<readonly string[]> =>
  (await readManual(folder)).problems.map(({ file, path, code }) => `${file} ${path} ${code}`);

describe("the files beside a manual's chapters", () => {
  it('lay a further language over the texts that the manual has', async () => {
    const { manual } = await readManual(folder);
    const urdu = manual?.languages.find(({ code }) => code === 'ur');
    expect(urdu).toEqual({ code: 'ur', dir: 'rtl', reviewed: false, unreviewed: [] });
    expect(manual?.title['ur']).toMatch(/\p{Script=Arabic}/u);
  });

  it('are told of with file and place when a text belongs nowhere', async () => {
    await change('translations/ur.yaml', 'questions/P1/text', 'questions/P99/text');
    expect(await problemsOf()).toEqual(['translations/ur.yaml texts/questions/P99/text TRANSLATION_PLACE']);
  });

  it('are told of when a translation is of another manual or another language', async () => {
    await change('translations/ur.yaml', 'manual: heuni', 'manual: other');
    await change('translations/bn.yaml', 'language: bn', 'language: ta');
    expect(await problemsOf()).toEqual(['translations/bn.yaml language TRANSLATION_LANGUAGE', 'translations/ur.yaml manual TRANSLATION_MANUAL']);
  });

  it('are told of when a contradiction reads a question that is not there', async () => {
    await change('contradictions.yaml', 'answers.P3', 'answers.Q3');
    expect(await problemsOf()).toEqual([expect.stringMatching(/^contradictions\.yaml contradictions\/0\/when CONDITION/)]);
  });

  it('are told of when one is missing', async () => {
    await change('manual.yaml', 'translations: [bn,', 'translations: [fr, bn,');
    expect(await problemsOf()).toContain('translations/fr.yaml  FILE_MISSING');
  });
});
