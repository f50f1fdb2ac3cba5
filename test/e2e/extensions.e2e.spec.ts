import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { addDays, dayOf } from '../../src/domain/shared/instant.js';
import { api, Rounds, type Round } from '../support/rounds.js';
import { lettersTo, subjectsTo, sweepNow, travelTo } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('extending');
  rounds = new Rounds(world, admin);
});
afterAll(() => world.stop());

const as = async () => world.as((await world.signIn(admin.slug, admin.email, admin.password)).token);
const open = (): Promise<Round> => rounds.open();
const askFor = (round: Round, until: string, reason = 'The accountant is away until then.') =>
  world.as(round.link).post(api('/respond/extension')).send({ until, reason });
const dueOf = async (round: Round): Promise<string> =>
  ((await rounds.rows('SELECT due_on::text AS due FROM assessment WHERE id = $1', [round.id]))[0]?.['due'] as string) ?? '';
const inDays = (days: number): string => dayOf(addDays(world.clock.today(), days));
const openId = async (round: Round): Promise<string> => {
  const { items } = (await (await as()).get(api(`/extension-requests?state=open&assessmentId=${round.id}`)).expect(200)).body;
  expect(items).toHaveLength(1);
  return items[0].id as string;
};

describe('a text for a messenger', () => {
  it('carries the contact’s own link in the language asked for, and the log tells who had it shown', async () => {
    const round = await open();
    const [link] = await rounds.rows('SELECT id FROM assessment_link WHERE assessment_id = $1', [round.id]);
    const path = api(`/assessments/${round.id}/links/${String(link?.['id'])}/message`);
    const inUrdu = (await (await as()).get(`${path}?language=ur`).expect(200)).body as { language: string; text: string };
    expect(inUrdu.language).toBe('ur');
    const [words = '', url = ''] = inUrdu.text.split('\n');
    expect([...words].length).toBeLessThanOrEqual(300);
    expect(url).toBe(`http://plumbline.test/respond#${round.link}`);
    expect((await (await as()).get(path).expect(200)).body.language).toBe('en');
    expect(await rounds.rows("SELECT 1 FROM audit_event WHERE subject_id = $1 AND action = 'link.shown'", [round.id])).toHaveLength(2);
    await (await as()).delete(api(`/assessments/${round.id}/links/${String(link?.['id'])}`)).expect(204);
    expect((await (await as()).get(path)).body.code).toBe('LINK_REVOKED');
  });
});

describe('more time', () => {
  it('is asked for once at a time, read by the officer who is told, and granted: date, link, reminders and score follow', async () => {
    const round = await open();
    expect((await world.as(round.link).get(api('/respond/extension')).expect(200)).body).toEqual({ request: null });
    const until = inDays(45);
    const asked = await askFor(round, until);
    expect([asked.status, asked.body.request]).toEqual([201, expect.objectContaining({ state: 'open', until })]);
    expect((await askFor(round, inDays(50))).body.code).toBe('EXTENSION_OPEN');
    await untilIdle(world.app);
    const told = (await lettersTo(world, admin.email)).at(-1);
    expect(told?.subject).toContain('more time asked for');
    expect(told?.text).toContain(`/assessments/${round.id}`);
    expect(told?.text).not.toContain('accountant');

    const { items } = (await (await as()).get(api('/extension-requests?state=open')).expect(200)).body;
    expect(items).toEqual([
      expect.objectContaining({ assessmentId: round.id, until, reason: 'The accountant is away until then.', dueOn: inDays(30) }),
    ]);
    const stored = await rounds.rows("SELECT encode(reason_sealed, 'escape') AS reason FROM extension_request", []);
    expect(JSON.stringify(stored)).not.toContain('accountant');

    const [before] = await rounds.rows('SELECT expires_at FROM assessment_link WHERE assessment_id = $1', [round.id]);
    const approved = await (
      await as()
    )
      .post(api(`/extension-requests/${items[0].id}/approve`))
      .send({})
      .expect(200);
    expect(approved.body).toMatchObject({ state: 'approved', grantedUntil: until });
    expect(await dueOf(round)).toBe(until);
    const [after] = await rounds.rows('SELECT expires_at FROM assessment_link WHERE assessment_id = $1', [round.id]);
    expect((after?.['expires_at'] as Date).getTime() - (before?.['expires_at'] as Date).getTime()).toBe(15 * 86_400_000);
    await untilIdle(world.app);
    expect((await subjectsTo(world, round.email)).at(-1)).toContain('gives you more time');
    expect((await world.as(round.link).get(api('/respond/extension'))).body.request).toMatchObject({
      state: 'approved',
      grantedUntil: until,
    });
    expect((await world.as(round.link).get(api('/respond'))).body.dueOn).toBe(until);
    expect((await (await as()).post(api(`/extension-requests/${items[0].id}/decline`)).send({ comment: 'No.' })).body.code).toBe(
      'EXTENSION_DECIDED',
    );
    const events = await rounds.rows(
      "SELECT action FROM audit_event WHERE subject_id = $1 AND (action LIKE 'extension.%' OR action = 'assessment.postponed') ORDER BY id",
      [round.id],
    );
    expect(events.map(({ action }) => action)).toEqual(['extension.requested', 'assessment.postponed', 'extension.approved']);
  });

  it('is declined with a word that the supplier reads; the date stays', async () => {
    const round = await open();
    const due = await dueOf(round);
    await askFor(round, inDays(60)).expect(201);
    const id = await openId(round);
    expect((await (await as()).post(api(`/extension-requests/${id}/decline`)).send({ comment: ' ' })).status).toBe(400);
    await (
      await as()
    )
      .post(api(`/extension-requests/${id}/decline`))
      .send({ comment: 'We must report by then.' })
      .expect(200);
    await untilIdle(world.app);
    expect((await subjectsTo(world, round.email)).at(-1)).toContain('cannot give you more time');
    expect((await world.as(round.link).get(api('/respond/extension'))).body.request).toMatchObject({
      state: 'declined',
      comment: 'We must report by then.',
    });
    expect(await dueOf(round)).toBe(due);
    await askFor(round, inDays(40)).expect(201);
  });

  it('is refused for days that make no sense, and where there is nothing to answer', async () => {
    const round = await open();
    expect((await askFor(round, inDays(30))).body.code).toBe('DUE_DATE_NOT_LATER');
    expect((await askFor(round, inDays(400))).body.code).toBe('DUE_DATE_TOO_FAR');
    expect((await askFor(round, '2031-02-30')).status).toBe(400);
    expect((await askFor(round, inDays(40), '  ')).status).toBe(400);
    await askFor(round, inDays(40)).expect(201);
    const id = await openId(round);
    expect((await (await as()).post(api(`/extension-requests/${id}/approve`)).send({ until: inDays(29) })).body.code).toBe(
      'DUE_DATE_NOT_LATER',
    );
    await rounds.complete(round.link);
    expect((await askFor(round, inDays(50))).body.code).toBe('ASSESSMENT_CLOSED');
    expect((await (await as()).post(api(`/extension-requests/${id}/approve`)).send({})).body.code).toBe('ASSESSMENT_CLOSED');
    expect((await (await as()).get(api('/extension-requests?state=lapsed')).expect(200)).body.items).toEqual([
      expect.objectContaining({ id, state: 'lapsed' }),
    ]);
  });

  it('that is waited for keeps reminders from the supplier, not from the buyer’s own people; granted, reminders go by the new date', async () => {
    const round = await open();
    const due = await dueOf(round);
    await askFor(round, dayOf(addDays(due, 20))).expect(201);
    const id = await openId(round);
    const steps = async () =>
      (await rounds.rows('SELECT step, due_on::text AS due FROM reminder WHERE assessment_id = $1 ORDER BY sent_at', [round.id])).map(
        ({ step, due: of }) => `${String(step)} ${String(of)}`,
      );
    for (const days of [-7, -3, -1, 1]) {
      travelTo(world, `${dayOf(addDays(due, days))}T03:30:00.000Z`);
      await sweepNow(world);
    }
    expect(await steps()).toEqual([]);
    await (
      await as()
    )
      .post(api(`/extension-requests/${id}/approve`))
      .send({})
      .expect(200);
    for (const days of [13, 17]) {
      travelTo(world, `${dayOf(addDays(due, days))}T03:30:00.000Z`);
      await sweepNow(world);
    }
    expect(await steps()).toEqual([`before_7 ${dayOf(addDays(due, 20))}`, `before_3 ${dayOf(addDays(due, 20))}`]);
  });
});
