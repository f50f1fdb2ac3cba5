import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { shippedSources } from './content-folders.js';
import { ContentError, problemLine } from './content-problem.js';
import { loadManual, readManual } from './load-manual.js';

const MANUAL = `id: test
version: 1.0.0
title: { en: Test }
source: Tests
edition: "2026"
year: 2026
licence: Apache-2.0
baseLanguage: en
languages: [{ code: en, dir: ltr }, { code: ar, dir: rtl }]
chapters: [one.yaml, two.yaml]
`;

const ONE = `id: one
number: 0
title: { en: One }
intro: { en: About one }
questions:
  - id: R1
    text: { en: "Are documents held?" }
    why: { en: "Because." }
    askedOf: [supplier]
    type: yes_no
    counts: exposure
    weight: 2
    depth: core
    options:
      - { id: "yes", text: { en: "Yes" }, value: 1 }
      - { id: "no", text: { en: "No" }, value: 0 }
    redFlags:
      - id: R1.held
        when: "answers.R1 == 'yes'"
        severity: critical
        zeroTolerance: true
        action: R1-return
        text: { en: Documents are held }
`;

const TWO = `id: two
number: 1
title: { en: Two }
intro: { en: About two }
questions:
  - id: S1
    text: { en: "Is there a policy?" }
    why: { en: "Because." }
    askedOf: [supplier]
    type: percent
    counts: control
    weight: 3
    depth: full
    visible: "answers.R1 == 'yes'"
    steps: [{ from: 0, value: 0 }, { from: 50, value: 1 }]
    failed: { severity: minor, action: S1-policy, text: { en: No policy } }
`;

const LIBRARY = `id: actions
version: 1.0.0
source: Tests
year: 2026
licence: Apache-2.0
baseLanguage: en
files: [actions.yaml]
`;

const action = (id: string, severity: string): string => `  - id: ${id}
    title: { en: Do it }
    severity: ${severity}
    containWithinHours: null
    contain: []
    correct: [{ en: Put it right }]
    prevent: [{ en: Keep it right }]
    planDays: 7
    closeDays: 30
    proof: [{ en: A record }]
    verification: [visit]
`;

const write = async (files: Readonly<Record<string, string | null>>): Promise<{ folder: string; libraryFolder: string }> => {
  const root = await mkdtemp(join(tmpdir(), 'plumbline-'));
  const folder = join(root, 'manual');
  const libraryFolder = join(root, 'remediation');
  const contents = {
    'manual/manual.yaml': MANUAL,
    'manual/one.yaml': ONE,
    'manual/two.yaml': TWO,
    'remediation/library.yaml': LIBRARY,
    'remediation/actions.yaml': `actions:\n${action('R1-return', 'critical')}${action('S1-policy', 'minor')}`,
    ...files,
  };
  await Promise.all([mkdir(folder), mkdir(libraryFolder)]);
  for (const [name, text] of Object.entries(contents)) if (text !== null) await writeFile(join(root, name), text);
  return { folder, libraryFolder };
};

const problemsOf = async (files: Readonly<Record<string, string | null>>): Promise<string[]> => {
  const { folder, libraryFolder } = await write(files);
  const { problems } = await readManual(folder, { ...shippedSources, libraryFolder });
  return problems.map(({ file, line, path, code }) => `${file}:${line} ${path} ${code}`);
};

/** One chapter file with these replacements, in its folder. */
const one = (...replacements: (readonly [string, string])[]): Record<string, string> => ({
  'manual/one.yaml': replacements.reduce((text, [from, to]) => text.replace(from, to), ONE),
});
const two = (...replacements: (readonly [string, string])[]): Record<string, string> => ({
  'manual/two.yaml': replacements.reduce((text, [from, to]) => text.replace(from, to), TWO),
});

describe('loading a manual', () => {
  it('fills in the defaults of the format', async () => {
    const { folder, libraryFolder } = await write({});
    const manual = await loadManual(folder, { ...shippedSources, libraryFolder });
    expect(manual.chapters[1]?.questions[0]).toMatchObject({
      help: null,
      workerText: null,
      method: 'management',
      failed: { below: 0.5 },
      options: [],
      evidence: [],
      redFlags: [],
      ilo: [],
      oecd: null,
      laws: [],
      answeredValue: null,
    });
    expect(manual.chapters[0]?.questions[0]).toMatchObject({ visible: null, options: [{ exclusive: false }, {}] });
  });

  it.each<[string, Record<string, string | null>]>([
    ['two.yaml:14 questions/0/visible CONDITION_UNKNOWN_QUESTION', two(['answers.R1', 'answers.R7'])],
    ['two.yaml:14 questions/0/visible CONDITION_UNKNOWN_QUESTION', two(["answers.R1 == 'yes'", 'has(answers.R7)'])],
    ['two.yaml:14 questions/0/visible CONDITION_TYPE', two(["'yes'", '1.0'])],
    ['two.yaml:14 questions/0/visible CONDITION_UNKNOWN_OPTION', two(["'yes'", "'maybe'"])],
    ['two.yaml:14 questions/0/visible CONDITION_FUNCTION', two(["answers.R1 == 'yes'", "answers.R1.matches('y')"])],
    ['two.yaml:14 questions/0/visible CONDITION_CYCLE', two(["answers.R1 == 'yes'", 'answers.S1 > 1.0'])],
    ['one.yaml:19 questions/0/redFlags/0/when CONDITION_UNKNOWN_OPTION', one(["== 'yes'", "== 'nonsense'"])],
    ['one.yaml:7 questions/0/text TEXT_MISSING', one(['{ en: "Are documents held?" }', '{ ar: "س" }'])],
    ['one.yaml:8 questions/0/why/ru TEXT_LANGUAGE', one(['why: { en: "Because." }', 'why: { en: "Because.", ru: "Потому." }'])],
    ['one.yaml:12 questions/0/weight WEIGHT_NEGATIVE', one(['weight: 2', 'weight: -2'])],
    ['one.yaml:12 questions/0/weight WEIGHT_MISSING', one(['weight: 2', 'weight: 0'])],
    ['one.yaml:15 questions/0/options/0/value OPTION_WITHOUT_VALUE', one([', value: 1', ''])],
    ['one.yaml:22 questions/0/redFlags/0/action ACTION_UNKNOWN', one(['action: R1-return', 'action: R1-other'])],
    ['two.yaml:16 questions/0/failed/action ACTION_UNKNOWN', two(['S1-policy', 'S1-other'])],
    ['one.yaml:22 questions/0/redFlags/0/action ACTION_SEVERITY', one(['severity: critical', 'severity: minor'])],
    ['two.yaml:6 questions/0/failed FAILED_MISSING', two([/ {4}failed.*/.exec(TWO)?.[0] ?? '', ''])],
    ['two.yaml:15 questions/0/steps/0/from STEPS_START', two(['from: 0', 'from: 1'])],
    ['two.yaml:15 questions/0/steps/1/from STEPS_ORDER', two(['from: 50', 'from: 0'])],
    ['two.yaml:6 questions/0/id DUPLICATE_ID', two(['id: S1', 'id: R1'])],
    ['two.yaml:2 number CHAPTER_NUMBER', two(['number: 1', 'number: 0'])],
    ['two.yaml:11 questions/0/counts BUYER_CONTROL', two(['[supplier]', '[buyer]'])],
    ['one.yaml:6 questions/0/workerText WORKER_TEXT', one(['[supplier]', '[supplier, worker]'])],
    ['one.yaml:14 questions/0/ilo/0 ILO_INDICATOR', one(['    options:', '    ilo: [12]\n    options:'])],
    ['one.yaml:10 questions/0/type SCHEMA_ENUM', one(['yes_no', 'yesno'])],
    ['one.yaml:8 questions/0/reason SCHEMA_ADDITIONAL_PROPERTIES', one(['    why:', '    reason:'])],
    ['one.yaml:6 questions/0/why TEXT_MISSING', one(['    why:', '    reason:'])],
    ['one.yaml:4  YAML_DUPLICATE_KEY', one(['title: { en: One }', 'title: { en: One }\ntitle: { en: Two }'])],
    ['manual.yaml:8 baseLanguage BASE_LANGUAGE', { 'manual/manual.yaml': MANUAL.replace('baseLanguage: en', 'baseLanguage: de') }],
    ['manual.yaml:2 version SCHEMA_PATTERN', { 'manual/manual.yaml': MANUAL.replace('1.0.0', 'newest') }],
    ['manual.yaml:10 chapters/1 FILE_MISSING', { 'manual/two.yaml': null }],
    ['manual.yaml:1  FILE_MISSING', { 'manual/manual.yaml': null }],
    ['manual.yaml:10 chapters/1 SCHEMA_PATTERN', { 'manual/manual.yaml': MANUAL.replace('two.yaml', '../two.yaml') }],
  ])('refuses %s', async (problem, files) => {
    expect(await problemsOf(files)).toContain(problem);
  });

  it('reports each mistake once: a negative weight is one problem, not one of the schema and one of ours', async () => {
    expect(await problemsOf(one(['weight: 2', 'weight: -2']))).toHaveLength(1);
    expect(await problemsOf(one([', value: 1', '']))).toHaveLength(1);
    expect(await problemsOf(one(['yes_no', 'yesno']))).toEqual(['one.yaml:10 questions/0/type SCHEMA_ENUM']);
  });

  it('reports all mistakes of all files together, and throws them as one refusal', async () => {
    const files = {
      ...one(['weight: 2', 'weight: -2'], [', value: 1', ''], ['action: R1-return', 'action: R1-gone']),
      ...two(['answers.R1', 'answers.R7'], ['text: { en: "Is there a policy?" }', 'text: { ar: "س" }']),
    };
    const { folder, libraryFolder } = await write(files);
    const error = await loadManual(folder, { ...shippedSources, libraryFolder }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ContentError);
    const { code, contentProblems, message } = error as ContentError;
    expect(code).toBe('CONTENT_INVALID');
    expect(contentProblems.map(({ file, line, code: problem }) => `${file}:${line} ${problem}`)).toEqual([
      'one.yaml:12 WEIGHT_NEGATIVE',
      'one.yaml:15 OPTION_WITHOUT_VALUE',
      'one.yaml:22 ACTION_UNKNOWN',
      'two.yaml:7 TEXT_MISSING',
      'two.yaml:14 CONDITION_UNKNOWN_QUESTION',
    ]);
    contentProblems.forEach((problem) => expect(message).toContain(problemLine(problem)));
  });

  it('names a broken action library by its own file and line', async () => {
    const actions = `actions:\n${action('R1-return', 'critical')}${action('S1-policy', 'minor').replace('planDays: 7', 'planDays: 70')}`;
    expect(await problemsOf({ 'remediation/actions.yaml': actions })).toEqual([
      '../remediation/actions.yaml:21 actions/1/closeDays ACTION_DAYS',
    ]);
  });

  it('survives files that hold something else altogether', async () => {
    for (const text of [
      '',
      '[]',
      '42',
      'questions: 7',
      'questions: [x, 1, null]',
      'id: {}\nquestions: [{ options: x, redFlags: [1], failed: [] }]',
    ]) {
      expect((await problemsOf({ 'manual/one.yaml': text })).length).toBeGreaterThan(0);
      expect((await problemsOf({ 'manual/manual.yaml': text })).length).toBeGreaterThan(0);
    }
  });
});
