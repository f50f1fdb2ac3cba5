import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Manual } from '../../domain/manual/manual.js';
import type { ActionLibrary } from '../../domain/remediation/library.js';
import { checkManualBody, type ManualBody, unreadableInBody, unreadableInQuestion } from './check-manual-body.js';
import { shippedContent, shippedSources } from './content-folders.js';
import { loadActionLibrary } from './load-action-library.js';
import { loadManual } from './load-manual.js';
import { readSchemas, type SchemaCheck } from './schemas.js';

let check: SchemaCheck;
let shipped: Manual;
let library: ActionLibrary;

beforeAll(async () => {
  [check, shipped, library] = await Promise.all([
    readSchemas(shippedSources.schemaFolder),
    loadManual(shippedContent.manual),
    loadActionLibrary(shippedContent.library),
  ]);
});

const bodyOf = (manual: unknown): ManualBody => JSON.parse(JSON.stringify(manual)) as ManualBody;
const problemsOf = (body: ManualBody): string[] => checkManualBody(check, body, library.actions).problems.map(({ path, code }) => `${path} ${code}`);

describe('a manual as one document', () => {
  it('is found in order as it was read, with nothing for what it does not have', () => {
    expect(problemsOf(bodyOf(shipped))).toEqual([]);
    expect(unreadableInBody(check, bodyOf(shipped))).toEqual([]);
  });

  it('is kept while it is being written, and told everything that is missing', () => {
    const chapters = [{ id: 'one', number: 0, questions: [{ id: 'R1', type: 'yes_no' }] }];
    const body = { id: 'own', version: '1.0.0', baseLanguage: 'en', languages: [{ code: 'en', dir: 'ltr' }], title: { en: 'Own' }, chapters };
    expect(unreadableInBody(check, body)).toEqual([]);
    expect(problemsOf(body)).toEqual(
      expect.arrayContaining(['source SCHEMA_REQUIRED', 'chapters/0/title TEXT_MISSING', 'chapters/0/questions/0/text TEXT_MISSING']),
    );
  });

  it.each<[string, (body: Record<string, unknown>) => void]>([
    ['colour SCHEMA_ADDITIONAL_PROPERTIES', (body) => (body['colour'] = 'red')],
    ['translations SCHEMA_ADDITIONAL_PROPERTIES', (body) => (body['translations'] = ['ru'])],
    ['chapters SCHEMA_TYPE', (body) => (body['chapters'] = 'many')],
    ['year SCHEMA_TYPE', (body) => (body['year'] = 'last')],
    ['chapters/0/mood SCHEMA_ADDITIONAL_PROPERTIES', (body) => (body['chapters'] = [{ mood: 1 }])],
    ['contradictions/0/who SCHEMA_ADDITIONAL_PROPERTIES', (body) => (body['contradictions'] = [{ who: 1 }])],
    ['chapters/0/questions/0/weight SCHEMA_TYPE', (body) => (body['chapters'] = [{ questions: [{ weight: 'heavy' }] }])],
  ])('is refused with %s', (problem, edit) => {
    const body = { ...bodyOf(shipped) };
    edit(body);
    expect(unreadableInBody(check, body).map(({ path, code }) => `${path} ${code}`)).toContain(problem);
  });

  it.each<[string, unknown]>([
    ['deep', Array.from({ length: 30 }).reduce((inner) => [inner], 'x')],
    ['many values', Array.from({ length: 900 }, () => Array.from({ length: 900 }, () => 0))],
    ['a long list', Array.from({ length: 1_001 }, () => 0)],
    ['many fields', Object.fromEntries(Array.from({ length: 61 }, (_, i) => [`f${i}`, 0]))],
    ['a long text', 'x'.repeat(5_001)],
  ])('is refused without a closer look when it holds something too large: %s', (_what, source) => {
    expect(unreadableInBody(check, { ...bodyOf(shipped), source }).map(({ code }) => code)).toContain('MANUAL_TOO_LARGE');
  });

  it('says of one question what is wrong with it alone', () => {
    expect(unreadableInQuestion(check, { id: 'R1', help: null, colour: 'red' })).toEqual([
      { path: 'colour', code: 'SCHEMA_ADDITIONAL_PROPERTIES', message: 'This is not known here.' },
    ]);
  });
});

describe('the worst manual somebody could send', () => {
  const option = (id: string) => ({ id, text: { en: id }, value: 0 });
  const question = (id: string, more: object) => ({
    id,
    text: { en: id },
    why: { en: 'Why' },
    askedOf: ['supplier'],
    type: 'yes_no',
    counts: 'exposure',
    weight: 1,
    depth: 'core',
    options: [option('yes'), option('no')],
    ...more,
  });
  const body = (questions: unknown[], more: object = {}) => ({
    id: 'worst',
    version: '1.0.0',
    source: 'x',
    edition: 'x',
    year: 2026,
    licence: 'x',
    baseLanguage: 'en',
    languages: [{ code: 'en', dir: 'ltr' }],
    title: { en: 'Worst' },
    chapters: [{ id: 'one', number: 0, title: { en: 'One' }, intro: { en: 'One' }, questions }],
    contradictions: [],
    ...more,
  });
  const flags = (id: string, when: string) =>
    Array.from({ length: 20 }, (_, i) => ({ id: `${id}.f${i}`, when: `${when} && ${i}.0 < 99.0`, severity: 'minor', zeroTolerance: false, action: 'x', text: { en: 'x' } }));
  const all = Array.from({ length: 1_000 }, (_, i) => `Q${i}`);
  const long = (i: number, reads = 80) => all.slice(Math.max(0, i - reads), i).map((id) => `answers.${id} == 'yes'`).join(' && ') || 'true';
  const multiple = Array.from({ length: 12 }, (_, i) => option(`o${i}`));

  it.each<[string, unknown]>([
    ['every question reads the eleven before it', body(all.map((id, i) => question(id, { visible: long(i, 11) })))],
    ['questions read one another in circles', body(all.map((id, i) => question(id, { visible: long((i * 37) % 1_000, 11) })))],
    ['as many red flags as there may be', body(all.slice(0, 240).map((id, i) => question(id, { redFlags: flags(id, long(Math.min(i, 1))) })))],
    [
      'conditions over many choices',
      body([
        ...all.slice(0, 10).map((id) => question(id, { type: 'multiple', options: multiple })),
        ...all.slice(10, 600).map((id) => question(id, { visible: multiple.map((one) => `'${one.id}' in answers.Q1`).join(' || ') })),
      ]),
    ],
    ['deep brackets', body(all.slice(0, 148).map((id, i) => question(id, { visible: `${'('.repeat(990)}true && ${i}.0 < 1.0${')'.repeat(990)}` })))],
    ['faults everywhere', body(all.map((id) => question(id, { options: Array.from({ length: 30 }, () => ({ id: '', text: {} })), ilo: [99, 98], visible: 'x y z' })))],
    ['long contradictions', body([question('Q1', {})], { contradictions: Array.from({ length: 100 }, (_, i) => ({ id: `c${i}`, when: long(1_000), text: { en: 'x' } })) })],
  ])('does not keep a server busy: %s', (_what, worst) => {
    // About 0.3 s where nothing else runs; the limit tells a manual that hangs from a machine that is slow.
    const begun = process.cpuUsage();
    checkManualBody(check, worst as ManualBody, []);
    const { user, system } = process.cpuUsage(begun);
    const ms = (user + system) / 1_000;
    expect(ms).toBeLessThan(5_000);
  });
});
