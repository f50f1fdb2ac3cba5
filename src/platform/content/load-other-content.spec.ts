import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { shippedContent } from './content-folders.js';
import { ContentError } from './content-problem.js';
import { loadIndices } from './load-indices.js';
import { loadManual } from './load-manual.js';
import { loadMethodology } from './load-methodology.js';
import { loadSampleAnswers } from './load-sample-answers.js';

/** A copy of a shipped folder in which one text of one file is replaced. */
const changed = async (from: string, file: string, text: string, replacement: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
  await cp(from, folder, { recursive: true });
  const before = await readFile(join(folder, file), 'utf8');
  expect(before).toContain(text);
  await writeFile(join(folder, file), before.replace(text, replacement));
  return folder;
};

const lineOf = async (folder: string, file: string, text: string): Promise<number> =>
  (await readFile(join(folder, file), 'utf8')).split('\n').findIndex((line) => line.includes(text)) + 1;

const refusal = async (loading: Promise<unknown>): Promise<string[]> => {
  const error = await loading.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ContentError);
  return (error as ContentError).contentProblems.map(({ file, line, path, code }) => `${file}:${line} ${path} ${code}`);
};

describe('loading indices', () => {
  it.each([
    ['governance.yaml', '  AFG: ', '  AFQ: ', 'entries/AFQ', 'COUNTRY_UNKNOWN'],
    ['trafficking.yaml', '  AFG: "3"', '  AFG: "4"', 'entries/AFG', 'SCHEMA_ENUM'],
    ['sectors.yaml', 'isic: "02"', 'isic: "01"', 'sectors/1/isic', 'DUPLICATE_ID'],
    ['child-labour.yaml', '  AFG: none', '  AFG: unheard_of', 'entries/AFG', 'SCHEMA_ENUM'],
  ])('refuses %s with a wrong entry, at its line', async (file, text, replacement, path, code) => {
    const folder = await changed(shippedContent.indices, file, text, replacement);
    const line = file === 'sectors.yaml' ? (await lineOf(folder, file, 'isic: "01"')) + 1 : await lineOf(folder, file, replacement);
    expect(await refusal(loadIndices(folder))).toEqual([`${file}:${line} ${path} ${code}`]);
  });

  it('refuses a file that brings a schema of its own', async () => {
    const folder = await changed(
      shippedContent.indices,
      'governance.yaml',
      '../schema/governance.schema.json',
      'https://example.org/any.schema.json',
    );
    expect(await refusal(loadIndices(folder))).toContain(
      `governance.yaml:${await lineOf(folder, 'governance.yaml', '$schema')} $schema SCHEMA_UNKNOWN`,
    );
  });
});

describe('loading the methodology', () => {
  const file = 'plumbline-1.yaml';
  it.each([
    ['country: 0.35', 'country: 0.45', 'inherent/weights', 'WEIGHTS_SUM', 'weights:'],
    ['- { id: medium, from: 25 }', '- { id: medium, from: 55 }', 'bands/2/from', 'BANDS_ORDER', 'id: high'],
  ])('refuses figures that contradict one another: %s', async (text, replacement, path, code, line) => {
    const folder = await changed(shippedContent.methodology, file, text, replacement);
    expect(await refusal(loadMethodology(join(folder, file)))).toContain(`${file}:${await lineOf(folder, file, line)} ${path} ${code}`);
  });

  it('has the same hash however the file is laid out, and another for another figure', async () => {
    const path = join(shippedContent.methodology, file);
    const laidOut = await changed(shippedContent.methodology, file, 'id: plumbline\n', '\n# a remark\nid:   "plumbline"\n');
    const other = await changed(shippedContent.methodology, file, 'graceDays: 7', 'graceDays: 8');
    const { sha256 } = await loadMethodology(path);
    expect((await loadMethodology(join(laidOut, file))).sha256).toBe(sha256);
    expect((await loadMethodology(join(other, file))).sha256).not.toBe(sha256);
  });
});

describe('loading sample answers', () => {
  it('refuses an answer that its question does not take, at its line', async () => {
    const file = 'sound-documented.yaml';
    const folder = await changed(shippedContent.sampleAnswers, file, '  R3: "no"', '  R3: "perhaps"\n  R99: "no"');
    const manual = await loadManual(shippedContent.manual);
    const line = await lineOf(folder, file, 'perhaps');
    expect(await refusal(loadSampleAnswers(folder, manual))).toEqual([
      `${file}:${line} answers/R3 ANSWER_OPTION`,
      `${file}:${line + 1} answers/R99 QUESTION_UNKNOWN`,
    ]);
  });
});
