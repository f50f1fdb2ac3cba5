import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import type { Manual } from '../../src/domain/manual/manual.js';
import { manualToSheets } from '../../src/domain/manual/sheets/manual-to-sheets.js';
import type { WorkbookSpec } from '../../src/domain/spreadsheet/sheet-spec.js';
import { writeWorkbook } from '../../src/platform/spreadsheet/write-workbook.js';
import { badSpreadsheets } from '../support/bad-spreadsheets.js';
import { api } from '../support/rounds.js';
import { bytesOf, realisticSaq, saqQuestion, saqSheet, saqWorkbook } from '../support/saq-workbooks.js';
import { readShipped } from '../support/shipped.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let officer: SignedIn;
let stranger: SignedIn;
let shipped: Manual;

beforeAll(async () => {
  world = await World.start();
  officer = await world.join(await world.signUp('importing-buyer'), 'officer');
  stranger = await world.signUp('importing-stranger');
  shipped = (await readShipped()).manual;
});
afterAll(() => world?.stop());

const send = (content: Buffer, fields: Record<string, string> = {}, name = 'file.xlsx', who = officer) => {
  const request = world.as(who.token).post(api('/manual-imports'));
  for (const [field, value] of Object.entries(fields)) void request.field(field, value);
  return request.attach('file', content, name);
};
const get = (path: string, who = officer) => world.as(who.token).get(api(path));
const download = async (path: string, who = officer): Promise<Buffer> => {
  const collect = (response: Response, done: (error: Error | null, body: Buffer) => void): void => {
    const chunks: Buffer[] = [];
    const stream = response as unknown as NodeJS.ReadableStream;
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => done(null, Buffer.concat(chunks)));
  };
  const answer = await get(path, who)
    .buffer(true)
    .parse(collect as never)
    .expect(200);
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[a-z0-9.-]+\.xlsx"$/);
  return answer.body as Buffer;
};
const publish = (id: string, revision: number, body: object = {}) =>
  world
    .as(officer.token)
    .post(api(`/manual-drafts/${id}/publish`))
    .send({ revision, ...body });
const codes = ({ body }: Response): string[] => (body as { problems: { code: string }[] }).problems.map(({ code }) => code);
const stored = async (): Promise<number> =>
  Number((await world.admin.query('SELECT count(*) FROM tenant_manual WHERE tenant_id = $1', [officer.tenantId])).rows[0].count);
const events = async (): Promise<number> =>
  Number((await world.admin.query('SELECT count(*) FROM audit_event WHERE tenant_id = $1', [officer.tenantId])).rows[0].count);

/** The cells of the exported manual, one of them another. */
const changed = (manual: Manual, from: string, to: string): Promise<Buffer> => {
  const spec = manualToSheets(manual);
  const swap = (cell: unknown): unknown => {
    if (typeof cell !== 'object' || cell === null || !('value' in cell)) return cell === from ? to : cell;
    return cell.value === from ? { ...cell, value: to } : cell;
  };
  return writeWorkbook({
    ...spec,
    sheets: spec.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map((row) => row.map(swap)) })),
  } as WorkbookSpec);
};

describe('a manual of the project', () => {
  let draft: string;

  it('is exported, tried without storing anything, and imported under a name of one’s own with its languages and reviews', async () => {
    const workbook = await download('/manuals/heuni/versions/1.1.0/export.xlsx');
    const [before, told] = [await stored(), await events()];
    const trial = await send(workbook, { id: 'ours', version: '1.2.0', dryRun: 'true' }).expect(200);
    expect(trial.body).toMatchObject({ format: 'plumbline-xlsx', chapters: 7, questions: 71, options: 276, conditions: 14, problems: [] });
    expect(trial.body).toMatchObject({ dryRun: true, manual: 'ours', version: '1.2.0', family: 'heuni', draft: null });
    expect([await stored(), await events()]).toEqual([before, told]);

    const real = await send(workbook, { id: 'ours', version: '1.2.0' }).expect(200);
    expect(real.body).toMatchObject({ problems: [], dryRun: false, manual: 'ours', version: '1.2.0', draft: expect.any(String) });
    draft = (real.body as { draft: string }).draft;
    const { body } = await get(`/manual-drafts/${draft}`).expect(200);
    expect(body).toMatchObject({ manual: 'ours', basedOn: { id: 'heuni', version: '1.1.0' } });
    const { languages } = (body as { content: Manual }).content;
    expect(languages.filter(({ reviewed }) => !reviewed).map(({ code }) => code)).toEqual(['bn', 'tk', 'ur', 'vi', 'zh']);
    expect(languages.find(({ code }) => code === 'ur')).toMatchObject({ dir: 'rtl' });
    expect((await get(`/manual-drafts/${draft}/diff`).expect(200)).body).toMatchObject({ items: [], counts: {} });
  }, 60_000);

  it('has the same hash when it is exported, imported and published again', async () => {
    const first = await publish(draft, 1).expect(200);
    const { sha256 } = first.body as { sha256: string };
    const workbook = await download('/manuals/ours/versions/1.2.0/export.xlsx');
    const again = await send(workbook, {}, 'ours.xlsx', stranger).expect(200);
    expect(again.body).toMatchObject({ problems: [], manual: 'ours', version: '1.2.0', family: 'heuni' });
    const { draft: copied } = again.body as { draft: string };
    const published = await world
      .as(stranger.token)
      .post(api(`/manual-drafts/${copied}/publish`))
      .send({ revision: 1 })
      .expect(200);
    expect(published.body).toMatchObject({ sha256 });
  }, 60_000);

  it('is refused under the name of a shipped manual or of a version that is there, along with what is wrong inside', async () => {
    const workbook = await changed(shipped, 'S1', 'S 1');
    expect(codes(await send(workbook).expect(200))).toEqual(expect.arrayContaining(['SCHEMA_PATTERN', 'MANUAL_ID_TAKEN']));
    const taken = await send(await download('/manuals/ours/versions/1.2.0/export.xlsx'));
    expect(taken.body).toMatchObject({ problems: [{ place: 'version', code: 'VERSION_TAKEN' }], draft: null });
    expect(codes(await send(workbook, { id: 'ours-too', title: 'Ours', language: 'en' }))).toEqual(
      expect.arrayContaining(['FIELD_NOT_USED', 'FIELD_NOT_USED']),
    );
  }, 60_000);

  it('tells every problem at its cell and stores nothing', async () => {
    const question = shipped.chapters[1]?.questions[0];
    if (question === undefined) throw new Error('the shipped manual has a question');
    const before = await stored();
    const answer = await send(await changed(shipped, question.why['en'] ?? '', ''), { id: 'faulty' }, 'faulty.xlsx').expect(200);
    expect(answer.body).toMatchObject({ questions: 71, draft: null, manual: null });
    const { problems } = answer.body as { problems: { place: string; code: string }[] };
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place).toMatch(/^faulty\.xlsx '1 .*'![A-Z]+\d+$/);
    expect(await stored()).toBe(before);
  }, 60_000);

  it('asks to confirm a new wording of a shipped question before it is published', async () => {
    const text = shipped.chapters[0]?.questions[0]?.text['en'] ?? '';
    const answer = await send(await changed(shipped, text, `${text} Tell us all.`), { id: 'reworded', version: '2.0.0' }).expect(200);
    const { draft: id } = answer.body as { draft: string };
    expect((await publish(id, 1)).body).toMatchObject({ code: 'WORDING_UNCONFIRMED' });
  }, 60_000);

  it('takes the place of a draft only if its revision is named', async () => {
    const workbook = await writeWorkbook(manualToSheets(shipped));
    const first = await send(workbook, { id: 'again', version: '3.0.0' }).expect(200);
    const { draft: id } = first.body as { draft: string };
    expect(codes(await send(workbook, { id: 'again', version: '3.0.0' }))).toEqual(['DRAFT_EXISTS']);
    expect(codes(await send(workbook, { id: 'again', version: '3.0.0', revision: '7' }))).toEqual(['VERSION_CONFLICT']);
    const replaced = await send(workbook, { id: 'again', version: '3.1.0', revision: '1' }).expect(200);
    expect(replaced.body).toMatchObject({ problems: [], draft: id, version: '3.1.0' });
    expect((await get(`/manual-drafts/${id}`)).body).toMatchObject({ revision: 2, version: '3.1.0' });
  }, 60_000);

  it('can be edited as a workbook while it is a draft, and sent as JSON', async () => {
    const made = await send(Buffer.from(JSON.stringify(shipped)), { id: 'written' }, 'manual.json').expect(200);
    expect(made.body).toMatchObject({ format: 'json', problems: [], manual: 'written', version: '1.1.0' });
    const workbook = await download(`/manual-drafts/${(made.body as { draft: string }).draft}/export.xlsx`);
    expect((await send(workbook, { dryRun: 'true', revision: '1' })).body).toMatchObject({
      problems: [],
      manual: 'written',
      version: '1.1.0',
    });
  }, 60_000);
});

describe('a spreadsheet questionnaire', () => {
  it('becomes a draft, and sent again the next draft of the same family with the same questions', async () => {
    const content = await bytesOf(realisticSaq());
    const first = await send(content, { id: 'mills', title: 'Mills' }, 'Ginning.xlsx').expect(200);
    expect(first.body).toMatchObject({ format: 'saq-xlsx', chapters: 2, questions: 10, options: 16, conditions: 5, languages: ['en'] });
    expect(first.body).toMatchObject({ problems: [], manual: 'mills', version: '1.0.0', family: 'mills' });
    expect((first.body as { oddities: unknown[] }).oddities.length).toBeGreaterThan(5);
    const { draft: id } = first.body as { draft: string };
    const { body } = await get(`/manual-drafts/${id}`);
    const { content: manual } = body as { content: Manual };
    const raised = {
      ...manual,
      chapters: manual.chapters.map((chapter, c) => ({
        ...chapter,
        questions: chapter.questions.map((question, q) => (c + q === 0 ? { ...question, meaning: 3 } : question)),
      })),
    };
    await world
      .as(officer.token)
      .put(api(`/manual-drafts/${id}`))
      .send({ revision: 1, manual: raised })
      .expect(200);
    await publish(id, 2).expect(200);

    const second = await send(content, { id: 'mills', title: 'Mills' }, 'Ginning.xlsx').expect(200);
    expect(second.body).toMatchObject({ problems: [], manual: 'mills', version: '1.1.0', family: 'mills' });
    const next = await get(`/manual-drafts/${(second.body as { draft: string }).draft}`);
    const again = (next.body as { content: Manual }).content;
    const ids = (one: Manual): unknown => one.chapters.map(({ questions }) => questions.map((question) => [question.id, question.meaning]));
    expect(ids(again)).toEqual(ids(raised));
  }, 60_000);

  it('with faults is told of cell by cell and not stored', async () => {
    const lines = saqQuestion({ index: 1, question: 'Are there agencies?', type: 'Boolean' }, [
      { option: 'Yes', goTo: '9' },
      { option: 'No' },
    ]);
    const before = await stored();
    const answer = await send(await bytesOf(saqWorkbook(saqSheet('Labor', lines))), {}, 'labor.xlsx').expect(200);
    expect(answer.body).toMatchObject({
      questions: 1,
      problems: [{ place: "labor.xlsx 'Labor'!H2", code: 'SAQ_JUMP_NOWHERE' }],
      draft: null,
    });
    expect(await stored()).toBe(before);
  });
});

describe('whatever else is sent', () => {
  it('is one problem and nothing stored', async () => {
    const before = await stored();
    // The reader is tested with all of them; here every third shows that it stands before the import.
    const bad = badSpreadsheets().filter(({ content: { length } }, i) => length < 1_000_000 && i % 3 === 1);
    for (const { content, code, name } of bad) {
      const answer = await send(content, { id: 'bad' });
      expect([name, answer.status, codes(answer)]).toEqual([name, 200, [code]]);
    }
    expect(await stored()).toBe(before);
  }, 120_000);

  it('is refused where the form itself is wrong', async () => {
    expect((await world.as(officer.token).post(api('/manual-imports')).field('dryRun', 'true')).body).toMatchObject({
      code: 'FILE_MISSING',
    });
    expect((await send(Buffer.from('x'), { version: 'one' })).body).toMatchObject({
      code: 'VALIDATION_FAILED',
      problems: [{ path: 'version' }],
    });
    expect((await send(Buffer.from('x'), { colour: 'red' })).body).toMatchObject({ problems: [{ path: 'colour', code: 'UNKNOWN_FIELD' }] });
    expect((await send(Buffer.alloc(11 * 1024 * 1024))).status).toBe(413);
  });
});

describe('other organisations and roles', () => {
  it('neither see nor export a draft, and auditors import nothing', async () => {
    const made = await send(await bytesOf(realisticSaq()), { id: 'secret' }).expect(200);
    const { draft: id } = made.body as { draft: string };
    await get(`/manual-drafts/${id}/export.xlsx`, stranger).expect(404);
    await get('/manuals/mills/versions/1.0.0/export.xlsx', stranger).expect(404);
    const same = await send(await bytesOf(realisticSaq()), { id: 'secret', dryRun: 'true' }, 'x.xlsx', stranger).expect(200);
    expect(same.body).toMatchObject({ problems: [], version: '1.0.0' });
    const auditor = await world.join(stranger, 'auditor');
    await send(await bytesOf(realisticSaq()), {}, 'x.xlsx', auditor).expect(403);
  }, 60_000);
});
