import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '../../src/domain/shared/instant.js';
import { untilIdle } from '../../src/demo/idle.js';
import { api, choose, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

const REPORT = { title: 'Visit 12', author: 'Amina Auditor', date: '', noConflictOfInterest: true };

let world: World;
let buyer: SignedIn;
let second: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  REPORT.date = addDays(world.clock.today(), -20).slice(0, 10);
  buyer = await world.signUp('proof-buyer');
  second = await world.join(buyer, 'officer');
  rounds = new Rounds(world, buyer);
});

afterAll(() => world.stop());

const counted = async (siteId: string, question: string) => {
  const sql = 'SELECT evidence, dated::text FROM counted_answer WHERE site_id = $1 AND question_id = $2 ORDER BY id DESC LIMIT 1';
  const [row] = await rounds.rows(sql, [siteId, question]);
  return `${String(row?.['evidence'])} ${String(row?.['dated'])}`;
};
const confirm = (by: SignedIn, id: string, question: string) =>
  world.as(by.token).post(api(`/assessments/${id}/reviews/${question}/confirm`));
const verified = (question: string) => ({ question, decision: 'accepted', evidence: 'verified', report: REPORT });

describe('a report about a question that can raise a red flag', () => {
  let round: Round;
  beforeAll(async () => {
    round = await rounds.open();
    await rounds.complete(round.link, { W5: 'with_workers' });
  });

  it('counts as before until a second person confirms it', async () => {
    const accepted = await rounds.accept(round.id, [verified('W5'), verified('S1')]);
    expect([accepted.status, accepted.body.state]).toEqual([200, 'accepted']);
    expect(await counted(round.siteId, 'S1')).toBe(`verified ${REPORT.date}`);
    expect(await counted(round.siteId, 'W5')).toBe(`declared ${world.clock.today()}`);
    const review = (accepted.body.reviews as { question: string }[]).find(({ question }) => question === 'W5');
    expect(review).toMatchObject({ evidence: 'declared', awaitsSecondPerson: true, verifiedOn: REPORT.date, confirmedBy: null });
    const own = await confirm(buyer, round.id, 'W5');
    expect([own.status, own.body.code]).toEqual([403, 'SECOND_PERSON_NEEDED']);
    expect((await confirm(second, round.id, 'S1')).body.code).toBe('NOTHING_TO_CONFIRM');
    await untilIdle(world.app);
    const scores = async () => (await rounds.rows('SELECT count(*)::integer AS n FROM score WHERE site_id = $1', [round.siteId]))[0]?.['n'];
    const before = Number(await scores());
    const done = await confirm(second, round.id, 'W5');
    expect([done.status, done.body.evidence, done.body.awaitsSecondPerson]).toEqual([200, 'verified', false]);
    expect(await counted(round.siteId, 'W5')).toBe(`verified ${REPORT.date}`);
    await untilIdle(world.app);
    expect(Number(await scores())).toBeGreaterThan(before);
    expect((await confirm(second, round.id, 'W5')).body.code).toBe('NOTHING_TO_CONFIRM');
    const said = (await rounds.officer().get(api(`/assessments/${round.id}/threads?question=W5`))).body.items as { kind: string }[];
    expect(said.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    const events = (await rounds.officer().get(api(`/audit-events?subjectId=${round.id}&action=assessment.review_confirmed`))).body;
    expect(events.items).toHaveLength(1);
  });

  it('is not confirmed any more once a later round has taken the place of the answer', async () => {
    const early = await rounds.open();
    await rounds.complete(early.link, { W5: 'with_workers' });
    await rounds.accept(early.id, [verified('W5')]);
    const again = await rounds.send([early.siteId]);
    const id = again.body.sent[0].assessmentId as string;
    await world.admin.query(
      `INSERT INTO counted_answer SELECT tenant_id, gen_random_uuid(), supplier_id, site_id, question_id, state, '"all_held"', 'declared', dated, null,
         'assessment:' || $2, manual_id, manual_version, counted_at, manual_family, meaning FROM counted_answer WHERE site_id = $1 AND question_id = 'W5' LIMIT 1`,
      [early.siteId, id],
    );
    await world.admin.query(`UPDATE counted_answer SET id = 'ffffffff-ffff-7fff-8fff-ffffffffffff' WHERE source = $1`, [
      `assessment:${id}`,
    ]);
    const late = await confirm(second, early.id, 'W5');
    expect([late.status, late.body.code]).toEqual([409, 'REVIEW_SUPERSEDED']);
  });

  it('that was confirmed while the rest was returned counts with the acceptance', async () => {
    const partly = await rounds.open();
    await rounds.complete(partly.link, { W5: 'with_workers', R4: 'none' });
    await rounds
      .officer()
      .post(api(`/assessments/${partly.id}/return`))
      .send({ questions: [verified('W5'), { question: 'R4', decision: 'returned', comment: 'None at all?' }] });
    expect((await confirm(second, partly.id, 'W5')).status).toBe(200);
    expect(await counted(partly.siteId, 'W5')).toBe(`declared ${world.clock.today()}`);
    await rounds.submit(partly.link);
    expect((await rounds.accept(partly.id, [])).status).toBe(200);
    expect(await counted(partly.siteId, 'W5')).toBe(`verified ${REPORT.date}`);
  });

  it('that nobody has confirmed counts as before, also after the acceptance, until somebody does', async () => {
    const waiting = await rounds.open();
    await rounds.complete(waiting.link, { W5: 'with_workers', R4: 'none' });
    await rounds
      .officer()
      .post(api(`/assessments/${waiting.id}/return`))
      .send({ questions: [verified('W5'), { question: 'R4', decision: 'returned', comment: 'None at all?' }] });
    await rounds.submit(waiting.link);
    expect((await rounds.accept(waiting.id, [])).status).toBe(200);
    expect(await counted(waiting.siteId, 'W5')).toBe(`declared ${world.clock.today()}`);
    expect((await confirm(second, waiting.id, 'W5')).status).toBe(200);
    expect(await counted(waiting.siteId, 'W5')).toBe(`verified ${REPORT.date}`);
  });
});

interface Hint {
  readonly kind: string;
  readonly questions: string[];
  readonly text: string;
  readonly certainty: string;
  readonly certaintyText: string;
}

const hintsOf = async (id: string, query = ''): Promise<Hint[]> =>
  (await rounds.officer().get(api(`/assessments/${id}/hints${query}`))).body.items as Hint[];

describe('hints', () => {
  const people = { total: 80, migrant: 0, temporary: 0, agency: 15, self_employed: 0, under_18: 0 };

  it('tell of answers that contradict each other, once they are submitted, to our people alone', async () => {
    const round = await rounds.open();
    await rounds.save(round.link, [choose('P3', people), choose('R3', 'no')]);
    expect(await hintsOf(round.id)).toEqual([]);
    await rounds.complete(round.link);
    const hint = (await hintsOf(round.id)).find(({ kind, questions }) => kind === 'contradiction' && questions.includes('R3'));
    expect(hint).toMatchObject({ questions: ['R3', 'P3'], certainty: 'clear', certaintyText: expect.stringContaining('worth a question') });
    const russian = (await hintsOf(round.id, '?language=ru')).find(({ questions }) => questions.join() === 'R3,P3');
    expect(russian).toMatchObject({ text: expect.stringMatching(/агентств/), certaintyText: expect.stringContaining('стоит спросить') });
    const desk = (await rounds.officer().get(api(`/assessments/${round.id}/review`))).body.questions as {
      question: string;
      hints: Hint[];
    }[];
    expect(desk.find(({ question }) => question === 'R3')?.hints.map(({ kind }) => kind)).toEqual(['contradiction']);
    expect((await rounds.respond(round.link).get(api('/respond'))).text).not.toMatch(/hint|contradict|worth a question/);
    expect((await rounds.respond(round.link).get(api(`/assessments/${round.id}/hints`))).status).toBe(403);
  });

  it('tell of figures that cannot be, and of the profile they do not fit', async () => {
    const round = await rounds.open();
    await world.admin.query('UPDATE site SET workers = 10 WHERE id = $1', [round.siteId]);
    await rounds.complete(round.link, { P3: { ...people, migrant: 90 }, R3: 'yes' });
    const hints = await hintsOf(round.id);
    expect(hints.filter(({ kind }) => kind === 'number').map(({ text }) => text)).toEqual([
      expect.stringContaining('profile of the site says 10'),
    ]);
    expect(hints.filter(({ kind }) => kind === 'contradiction').map(({ text }) => text)).toContain(
      'One of the groups of workers is larger than the number of people in total.',
    );
  });

  it('tell of the same words from five suppliers, and never from which', async () => {
    const words = 'We are a family business and we treat all of our workers with respect and according to law.';
    const made: Round[] = [];
    for (let i = 0; i < 5; i += 1) {
      const round = await rounds.open();
      await rounds.complete(round.link, { P1: i % 2 === 0 ? words : `  ${words.toUpperCase()}!` });
      made.push(round);
      const [first] = made;
      const same = (await hintsOf(first?.id ?? '')).filter(({ kind }) => kind === 'same_text');
      expect(same.map(({ questions }) => questions)).toEqual(i < 4 ? [] : [['P1'], ...same.slice(1).map(({ questions }) => questions)]);
    }
    const text = JSON.stringify(await hintsOf(made[0]?.id ?? ''));
    expect(text).toContain('4 other suppliers');
    for (const { supplierId } of made) expect(text).not.toContain(supplierId);
    const [stored] = await rounds.rows(
      'SELECT DISTINCT text_hash FROM submission_snapshot WHERE question_id = $1 AND supplier_id = ANY ($2)',
      ['P1', made.map(({ supplierId }) => supplierId)],
    );
    expect(stored?.['text_hash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('tell of several answers that were all changed for the better after a return', async () => {
    const round = await rounds.open();
    // The first option of these is the worst.
    const controls = ['S1', 'S3', 'S4', 'S5'];
    await rounds.complete(round.link);
    await rounds
      .officer()
      .post(api(`/assessments/${round.id}/return`))
      .send({ questions: controls.map((question) => ({ question, decision: 'returned', comment: 'Please look again.' })) });
    const shown = (await rounds.respond(round.link).get(api('/respond'))).body as {
      answers: { question: string; version: number }[];
      questionnaire: { chapters: { questions: { id: string; options: { id: string }[] }[] }[] };
    };
    const asked = shown.questionnaire.chapters.flatMap(({ questions }) => questions);
    const best = (id: string) => asked.find((question) => question.id === id)?.options.at(-1)?.id;
    const version = (id: string) => shown.answers.find(({ question }) => question === id)?.version ?? 0;
    const better = controls.map((id) => choose(id, best(id), version(id)));
    expect((await rounds.save(round.link, better)).status).toBe(200);
    await rounds.complete(round.link);
    const items = (await rounds.officer().get(api(`/assessments/${round.id}/changes`))).body.items as { question: string }[];
    expect(items.length).toBeGreaterThanOrEqual(3);
    const hints = (await hintsOf(round.id)).filter(({ kind }) => kind === 'changed_after_return');
    expect(hints).toMatchObject([{ certainty: 'odd', text: expect.stringContaining('all of them for the better') }]);
  });
});
