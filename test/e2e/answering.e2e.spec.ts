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
        version: 1,
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
