import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS, { type CellValue, type Workbook, type Worksheet } from 'exceljs';
import type { Response } from 'supertest';
import { badSpreadsheets } from '../support/bad-spreadsheets.js';
import { api, choose, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('offline-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** supertest does not keep the body of a file by itself. */
const asBuffer = (response: NodeJS.ReadableStream, done: (error: Error | null, body: Buffer) => void): void => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
};

const download = async (link: string, language = 'en'): Promise<Buffer> => {
  const answer = await rounds
    .respond(link)
    .get(api(`/respond/form.xlsx?language=${language}`))
    .buffer(true)
    .parse(asBuffer as never);
  expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, XLSX, 'no-store']);
  expect(answer.headers['content-disposition']).toBe('attachment; filename="questionnaire.xlsx"');
  return answer.body as Buffer;
};

const send = (link: string, content: Buffer, fields: Readonly<Record<string, string>> = {}) => {
  const request = rounds.respond(link).post(api('/respond/form'));
  for (const [field, value] of Object.entries(fields)) request.field(field, value);
  return request.attach('file', content, 'filled in.xlsx');
};

/** A machine that many tests share may need longer than the deadline that guards a server. */
const upload = async (link: string, content: Buffer, fields: Readonly<Record<string, string>> = {}): Promise<Response> => {
  for (;;) {
    const answer = await send(link, content, fields);
    if (answer.body.code !== 'SPREADSHEET_TIMEOUT') return answer;
  }
};

const open = async (content: Buffer): Promise<Workbook> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(content as never);
  return workbook;
};

const keyed = (workbook: Workbook, key: string): { sheet: Worksheet; row: number } => {
  for (const sheet of workbook.worksheets.filter(({ state }) => state === 'visible')) {
    const row = sheet.getColumn(1).values.findIndex((value) => value === key);
    if (row > 0) return { sheet, row };
  }
  throw new Error(`no row ${key}`);
};

/** Types into cells as a person does: styles, protection and lists stay. Keys are rows, or rows with a column. */
const fillIn = async (content: Buffer, cells: Readonly<Record<string, CellValue>>): Promise<Buffer> => {
  const workbook = await open(content);
  for (const [at, value] of Object.entries(cells)) {
    const [key = '', column = 'C'] = at.split('@');
    const { sheet, row } = keyed(workbook, key);
    sheet.getCell(`${column}${row}`).value = value;
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
};

interface Line {
  readonly question: string;
  readonly outcome: string;
  readonly place: string;
  readonly problems: readonly { readonly place: string; readonly code: string }[];
  readonly yours: object | null;
  readonly theirs: object | null;
}

const lineOf = ({ body }: Response, question: string): Line => {
  const line = (body.questions as Line[]).find((one) => one.question === question);
  if (line === undefined) throw new Error(`the report says nothing of ${question}`);
  return line;
};

const outcomes = (response: Response, ...questions: readonly string[]): string[] =>
  questions.map((question) => `${question} ${lineOf(response, question).outcome}`);

const stored = async ({ id }: Round): Promise<Readonly<Record<string, unknown>>> =>
  Object.fromEntries(
    (await rounds.rows('SELECT question_id, state, value FROM answer WHERE assessment_id = $1', [id])).map((row) => [
      String(row['question_id']),
      row['state'] === 'unknown' ? 'unknown' : row['value'],
    ]),
  );

describe('the form', () => {
  it('has lists to choose from, cells that cannot be changed by accident, and runs from right to left where the language does', async () => {
    const { link } = await rounds.open();
    const workbook = await open(await download(link, 'ur'));
    const { sheet, row } = keyed(workbook, 'R3');
    expect(sheet.views[0]).toMatchObject({ rightToLeft: true });
    expect((sheet as unknown as { sheetProtection: { sheet: boolean } }).sheetProtection.sheet).toBe(true);
    expect(sheet.getCell(`C${row}`).protection).toMatchObject({ locked: false });
    expect(sheet.getCell(`A${row}`).protection?.locked ?? true).toBe(true);
    const rule = sheet.getCell(`C${row}`).dataValidation;
    expect(rule).toMatchObject({ type: 'list' });
    expect(sheet.getCell(`B${row}`).note).toBeDefined();
    expect(workbook.worksheets.map(({ state }) => state)).toContain('hidden');
    expect(JSON.stringify(workbook.worksheets[0]?.getColumn(1).values)).toContain('offline-buyer');
  });

  it('is there for the officer too, and for nobody from elsewhere', async () => {
    const { id, link } = await rounds.open();
    const path = api(`/assessments/${id}/form.xlsx?language=ru`);
    const own = await rounds
      .officer()
      .get(path)
      .buffer(true)
      .parse(asBuffer as never);
    expect(own.status).toBe(200);
    expect(keyed(await open(own.body as Buffer), 'R3').sheet.getCell('B1').value).toBe('Вопрос');
    expect((await world.as(link).get(path)).status).toBe(403);
    const stranger = await world.signUp('offline-stranger');
    expect((await world.as(stranger.token).get(path)).status).toBe(404);
  });
});

describe('an uploaded form', () => {
  it('is taken cell by cell: what is right is saved, what is not is named at its cell', async () => {
    const round = await rounds.open();
    const form = await fillIn(await download(round.link, 'ru'), {
      R3: 'Yes',
      'R3@D': 'Two agencies.',
      R4: 'Мы не знаем',
      R2: 'about ten',
      P1: 'Example Ltd, 12345',
      'P3/total': '1 200',
      'P3/migrant': 30,
      'P3/temporary': '0',
      'P3/agency': '12',
      'P3/self_employed': 0,
      'P3/under_18': '0',
    });
    const tried = await upload(round.link, form, { dryRun: 'true' });
    expect([tried.status, tried.body.dryRun, tried.body.counts.saved]).toEqual([200, true, 4]);
    expect(await stored(round)).toEqual({});
    const taken = await upload(round.link, form);
    expect([taken.status, taken.body.problems]).toEqual([200, []]);
    expect(outcomes(taken, 'R3', 'R4', 'P1', 'P3', 'R2', 'R5')).toEqual([
      'R3 saved',
      'R4 saved',
      'P1 saved',
      'P3 saved',
      'R2 invalid',
      'R5 blank',
    ]);
    expect(lineOf(taken, 'R2').problems).toEqual([
      { place: lineOf(taken, 'R2').place, code: 'NUMBER_UNREADABLE', message: expect.any(String) },
    ]);
    expect(await stored(round)).toMatchObject({
      R3: 'yes',
      R4: 'unknown',
      P3: { total: 1200, migrant: 30, temporary: 0, agency: 12, self_employed: 0, under_18: 0 },
    });
    const read = await rounds.respond(round.link).get(api('/respond'));
    expect((read.body.answers as { question: string }[]).find(({ question }) => question === 'P1')).toMatchObject({
      value: 'Example Ltd, 12345',
    });
    const again = await upload(round.link, form);
    expect(outcomes(again, 'R3', 'P3', 'P1')).toEqual(['R3 unchanged', 'P3 unchanged', 'P1 unchanged']);
    expect(again.body.counts.saved).toBeUndefined();
  });

  it('never overwrites what was answered online since, unless it is told to', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('R3', 'no'), choose('R5', 'no')]);
    const form = await fillIn(await download(round.link), { R3: 'Yes', R4: 'We do not know' });
    await rounds.save(round.link, [
      { ...choose('R3', undefined, 1), state: 'unknown' },
      choose('R4', 'none'),
      { ...choose('R5', 'yes', 1) },
    ]);
    const first = await upload(round.link, form);
    expect(outcomes(first, 'R3', 'R4', 'R5')).toEqual(['R3 conflict', 'R4 conflict', 'R5 unchanged']);
    expect(lineOf(first, 'R3')).toMatchObject({
      yours: { state: 'answered', value: 'yes', comment: null },
      theirs: { state: 'unknown', value: null, byName: 'Rahim Example', version: 2 },
    });
    expect(await stored(round)).toMatchObject({ R3: 'unknown', R4: 'none', R5: 'yes' });
    const second = await upload(round.link, form, { overwrite: 'R3' });
    expect(outcomes(second, 'R3', 'R4')).toEqual(['R3 saved', 'R4 conflict']);
    expect(await stored(round)).toMatchObject({ R3: 'yes', R4: 'none', R5: 'yes' });
  });

  it('keeps what is not asked after all, and deletes nothing where a cell was emptied', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('R5', 'yes')]);
    const form = await fillIn(await download(round.link), { R2: '0', R3: 'No', R5: null, R9: 'We do not know' });
    const taken = await upload(round.link, form);
    expect(outcomes(taken, 'R2', 'R3', 'R9', 'R10')).toEqual(['R2 saved', 'R3 saved', 'R9 hidden', 'R10 not_asked']);
    expect(lineOf(taken, 'R5')).toMatchObject({ outcome: 'unchanged', problems: [{ code: 'ANSWER_KEPT' }] });
    expect(await stored(round)).toMatchObject({ R5: 'yes', R9: 'unknown' });
    const { body } = await rounds.respond(round.link).get(api('/respond'));
    const questions = (body.questionnaire.chapters as { questions: { id: string; visible: boolean }[] }[]).flatMap(
      (chapter) => chapter.questions,
    );
    expect(questions.find(({ id }) => id === 'R9')?.visible).toBe(false);
  });

  it('is taken once nothing was submitted, and then only where it was sent back', async () => {
    const round = await rounds.open();
    await rounds.complete(round.link, { R3: 'yes', R5: 'no' });
    const early = await fillIn(await download(round.link), { R3: 'No' });
    const refused = await upload(round.link, early);
    expect([refused.status, refused.body.code]).toEqual([409, 'ASSESSMENT_READ_ONLY']);
    const returned = await rounds
      .officer()
      .post(api(`/assessments/${round.id}/return`))
      .send({ questions: [{ question: 'R3', decision: 'returned', comment: 'Please look again.' }] });
    if (returned.status !== 200) throw new Error(JSON.stringify(returned.body));
    const form = await download(round.link);
    const { sheet, row } = keyed(await open(form), 'R3');
    expect(sheet.getCell(`E${row}`).value).toContain('Please look again.');
    const taken = await upload(round.link, await fillIn(form, { R3: 'No', R5: 'Yes' }));
    expect(outcomes(taken, 'R3', 'R5')).toEqual(['R3 saved', 'R5 read_only']);
  });

  it('of a delegate holds and takes their part alone, and tells nothing of the others', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [{ ...choose('R3', 'yes'), comment: 'Ask Ms Periwinkle' }]);
    const handed = await rounds
      .respond(round.link)
      .post(api('/respond/delegations'))
      .send({ email: 'colleague@offline.example', name: 'Nadia Example', language: 'en', chapters: ['strategy'] });
    expect(handed.status).toBe(201);
    const link = await world.linkTo('colleague@offline.example');
    const own = await open(await download(link));
    expect(() => keyed(own, 'R3')).toThrow('no row R3');
    expect(keyed(own, 'S1').row).toBeGreaterThan(1);
    const whole = await fillIn(await download(round.link), { R3: 'No', S1: 'We do not know' });
    const taken = await upload(link, whole, { overwrite: 'R3' });
    expect(outcomes(taken, 'R3', 'S1')).toEqual(['R3 not_yours', 'S1 saved']);
    expect(taken.text).not.toContain('Periwinkle');
    expect(await stored(round)).toMatchObject({ R3: 'yes', S1: 'unknown' });
  });

  it('is refused as a whole when it is not a form of this link', async () => {
    const [one, other] = [await rounds.open(), await rounds.open()];
    const form = await fillIn(await download(other.link), { R3: 'Yes' });
    const wrong = await upload(one.link, form);
    expect([wrong.status, wrong.body.code]).toEqual([409, 'FORM_OF_ANOTHER_ASSESSMENT']);
    const plain = new ExcelJS.Workbook();
    plain.addWorksheet('Sheet1').addRow(['R3', 'Yes']);
    const unknown = await upload(one.link, Buffer.from(await plain.xlsx.writeBuffer()));
    expect([unknown.status, unknown.body.code]).toEqual([400, 'FORM_UNKNOWN']);
    const none = await rounds.respond(one.link).post(api('/respond/form')).field('dryRun', 'true');
    expect([none.status, none.body.code]).toEqual([400, 'FILE_MISSING']);
    expect((await upload(one.link, form, { dryRun: 'maybe' })).body.code).toBe('VALIDATION_FAILED');
    expect((await rounds.respond(one.link).post(api('/respond/form')).send({})).status).toBe(415);
    expect(await stored(one)).toEqual({});
  });

  it('that is hostile or broken is refused, and nothing is stored', async () => {
    const round = await rounds.open();
    // The reader is tested with all of them; here every third shows that it stands before the form.
    const bad = badSpreadsheets().filter((_, i) => i % 3 === 0);
    expect(bad.length).toBeGreaterThan(15);
    for (const { name, content, code } of bad) {
      const answer = await send(round.link, content);
      expect([
        name,
        [400, 413].includes(answer.status),
        [code, 'FILE_TOO_LARGE', 'SPREADSHEET_TIMEOUT'].includes(answer.body.code as string),
      ]).toEqual([name, true, true]);
    }
    expect(await stored(round)).toEqual({});
  }, 240_000);

  it('from several people at once loses no answer', async () => {
    const round = await rounds.open();
    const form = await download(round.link);
    const [one, two] = [await fillIn(form, { R3: 'Yes' }), await fillIn(form, { R5: 'Yes' })];
    const answers = await Promise.all([upload(round.link, one), upload(round.link, two), upload(round.link, one)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stored(round)).toMatchObject({ R3: 'yes', R5: 'yes' });
  });
});
