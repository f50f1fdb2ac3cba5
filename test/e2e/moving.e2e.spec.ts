import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import type { Question } from '../../src/domain/manual/manual.js';
import { ContentService } from '../../src/modules/content/content.service.js';
import { putInForce, storeOwnManual } from '../support/own-manuals.js';
import { api, choose, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let buyer: SignedIn;
let rounds: Rounds;
let shipped: { readonly version: string; readonly simple: readonly Question[] };
/** Answered in free text. */
let inWords: Question;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('moving');
  rounds = new Rounds(world, buyer);
  const { version, body } = await world.app.get(ContentService).manual();
  const all = body.chapters.flatMap(({ questions }) => questions).filter(({ askedOf }) => askedOf.includes('supplier'));
  const read = all.map(({ visible }) => visible ?? '').join(' ');
  const alone = all.filter(({ id, visible }) => visible === null && !new RegExp(`answers\\.${id}\\b`).test(read));
  shipped = { version, simple: alone.filter(({ type }) => type === 'single' || type === 'yes_no') };
  [inWords] = alone.filter(({ type }) => type === 'text') as [Question];
  expect(shipped.simple.length).toBeGreaterThan(4);
});
afterAll(() => world.stop());

const nth = (i: number): Question => {
  const question = shipped.simple[i];
  if (question === undefined) throw new Error('too few questions');
  return question;
};
const first = (question: Question): unknown => question.options[0]?.id;
const move = (round: Round, body: object = {}, token = buyer.token) =>
  world
    .as(token)
    .post(api(`/assessments/${round.id}/move`))
    .send(body);
interface Given {
  readonly question: string;
  readonly value: unknown;
  readonly version: number;
}
interface Change {
  readonly question: string;
  readonly reason: string;
  readonly version: number;
}
interface Read {
  readonly questionnaire: { readonly manualVersion: string; readonly chapters: readonly { readonly questions: readonly Question[] }[] };
  readonly answers: Given[];
  readonly changedSince: readonly Change[];
  readonly completeness: { readonly total: { readonly missing: string[] } };
}
interface Moved {
  readonly from: object;
  readonly to: object;
  readonly setAside: readonly Given[];
}
const readRound = async (round: Round): Promise<Read> => (await rounds.respond(round.link).get(api('/respond')).expect(200)).body;
const movesOf = async (round: Round): Promise<Moved[]> =>
  (
    await rounds
      .officer()
      .get(api(`/assessments/${round.id}/moves`))
      .expect(200)
  ).body.items;

/** The newer manual: one question reworded, one that asks something else, one gone, one without the option that was chosen, one new. */
const newer = (): Promise<string> =>
  storeOwnManual(world, buyer.tenantId, {
    id: 'ours',
    version: '2.0.0',
    questions: (questions, chapter) => [
      ...questions
        .filter(({ id }) => id !== nth(2).id)
        .map((question) => {
          if (question.id === nth(0).id)
            return { ...question, text: { ...question.text, en: 'In other words?' }, weight: question.weight + 1 };
          if ([nth(1).id, nth(4).id, inWords.id].includes(question.id)) return { ...question, meaning: question.meaning + 1 };
          return question.id === nth(3).id ? { ...question, options: question.options.slice(1) } : question;
        }),
      ...(chapter === 1 ? [{ ...nth(0), id: 'NEW1' }] : []),
    ],
  });

describe('moving an assessment to a newer manual', () => {
  let round: Round;
  let before: Given[];

  it('keeps every answer whose question still means the same, and sets the others apart, word for word', async () => {
    round = await rounds.open();
    const given = [0, 1, 2, 3].map((i) => choose(nth(i).id, first(nth(i))));
    const words = { ...choose(inWords.id, 'Our own words.'), comment: 'Ask Rahim.' };
    const saved = await rounds.save(round.link, [...given, words]);
    expect(saved.status).toBe(200);
    before = (await readRound(round)).answers;
    await putInForce(world, buyer.tenantId, await newer());
    expect((await readRound(round)).questionnaire.manualVersion).toBe(shipped.version);
    const moved = await move(round);
    expect(moved.status).toBe(200);
    expect(moved.body).toMatchObject({ state: 'in_progress', manual: 'ours', manualVersion: '2.0.0' });
    const after = await readRound(round);
    expect(after.answers).toEqual(before.filter(({ question }) => question === nth(0).id));
    const order = { question: expect.any(String), reason: expect.any(String), version: expect.any(Number) };
    expect(after.changedSince).toEqual(after.changedSince.map(() => order));
    expect(new Map(after.changedSince.map(({ question, reason }) => [question, reason]))).toEqual(
      new Map([
        ['NEW1', 'new'],
        [nth(1).id, 'asks_something_else'],
        [nth(2).id, 'removed'],
        [nth(3).id, 'answer_no_longer_fits'],
        [nth(4).id, 'asks_something_else'],
        [inWords.id, 'asks_something_else'],
      ]),
    );
    const [stored] = await movesOf(round);
    expect(stored).toMatchObject({ from: { id: 'heuni', version: shipped.version }, to: { id: 'ours', version: '2.0.0' } });
    const setAside = new Map((stored?.setAside ?? []).map((one) => [one.question, one]));
    expect([...setAside.keys()].sort()).toEqual([nth(1).id, nth(2).id, nth(3).id, inWords.id].sort());
    for (const i of [1, 2, 3])
      expect(setAside.get(nth(i).id)).toMatchObject({ value: first(nth(i)), comment: null, version: 1, byKind: 'contact' });
    expect(setAside.get(inWords.id)).toMatchObject({ value: 'Our own words.', comment: 'Ask Rahim.', reason: 'asks_something_else' });
    const [event] = await rounds.rows(`SELECT after FROM audit_event WHERE subject_id = $1 AND action = 'assessment.moved'`, [round.id]);
    expect(event?.['after']).toMatchObject({ manualId: 'ours', kept: 1 });
  });

  it('changes nothing when it is moved to the same version again', async () => {
    const state = async () => ({
      round: await readRound(round),
      moves: await movesOf(round),
      events: await rounds.rows('SELECT id FROM audit_event WHERE subject_id = $1 ORDER BY id', [round.id]),
    });
    const was = await state();
    expect((await move(round)).status).toBe(200);
    expect((await move(round, { manualVersion: '2.0.0' })).status).toBe(200);
    expect(await state()).toEqual(was);
  });

  it('takes no answer from a page that still shows the older question', async () => {
    const stale = await rounds.save(round.link, [choose(nth(1).id, first(nth(1)), 1)]);
    expect(stale.body).toMatchObject({ status: 409, code: 'ANSWER_CONFLICT', problems: [{ version: 2, current: null }] });
    const never = await rounds.save(round.link, [choose(nth(4).id, first(nth(4)), 0)]);
    expect(never.body).toMatchObject({ status: 409, code: 'ANSWER_CONFLICT' });
    const { changedSince } = await readRound(round);
    const answers = changedSince
      .filter(({ reason }) => reason === 'asks_something_else')
      .map(({ question, version }) => ({ question, state: 'unknown', version }));
    const saved = await rounds.save(round.link, answers);
    expect(saved.status).toBe(200);
    // The set-aside answer was its first version, setting it aside its second.
    expect(saved.body.answers).toContainEqual({ question: nth(1).id, version: 3 });
    expect((await rounds.save(round.link, [choose(nth(1).id, first(nth(1)), 1)])).body.code).toBe('ANSWER_CONFLICT');
    expect((await rounds.save(round.link, [choose('NEW1', first(nth(0)))])).status).toBe(200);
  });

  it('tells no more of it once the answers are submitted', async () => {
    const { changedSince, questionnaire, completeness } = await readRound(round);
    const asked = new Map<string, Question>(questionnaire.chapters.flatMap((chapter) => chapter.questions.map((one) => [one.id, one])));
    const named = new Map<string, number>(changedSince.map(({ question, version }) => [question, version]));
    for (let missing: string[] = completeness.total.missing; missing.length > 0;) {
      const answers = missing.map((question) => ({ question, state: 'unknown', version: named.get(question) ?? 0 }));
      expect(missing.every((question) => asked.has(question))).toBe(true);
      const saved = await rounds.save(round.link, answers);
      expect(saved.status).toBe(200);
      missing = (saved.body as Read).completeness.total.missing;
    }
    expect((await rounds.submit(round.link)).status).toBe(200);
    expect((await readRound(round)).changedSince).toEqual([]);
    expect((await move(round)).body).toMatchObject({ status: 409, code: 'ASSESSMENT_MOVE_ILLEGAL' });
    await untilIdle(world.app);
    const [counted] = await rounds.rows('SELECT meaning, manual_id FROM counted_answer WHERE site_id = $1 AND question_id = $2', [
      round.siteId,
      nth(1).id,
    ]);
    expect(counted).toEqual({ meaning: nth(1).meaning + 1, manual_id: 'ours' });
  });

  it('goes on to a version that is named, and counts the changes of both moves together', async () => {
    await rounds.rows('DELETE FROM manual_choice WHERE tenant_id = $1', [buyer.tenantId]);
    const other = await rounds.open();
    await rounds.save(other.link, [choose(nth(2).id, first(nth(2)))]);
    expect((await move(other, { manualId: 'ours', manualVersion: '2.0.0' })).status).toBe(200);
    await storeOwnManual(world, buyer.tenantId, { id: 'ours', version: '2.1.0' });
    expect((await move(other, { manualVersion: '2.1.0' })).status).toBe(200);
    const changes = new Map((await readRound(other)).changedSince.map((one) => [one.question, one]));
    expect(changes.has('NEW1')).toBe(false);
    expect(changes.get(nth(2).id)).toEqual({ question: nth(2).id, reason: 'new', version: 2 });
    expect((await movesOf(other)).map(({ setAside }) => setAside.length)).toEqual([1, 0]);
    expect((await rounds.save(other.link, [choose(nth(2).id, first(nth(2)), 2)])).status).toBe(200);
    expect((await move(other, { manualVersion: '2.0.0' })).body).toMatchObject({ status: 409, code: 'MANUAL_NOT_NEWER' });
  });

  it('is refused where the manual is not there, is retired or means something else by its ids', async () => {
    const other = await rounds.open();
    await storeOwnManual(world, buyer.tenantId, { id: 'retired', version: '3.0.0', state: 'retired' });
    await storeOwnManual(world, buyer.tenantId, { id: 'foreign', version: '1.0.0', family: 'foreign' });
    for (const body of [{ manualVersion: '9.9.9' }, { manualId: 'retired', manualVersion: '3.0.0' }, { manualId: 'ours' }])
      expect((await move(other, body)).body).toMatchObject({
        status: 400,
        code: 'MANUAL_NOT_SENDABLE',
        problems: [{ path: 'manualVersion' }],
      });
    expect((await move(other, { manualId: 'foreign', manualVersion: '1.0.0' })).body).toMatchObject({
      status: 409,
      code: 'MANUAL_OTHER_FAMILY',
    });
    const stranger = await world.signUp('moving-stranger');
    expect((await move(other, {}, stranger.token)).body).toMatchObject({ status: 404, code: 'ASSESSMENT_NOT_FOUND' });
    await world
      .as(stranger.token)
      .get(api(`/assessments/${other.id}/moves`))
      .expect(404);
    expect((await move(other, {}, other.link)).status).toBe(403);
    await rounds
      .officer()
      .post(api(`/assessments/${other.id}/cancel`))
      .expect(200);
    expect((await move(other, { manualId: 'ours', manualVersion: '2.1.0' })).body.code).toBe('ASSESSMENT_MOVE_ILLEGAL');
  });

  it('loses nothing when an answer is saved at the same moment', async () => {
    const other = await rounds.open();
    const answers = [0, 1, 2].map((i) => choose(nth(i).id, first(nth(i))));
    const [saved, moved] = await Promise.all([rounds.save(other.link, answers), move(other, { manualId: 'ours', manualVersion: '2.0.0' })]);
    expect(moved.status).toBe(200);
    const kept = (await readRound(other)).answers.length;
    const setAside = (await movesOf(other))[0]?.setAside ?? [];
    if (saved.status === 200) expect(kept + setAside.length).toBe(3);
    else expect([kept, setAside.length]).toEqual([0, 0]);
  });
});
