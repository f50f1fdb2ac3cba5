import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemOf, type RespondentActor } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { answerMissing } from '../support/assessed-sites.js';
import { api, choose, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('threads-buyer');
  rounds = new Rounds(world, buyer);
});

afterAll(() => world.stop());

interface Entry {
  readonly question: string;
  readonly kind: string;
  readonly text: string | null;
  readonly round: number;
  readonly forSupplier: boolean;
  readonly by: { readonly kind: string; readonly id: string | null; readonly name: string | null };
}

const comment = (id: string, body: object) =>
  rounds
    .officer()
    .post(api(`/assessments/${id}/comments`))
    .send(body);
const reply = (link: string, question: string, text: string) =>
  rounds
    .respond(link)
    .post(api(`/respond/threads/${question}`))
    .send({ text });
const giveBack = (id: string, questions: readonly object[]) =>
  rounds
    .officer()
    .post(api(`/assessments/${id}/return`))
    .send({ questions });
const threads = async (id: string, query = ''): Promise<{ items: Entry[]; next: string | null }> =>
  (await rounds.officer().get(api(`/assessments/${id}/threads${query}`))).body as { items: Entry[]; next: string | null };
const shown = async (link: string) =>
  (await rounds.respond(link).get(api('/respond'))).body.threads as { question: string; entries: Entry[] }[];
const versionOf = async (link: string, question: string): Promise<number> => {
  const { answers } = (await rounds.respond(link).get(api('/respond'))).body as { answers: { question: string; version: number }[] };
  return answers.find((answer) => answer.question === question)?.version ?? 0;
};

describe('the thread of an answer', () => {
  let round: Round;
  beforeAll(async () => {
    round = await rounds.open();
    await rounds.complete(round.link, { R3: 'no', R4: 'none' });
  });

  it('is nothing to a supplier to whom nothing was said, whatever we note among ourselves', async () => {
    const before = await reply(round.link, 'R3', 'Hello?');
    const noted = await comment(round.id, { question: 'R3', text: 'Their neighbour says otherwise.', forSupplier: false });
    expect([noted.status, noted.body.forSupplier, noted.body.by.name]).toEqual([201, false, 'Admin of threads-buyer']);
    const after = await reply(round.link, 'R3', 'Hello?');
    expect([before.status, before.body.code]).toEqual([404, 'THREAD_NOT_FOUND']);
    expect({ ...after.body, instance: null }).toEqual({ ...before.body, instance: null });
    expect(await shown(round.link)).toEqual([]);
  });

  it('takes a comment without a decision, and the reply of the supplier', async () => {
    const asked = await comment(round.id, { question: 'R3', text: 'Since when has nobody come through an agency?', forSupplier: true });
    expect([asked.status, asked.body.kind, asked.body.round]).toEqual([201, 'comment', 1]);
    expect((await rounds.officer().get(api(`/assessments/${round.id}`))).body.state).toBe('submitted');
    const replied = await reply(round.link, 'R3', 'Since March.');
    expect([replied.status, replied.body.kind, replied.body.by]).toEqual([
      201,
      'reply',
      { kind: 'contact', id: round.contactIds[0], name: 'Rahim Example' },
    ]);
    expect(replied.body).not.toHaveProperty('forSupplier');
    const [thread, ...others] = await shown(round.link);
    expect(others).toEqual([]);
    expect(thread?.question).toBe('R3');
    expect(thread?.entries.map(({ kind, text, by }) => [kind, text, by.kind, by.name])).toEqual([
      ['comment', 'Since when has nobody come through an agency?', 'person', null],
      ['reply', 'Since March.', 'contact', 'Rahim Example'],
    ]);
    expect(thread?.entries[0]?.by.id).toBeNull();
  });

  it('goes on with every return and acceptance, and is kept', async () => {
    const returned = await giveBack(round.id, [
      { question: 'R3', decision: 'returned', comment: 'And the crew of last summer?' },
      { question: 'R4', decision: 'accepted', comment: 'Plausible for this trade.' },
    ]);
    expect(returned.status).toBe(200);
    expect((await reply(round.link, 'R3', 'They came on their own.')).status).toBe(201);
    await rounds.save(round.link, [choose('R3', 'yes', await versionOf(round.link, 'R3'))]);
    await answerMissing(world, round.link);
    expect((await rounds.submit(round.link)).status).toBe(200);
    await rounds.accept(round.id, [{ question: 'R3', decision: 'accepted', comment: 'Now it fits.' }]);
    const all = (await threads(round.id)).items.reverse();
    expect(
      all.map(({ question, kind, round: number, forSupplier }) => `${question} ${kind} ${number} ${forSupplier ? 'shown' : 'ours'}`),
    ).toEqual([
      'R3 comment 1 ours',
      'R3 comment 1 shown',
      'R3 reply 1 shown',
      'R3 returned 1 shown',
      'R4 accepted 1 ours',
      'R3 reply 1 shown',
      'R3 accepted 2 ours',
    ]);
    const text = JSON.stringify(await shown(round.link));
    expect(text).toContain('And the crew of last summer?');
    expect(text).not.toMatch(/Plausible|Now it fits|neighbour/);
    expect((await reply(round.link, 'R3', 'One more thing.')).body.code).toBe('THREAD_CLOSED');
  });

  it('is read page by page, and by question', async () => {
    const first = await threads(round.id, '?limit=3');
    const second = await threads(round.id, `?limit=10&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 4, null]);
    expect((await threads(round.id, '?question=R4')).items.map(({ kind }) => kind)).toEqual(['accepted']);
  });

  it('hides our own notes in the database itself, and lets a supplier write replies alone', async () => {
    const actor = {
      kind: 'contact',
      tenantId: buyer.tenantId,
      supplierId: round.supplierId,
      contactId: round.contactIds[0],
      assessmentId: round.id,
    };
    const db = world.app.get(TenantDb);
    const asContact = <T>(sql: string) => db.transaction(actor as RespondentActor, (one) => one.query<T>(sql));
    expect(await asContact('SELECT DISTINCT shown FROM review_entry')).toEqual([{ shown: true }]);
    const all = await db.transaction(systemOf(buyer.tenantId), (one) => one.query<unknown[]>('SELECT DISTINCT shown FROM review_entry'));
    expect(all).toHaveLength(2);
    const insert = (kind: string, isShown: boolean) =>
      asContact(
        `INSERT INTO review_entry SELECT tenant_id, gen_random_uuid(), assessment_id, question_id, supplier_id, 1, '${kind}', ${String(isShown)}, '\\x00', '${kind === 'reply' ? 'contact' : 'person'}', by_id, now()
         FROM review_entry LIMIT 1`,
      );
    await expect(insert('comment', true)).rejects.toThrow('row-level security');
    await expect(asContact('UPDATE review_entry SET shown = true')).rejects.toThrow('permission denied');
    await expect(asContact('SELECT text_hash FROM submission_snapshot')).rejects.toThrow('permission denied');
  });

  it('refuses what makes no sense', async () => {
    expect((await comment(round.id, { question: 'ZZ', text: 'What?', forSupplier: true })).body.code).toBe('QUESTION_UNKNOWN');
    expect((await comment(round.id, { question: 'R3', text: '  ', forSupplier: true })).status).toBe(400);
    const own = await rounds.send([round.siteId], { audience: 'buyer' });
    const id = own.body.sent[0].assessmentId as string;
    expect((await comment(id, { question: 'R8', text: 'Who knows?', forSupplier: true })).body.code).toBe('ASSESSMENT_WITHOUT_RESPONDENT');
    expect((await comment(id, { question: 'R8', text: 'Ask purchasing.', forSupplier: false })).status).toBe(201);
    const cancelled = await rounds.open();
    await rounds.officer().post(api(`/assessments/${cancelled.id}/cancel`));
    expect((await comment(cancelled.id, { question: 'R3', text: 'Why?', forSupplier: true })).body.code).toBe('ASSESSMENT_CLOSED');
  });

  it('takes no more than 20 replies to a question before the next submission', async () => {
    const other = await rounds.open();
    await rounds.complete(other.link);
    await comment(other.id, { question: 'R3', text: 'Tell us more.', forSupplier: true });
    for (let i = 0; i < 20; i += 1) expect((await reply(other.link, 'R3', `Part ${i}`)).status).toBe(201);
    expect((await reply(other.link, 'R3', 'And more')).body.code).toBe('TOO_MANY_REPLIES');
  });
});

describe('the second submission', () => {
  it('shows what it says that the first did not: before, after, who and when', async () => {
    const round = await rounds.open();
    await rounds.complete(round.link, { P1: 'A private company with one works and a hostel.', R3: 'no', R4: 'none' });
    const changes = async (query = '') => (await rounds.officer().get(api(`/assessments/${round.id}/changes${query}`))).body;
    expect(await changes()).toMatchObject({ from: null, to: { round: 1 }, items: [] });
    await giveBack(round.id, [
      { question: 'P1', decision: 'returned', comment: 'Who owns it?' },
      { question: 'R3', decision: 'returned', comment: 'And the crew of last summer?' },
    ]);
    await rounds.save(round.link, [choose('P1', 'A private company of two brothers.', await versionOf(round.link, 'P1'))]);
    expect((await changes()).items).toEqual([]);
    await rounds.save(round.link, [choose('R3', 'yes', await versionOf(round.link, 'R3'))]);
    await answerMissing(world, round.link);
    await rounds.submit(round.link);
    const second = await changes('?since=return');
    expect([second.from.round, second.to.round]).toEqual([1, 2]);
    const items = second.items as { question: string; kind: string; before: unknown; after: unknown }[];
    expect(items.slice(0, 1)).toMatchObject([
      {
        question: 'P1',
        kind: 'changed',
        before: { value: 'A private company with one works and a hostel.' },
        after: { value: 'A private company of two brothers.', by: { kind: 'contact', name: 'Rahim Example' } },
      },
    ]);
    expect(items.find(({ question }) => question === 'R3')).toMatchObject({ before: { value: 'no' }, after: { value: 'yes' } });
    expect(items.filter(({ kind }) => kind === 'added').length).toBeGreaterThan(0);
    expect(items.map(({ question }) => question)).not.toContain('R4');
    await giveBack(round.id, [{ question: 'R3', decision: 'returned', comment: 'Which agency?' }]);
    await rounds.submit(round.link);
    expect((await changes()).items).toEqual([]);
    const sinceFirst = await changes('?since=first');
    expect([sinceFirst.from.round, sinceFirst.to.round, sinceFirst.items.length]).toEqual([1, 3, items.length]);
    const rows = await rounds.rows('SELECT text_sealed FROM submission_snapshot WHERE assessment_id = $1 AND question_id = $2', [
      round.id,
      'P1',
    ]);
    expect(rows.map((row) => String(row['text_sealed'])).join()).not.toContain('company');
  });
});

describe('the desk of a reviewer', () => {
  it('holds each answer with the earlier one, its files, its hints, its review and its thread', async () => {
    const round = await rounds.open();
    await rounds.complete(round.link, { P1: 'A private company with one works and a hostel.', R3: 'no', R4: 'none' });
    await rounds.accept(round.id, []);
    const again = await rounds.send([round.siteId]);
    const id = again.body.sent[0].assessmentId as string;
    const { rows: links } = await world.admin.query<{ id: string }>('SELECT id FROM assessment_link WHERE assessment_id = $1', [id]);
    expect(links).toHaveLength(1);
    await rounds
      .officer()
      .post(api(`/assessments/${id}/comments`))
      .send({ question: 'R3', text: 'Look at this one.', forSupplier: false });
    const desk = (await rounds.officer().get(api(`/assessments/${id}/review?language=ru`))).body;
    expect([desk.language, desk.state]).toEqual(['ru', 'sent']);
    const of = (question: string) => (desk.questions as { question: string }[]).find((one) => one.question === question);
    expect(of('P1')).toMatchObject({
      chapter: expect.any(String),
      type: 'text',
      visible: true,
      canRaiseRedFlag: false,
      answer: { origin: 'prefilled' },
      earlier: { value: 'A private company with one works and a hostel.', evidence: 'declared', from: 'assessment', otherMeaning: false },
      evidence: [],
      hints: [],
      review: null,
      thread: [],
    });
    expect(of('R3')).toMatchObject({ earlier: { value: 'no' }, thread: [{ text: 'Look at this one.', forSupplier: false }] });
    expect(of('W5')).toMatchObject({ canRaiseRedFlag: true });
    const first = (await rounds.officer().get(api(`/assessments/${round.id}/review`))).body;
    expect((first.questions as { earlier: unknown }[]).every(({ earlier }) => earlier === null)).toBe(true);
  });
});
