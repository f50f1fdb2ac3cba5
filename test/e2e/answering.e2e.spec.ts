import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerMissing } from '../support/assessed-sites.js';
import { api, choose, PNG, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('answered-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(async () => {
  await world.stop();
});

describe('answering', () => {
  it('saves all answers of a request or none', async () => {
    const { id, link } = await rounds.open();
    const refused = await rounds.save(link, [choose('R3', 'yes'), choose('R4', 'perhaps'), choose('Z9', 1), choose('R3', 'no')]);
    expect([refused.status, refused.body.code]).toEqual([400, 'ANSWERS_INVALID']);
    expect((refused.body.problems as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'answers.1.value ANSWER_OPTION',
      'answers.2.question QUESTION_UNKNOWN',
      'answers.3.question QUESTION_REPEATED',
    ]);
    expect(await rounds.rows('SELECT FROM answer WHERE assessment_id = $1', [id])).toHaveLength(0);
    const saved = await rounds.save(link, [choose('R3', 'yes'), { question: 'R4', state: 'unknown', version: 0 }]);
    expect(saved.status).toBe(200);
    expect(saved.body.answers).toEqual([
      { question: 'R3', version: 1 },
      { question: 'R4', version: 1 },
    ]);
    expect(saved.body.completeness.total.missing).not.toContain('R3');
    expect((await rounds.save(link, [{ ...choose('R5', 'no'), colour: 'red' }])).status).toBe(400);
  });

  it('refuses to overwrite what somebody else has written, and says what, by whom and when', async () => {
    const { link } = await rounds.open();
    expect((await rounds.save(link, [{ ...choose('R3', 'yes'), comment: 'Two agencies.' }])).status).toBe(200);
    const late = await rounds.save(link, [choose('R4', 'none'), choose('R3', 'no')]);
    expect([late.status, late.body.code]).toEqual([409, 'ANSWER_CONFLICT']);
    expect(late.body.problems).toEqual([
      {
        path: 'answers.1.version',
        code: 'ANSWER_CONFLICT',
        message: expect.any(String),
        question: 'R3',
        current: expect.objectContaining({
          value: 'yes',
          comment: 'Two agencies.',
          version: 1,
          updatedAt: expect.any(String),
          by: expect.objectContaining({ name: 'Rahim Example' }),
        }),
        refused: expect.objectContaining({ value: 'no', comment: null, by: expect.objectContaining({ name: 'Rahim Example' }) }),
      },
    ]);
    const { body } = await rounds.respond(link).get(api('/respond'));
    expect((body.answers as { question: string }[]).map(({ question }) => question)).toEqual(['R3']);
    expect((await rounds.save(link, [choose('R3', 'no', 1)])).body.answers).toEqual([{ question: 'R3', version: 2 }]);
  });

  it('lets exactly one of two simultaneous writers win', async () => {
    const { link } = await rounds.open();
    const both = await Promise.all([rounds.save(link, [choose('R3', 'yes')]), rounds.save(link, [choose('R3', 'no')])]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('keeps words sealed: they lie readable nowhere in the database', async () => {
    const { id, link } = await rounds.open();
    const words = 'Our owner is Kaleidoscope Holding';
    expect((await rounds.save(link, [{ ...choose('P1', words), comment: 'Ask Ms Periwinkle' }])).status).toBe(200);
    const { body } = await rounds.respond(link).get(api('/respond'));
    expect(body.answers[0]).toMatchObject({ question: 'P1', value: words, comment: 'Ask Ms Periwinkle' });
    const stored = await rounds.rows('SELECT value, encode(text_sealed, $2) AS words FROM answer WHERE assessment_id = $1', [id, 'escape']);
    expect(stored[0]?.['value']).toBeNull();
    expect(stored[0]?.['words']).not.toContain('Kaleidoscope');
    const trail = await rounds.rows(
      'SELECT coalesce(before::text, $2) || coalesce(after::text, $2) AS told FROM audit_event WHERE subject_id = $1',
      [id, ''],
    );
    expect(trail.map(({ told }) => told).join()).not.toMatch(/Kaleidoscope|Periwinkle/);
    expect(trail.map(({ told }) => told).join()).toContain('textHash');
  });

  it('keeps an answer that a gate hides, and leaves it out of what counts', async () => {
    const { id, siteId, link } = await rounds.open();
    await rounds.save(link, [choose('R3', 'yes'), choose('R4', 'none'), choose('C1', 'all_before')]);
    const closed = await rounds.save(link, [choose('R3', 'no', 1)]);
    expect(closed.body.visible).not.toContain('C1');
    await answerMissing(world, link);
    expect((await rounds.submit(link)).status).toBe(200);
    expect(await rounds.rows(`SELECT FROM answer WHERE assessment_id = $1 AND question_id = 'C1'`, [id])).toHaveLength(1);
    const counted = await rounds.rows('SELECT question_id, evidence, source FROM counted_answer WHERE site_id = $1', [siteId]);
    expect(counted.map((row) => row['question_id'])).not.toContain('C1');
    expect(counted.map((row) => row['question_id'])).toContain('R3');
    expect(new Set(counted.map((row) => `${String(row['evidence'])} ${String(row['source'])}`))).toEqual(
      new Set([`declared assessment:${id}`]),
    );
  });

  it('is submitted when it is complete, and can only be read then', async () => {
    const { id, link } = await rounds.open();
    const tooEarly = await rounds.submit(link);
    expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'ASSESSMENT_MOVE_ILLEGAL']);
    await rounds.save(link, [choose('R3', 'no')]);
    const incomplete = await rounds.submit(link);
    expect([incomplete.status, incomplete.body.code]).toEqual([400, 'ASSESSMENT_INCOMPLETE']);
    expect((incomplete.body.problems as { path: string }[]).map(({ path }) => path)).toContain('R4');
    await answerMissing(world, link);
    const file = await rounds.upload(link, PNG, 'proof.png');
    expect((await rounds.submit(link)).status).toBe(200);
    for (const refused of [
      await rounds.save(link, [choose('R3', 'yes', 1)]),
      await rounds.upload(link, PNG, 'late.png', { question: 'R4' }),
      await rounds.respond(link).delete(api(`/respond/evidence/${file.body.id}`)),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'ASSESSMENT_READ_ONLY']);
    }
    expect((await rounds.submit(link)).body.code).toBe('ASSESSMENT_MOVE_ILLEGAL');
    const { body } = await rounds.respond(link).get(api('/respond'));
    expect(body).toMatchObject({ state: 'submitted', readOnly: true });
    const detail = await rounds.officer().get(api(`/assessments/${id}`));
    expect(detail.body).toMatchObject({
      state: 'submitted',
      evidence: [{ name: 'proof.png', mediaType: 'image/png' }],
      links: [{ revokedAt: null }],
    });
  });
});

describe('evidence', () => {
  it('is what its bytes say, not what its name says', async () => {
    const { link } = await rounds.open();
    const program = await rounds.upload(link, Buffer.from('4d5a90000300000004000000ffff0000b8', 'hex'), 'policy.pdf');
    expect([program.status, program.body.code]).toEqual([415, 'FILE_TYPE_UNSUPPORTED']);
    const disguised = await rounds.upload(link, PNG, 'policy.pdf');
    expect([disguised.status, disguised.body.mediaType]).toEqual([201, 'image/png']);
    expect((await rounds.upload(link, Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), 'policy.bin')).body.mediaType).toBe('application/pdf');
    expect((await rounds.upload(link, Buffer.from('name;share\nДом;3\n'), 'list.csv')).body.mediaType).toBe('text/csv');
    expect((await rounds.upload(link, Buffer.from([0xff, 0xfe, 0x41, 0x00]), 'words.txt')).status).toBe(415);
    expect((await rounds.upload(link, Buffer.from('PK\u0003\u0004not a document'), 'book.xlsx')).status).toBe(415);
  });

  it('is refused over 10 MB, empty, without a file or beside a question that is not asked', async () => {
    const { link } = await rounds.open();
    const large = await rounds.upload(link, Buffer.alloc(10 * 1024 * 1024 + 1, 'a'), 'large.txt');
    expect([large.status, large.body.code]).toEqual([413, 'FILE_TOO_LARGE']);
    expect((await rounds.upload(link, Buffer.alloc(10 * 1024 * 1024, 'a'), 'just.txt')).status).toBe(201);
    expect((await rounds.upload(link, Buffer.alloc(0), 'empty.txt')).body.code).toBe('FILE_EMPTY');
    expect((await rounds.respond(link).post(api('/respond/evidence')).field('question', 'R3')).body.code).toBe('FILE_MISSING');
    expect((await rounds.respond(link).post(api('/respond/evidence')).send({ question: 'R3' })).status).toBe(415);
    expect((await rounds.upload(link, PNG, 'a.png', { question: 'Z9' })).body.code).toBe('QUESTION_UNKNOWN');
    expect((await rounds.upload(link, PNG, 'a.png', { question: 'R3', rule: 'nothing' })).body.code).toBe('EVIDENCE_RULE_UNKNOWN');
    expect((await rounds.upload(link, PNG, 'a.png', { question: 'R3', issuedOn: '2999-01-01' })).body.code).toBe('DATE_IN_FUTURE');
    expect((await rounds.upload(link, PNG, 'a.png', { question: 'R3', owner: 'me' })).body.code).toBe('VALIDATION_FAILED');
    expect((await rounds.upload(link, PNG, 'a.png', {})).body.code).toBe('VALIDATION_FAILED');
  });

  it('is kept once beside a question, comes back byte by byte, and its name is sealed', async () => {
    const { id, link } = await rounds.open();
    const name = 'Список работников «Alpha».png';
    const [first, again] = [await rounds.upload(link, PNG, name), await rounds.upload(link, PNG, 'copy.png')];
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({ name, size: PNG.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await rounds.respond(link).get(api('/respond/evidence'))).body.items).toHaveLength(1);
    const file = await rounds
      .respond(link)
      .get(api(`/respond/evidence/${first.body.id}`))
      .buffer(true);
    expect(Buffer.compare(file.body as Buffer, PNG)).toBe(0);
    expect(file.headers['content-disposition']).toContain(`attachment; filename*=UTF-8''${encodeURIComponent('Список')}`);
    expect(file.headers['x-content-type-options']).toBe('nosniff');
    const [stored] = await rounds.rows('SELECT encode(name_sealed, $2) AS name FROM evidence WHERE assessment_id = $1', [id, 'escape']);
    expect(stored?.['name']).not.toContain('Alpha');
    expect((await rounds.officer().get(api(`/assessments/${id}/evidence/${first.body.id}`))).status).toBe(200);
    expect((await rounds.respond(link).delete(api(`/respond/evidence/${first.body.id}`))).status).toBe(204);
    expect((await rounds.respond(link).get(api(`/respond/evidence/${first.body.id}`))).status).toBe(404);
    expect((await rounds.upload(link, PNG, name)).body.id).not.toBe(first.body.id);
  });
});
