import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { badSpreadsheets } from '../support/bad-spreadsheets.js';
import { Command } from '../support/command.js';
import { bytesOf, realisticSaq, saqQuestion, saqSheet, saqWorkbook, sheetOf } from '../support/saq-workbooks.js';
import { readShipped } from '../support/shipped.js';
import { watch } from '../support/watched-command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-manuals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = async (name: string, content: Buffer | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
interface Report {
  readonly problems: readonly { readonly place: string; readonly code: string; readonly message: string }[];
}
const checked = async (path: string): Promise<{ readonly code: number | null; readonly report: Report }> => {
  const { code, stdout } = await Command.run(['manual', 'import', path, '--check', '--json']);
  return { code, report: JSON.parse(stdout) as Report };
};

describe('the shipped manual', () => {
  it('is exported to a workbook and imported again without a change, all its languages in it', async () => {
    const { manual, manualSha256 } = await readShipped();
    const workbook = join(folder, 'shipped.xlsx');
    expect(await Command.run(['manual', 'export', '--out', workbook])).toMatchObject({ code: 0, stderr: '' });
    expect(await checked(workbook)).toEqual({
      code: 0,
      report: {
        format: 'plumbline-xlsx',
        chapters: 7,
        questions: 71,
        options: 276,
        conditions: 14,
        languages: manual.languages.map(({ code }) => code),
        problems: [],
      },
    });
    const out = join(folder, 'imported');
    expect(await Command.run(['manual', 'import', workbook, '--out', out])).toMatchObject({ code: 0, stderr: '' });
    const check = await Command.run(['manual', 'check', out, '--json']);
    expect(JSON.parse(check.stdout)).toMatchObject({ manual: { id: 'heuni', sha256: manualSha256 }, problems: [] });
  }, 120_000);

  it('is imported where it lies already, but never over anything else', async () => {
    const workbook = join(folder, 'shipped.xlsx');
    const again = await Command.run(['manual', 'import', workbook, '--out', join(folder, 'imported')]);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('holds it already') });
    const other = await Command.run(['manual', 'import', workbook, '--out', folder]);
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('holds something else');
    expect((await Command.run(['manual', 'export', '--out', workbook])).stderr).toContain('exists');
  }, 120_000);

  it('can be one JSON file', async () => {
    const { manual } = await readShipped();
    const whole = await file('whole.json', JSON.stringify(manual));
    expect(await checked(whole)).toMatchObject({ code: 0, report: { format: 'json', questions: 71, problems: [] } });
    const broken = await file('broken.json', JSON.stringify({ ...manual, year: 20, version: '1' }));
    const { code, report } = await checked(broken);
    expect(code).toBe(1);
    expect(report.problems.map(({ place, code: found }) => [place, found])).toEqual([
      ['broken.json version', 'SCHEMA_PATTERN'],
      ['broken.json year', 'SCHEMA_MINIMUM'],
    ]);
  }, 60_000);
});

describe('a spreadsheet questionnaire', () => {
  it('is imported with all the oddities such files have', async () => {
    const path = await file('Mill questionnaire.xlsx', await bytesOf(realisticSaq()));
    expect(await checked(path)).toEqual({
      code: 0,
      report: { format: 'saq-xlsx', chapters: 2, questions: 10, options: 16, conditions: 5, languages: ['en'], problems: [] },
    });
    const out = join(folder, 'mills');
    const imported = await Command.run(['manual', 'import', path, '--out', out, '--id', 'mills', '--year', '2024']);
    expect(imported).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("note: Mill questionnaire.xlsx 'Read me'!A1: SAQ_SHEET_IGNORED"),
    });
    const check = await Command.run(['manual', 'check', out, '--json']);
    expect(JSON.parse(check.stdout)).toMatchObject({ manual: { id: 'mills', version: '1.0.0', chapters: 2, questions: 10 }, problems: [] });
  }, 60_000);

  it('tells every problem at once with its cell, counts what it found all the same, and writes nothing', async () => {
    const lines = [
      ...saqQuestion({ index: '1.0', question: 'Are there agencies?', type: 'Boolean' }, [
        { option: 'Yes', goTo: '9' },
        { option: 'No', goTo: 'End', risk: 'Terrible' },
      ]),
      { index: 2, question: 'Which?', type: 'Telepathy', option: 'None' },
    ];
    const path = await file('faulty.xlsx', await bytesOf(saqWorkbook(saqSheet('Labor', lines))));
    const { code, report } = await checked(path);
    expect(code).toBe(1);
    expect(report).toMatchObject({ format: 'saq-xlsx', chapters: 1, questions: 2, options: 2, languages: ['en'] });
    expect(report.problems.map(({ place, code: found }) => [place, found])).toEqual([
      ["faulty.xlsx 'Labor'!H2", 'SAQ_JUMP_NOWHERE'],
      ["faulty.xlsx 'Labor'!I3", 'SAQ_RISK'],
      ["faulty.xlsx 'Labor'!E4", 'SAQ_RESPONSE_TYPE'],
    ]);
    const before = await readdir(folder);
    expect((await Command.run(['manual', 'import', path, '--out', join(folder, 'faulty')])).code).toBe(1);
    expect(await readdir(folder)).toEqual(before);
  }, 60_000);

  it('without any question is one problem', async () => {
    const path = await file('lists.xlsx', await bytesOf(saqWorkbook(sheetOf('Lists', [['Indicator', 'Risk']]))));
    expect(await checked(path)).toMatchObject({
      code: 1,
      report: { format: 'unknown', questions: 0, problems: [{ code: 'SAQ_NO_QUESTIONS' }] },
    });
  });
});

describe('a hostile spreadsheet', () => {
  it.each(badSpreadsheets().filter((_, i) => i % 2 === 0))(
    'is refused quickly and within memory: $name',
    async ({ name, content, code }) => {
      const path = await file(`${name.replaceAll(/[^a-z0-9]/gi, '-')}.xlsx`, content);
      const ended = await watch(['manual', 'import', path, '--check', '--json']);
      expect([ended.code, ended.stderr]).toEqual([1, '']);
      expect(JSON.parse(ended.stdout)).toMatchObject({
        format: 'unknown',
        questions: 0,
        problems: [{ code, message: expect.any(String) }],
      });
      expect(ended.processorSeconds ?? 0).toBeLessThan(5);
      expect(ended.peakMegabytes ?? 0).toBeLessThan(300);
    },
    30_000,
  );
});

it('answers what it cannot read with a sentence, and what it does not understand with exit code 2', async () => {
  const missing = await Command.run(['manual', 'import', join(folder, 'nowhere.xlsx'), '--check']);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr.trim().split('\n')).toHaveLength(1);
  expect((await Command.run(['manual', 'import'])).code).toBe(2);
  expect((await Command.run(['manual', 'import', 'a.xlsx', '--dance'])).code).toBe(2);
});
