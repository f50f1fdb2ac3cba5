import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, addMonths } from '../../src/domain/shared/instant.js';
import { untilIdle } from '../../src/demo/idle.js';
import { answerMissing } from '../support/assessed-sites.js';
import { api } from '../support/rounds.js';
import { sweepNow } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let auditor: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('override-buyer');
  officer = await world.join(admin, 'officer');
  auditor = await world.join(admin, 'auditor');
});
afterAll(() => world.stop());

interface Place {
  readonly siteId: string;
  readonly supplierId: string;
  readonly email: string;
}

const inDays = (days: number): string => addDays(world.clock.today(), days).slice(0, 10);

/** A software firm in Sweden: 15.87, low. */
async function scoredSite(): Promise<Place> {
  const name = `Judged ${(made += 1)}`;
  const email = `c${made}@judged.example`;
  const as = world.as(admin.token);
  const { id: supplierId } = (await as.post(api('/suppliers')).send({ name, country: 'SWE' }).expect(201)).body as { id: string };
  await as
    .post(api(`/suppliers/${supplierId}/contacts`))
    .send({ name: 'Some One', email, language: 'en' })
    .expect(201);
  const site = { name, country: 'SWE', isic: '62', goods: { mode: 'services' } };
  const { id: siteId } = (
    await as
      .post(api(`/suppliers/${supplierId}/sites`))
      .send(site)
      .expect(201)
  ).body as { id: string };
  await untilIdle(world.app);
  return { siteId, supplierId, email };
}

const set = (siteId: string, body: object, by = officer) =>
  world
    .as(by.token)
    .post(api(`/sites/${siteId}/overrides`))
    .send({ reason: 'What we saw last week.', until: inDays(90), ...body });
const settle = (id: string, how: string, version: number, by: SignedIn) =>
  world
    .as(by.token)
    .post(api(`/overrides/${id}/${how}`))
    .send(how === 'approve' ? { version } : { reason: 'Seen otherwise.', version });
const scoreOf = async (siteId: string, by = auditor) =>
  (
    await world
      .as(by.token)
      .get(api(`/sites/${siteId}/score`))
      .expect(200)
  ).body;
const historyOf = async (siteId: string, query = '') =>
  (
    await world
      .as(auditor.token)
      .get(api(`/sites/${siteId}/overrides${query}`))
      .expect(200)
  ).body;
const idOf = async (who: SignedIn): Promise<string> => (await world.as(who.token).get(api('/me'))).body.id as string;
const comeBack = async (): Promise<void> => {
  [admin, officer, auditor] = (await Promise.all(
    [admin, officer, auditor].map((one) => world.signIn(one.slug, one.email, one.password)),
  )) as [SignedIn, SignedIn, SignedIn];
};

describe('an override upwards', () => {
  it('stands at once beside the computed score, wherever that is shown, and its reason lies sealed', async () => {
    const { siteId, supplierId } = await scoredSite();
    const { status, body } = await set(siteId, { residual: 55 });
    expect([status, body.state, body.band, body.direction]).toEqual([201, 'in_force', 'high', 'up']);
    const shown = {
      id: body.id as string,
      residual: 55,
      band: 'high',
      direction: 'up',
      reason: 'What we saw last week.',
      by: await idOf(officer),
      approvedBy: null,
      until: inDays(90),
      state: 'in_force',
    };
    const score = await scoreOf(siteId);
    expect([score.residual, score.band, score.override]).toEqual([15.87, 'low', shown]);
    const as = world.as(officer.token);
    const site = (await as.get(api(`/sites/${siteId}`))).body;
    expect([site.score.residual, site.score.override]).toEqual([15.87, shown]);
    const supplier = (await as.get(api(`/suppliers/${supplierId}`))).body;
    expect(supplier.score.override).toEqual(shown);
    const listed = (await as.get(api(`/sites?supplierId=${supplierId}`))).body.items as { score: { override: unknown } }[];
    expect(listed.map((one) => one.score.override)).toEqual([shown]);
    const exported = (await as.get(api('/exports/sites.json'))).body.items as Record<string, unknown>[];
    expect(exported.find(({ id }) => id === siteId)).toMatchObject({
      residual: 15.87,
      overrideResidual: 55,
      overrideBand: 'high',
      overrideState: 'in_force',
      overrideUntil: inDays(90),
    });
    const { rows } = await world.admin.query<{ text: string }>(
      `SELECT (SELECT string_agg(o::text, '') FROM score_override o) || (SELECT string_agg(e::text, '') FROM audit_event e WHERE subject_kind = 'override') AS text`,
    );
    expect(rows[0]?.text).toContain('override.set');
    expect(rows[0]?.text).not.toContain('last week');
  });

  it('says nothing that the score does not say already, and nothing half', async () => {
    const { siteId } = await scoredSite();
    const codes = await Promise.all(
      [{ residual: 15.87 }, { band: 'low' }, {}, { residual: 55, band: 'low' }].map(async (body) => (await set(siteId, body)).body.code),
    );
    expect(codes).toEqual(['OVERRIDE_CHANGES_NOTHING', 'OVERRIDE_CHANGES_NOTHING', 'OVERRIDE_EMPTY', 'OVERRIDE_BAND_MISMATCH']);
    for (const until of [inDays(-1), addDays(addMonths(world.clock.today(), 12), 1).slice(0, 10), '2031-02-30']) {
      expect((await set(siteId, { residual: 55, until })).body.code).toBe('OVERRIDE_UNTIL_INVALID');
    }
    for (const body of [
      { residual: 101 },
      { residual: -1 },
      { residual: '55' },
      { band: 'awful' },
      { residual: 55, reason: ' ' },
      { residual: 55, reason: 'x'.repeat(4_001) },
    ]) {
      expect((await set(siteId, body)).body.code).toBe('VALIDATION_FAILED');
    }
    expect((await historyOf(siteId)).items).toEqual([]);
  });

  it('is one a site, also when two are set at once', async () => {
    const { siteId } = await scoredSite();
    const both = await Promise.all([set(siteId, { residual: 40 }), set(siteId, { residual: 50 }, admin)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.map(({ body }) => body.code).filter(Boolean)).toEqual(['OVERRIDE_OPEN_ALREADY']);
  });

  it('is withdrawn by whoever has read it last, and kept in the history', async () => {
    const { siteId } = await scoredSite();
    const { id } = (await set(siteId, { band: 'critical' })).body as { id: string };
    expect((await settle(id, 'withdraw', 7, admin)).body.code).toBe('VERSION_CONFLICT');
    expect((await settle(id, 'withdraw', 1, admin)).body).toMatchObject({ state: 'withdrawn', endReason: 'Seen otherwise.', version: 2 });
    expect((await settle(id, 'withdraw', 2, admin)).body.code).toBe('OVERRIDE_MOVE_ILLEGAL');
    expect((await scoreOf(siteId)).override).toBeNull();
    await set(siteId, { residual: 30 });
    const page = await historyOf(siteId, '?limit=1');
    expect(page.items).toMatchObject([{ residual: 30, state: 'in_force' }]);
    expect((await historyOf(siteId, `?limit=1&after=${page.next}`)).items).toMatchObject([
      { band: 'critical', residual: null, state: 'withdrawn' },
    ]);
  });
});

describe('an override downwards', () => {
  it('waits for another person, and counts from then on', async () => {
    const { siteId } = await scoredSite();
    const { body } = await set(siteId, { residual: 5 });
    expect([body.state, body.direction]).toEqual(['proposed', 'down']);
    expect((await scoreOf(siteId)).override).toMatchObject({ state: 'proposed', approvedBy: null });
    expect((await settle(body.id, 'approve', 1, officer)).body.code).toBe('SECOND_PERSON_NEEDED');
    expect((await settle(body.id, 'approve', 1, auditor)).status).toBe(403);
    const approved = (await settle(body.id, 'approve', 1, admin)).body;
    expect(approved).toMatchObject({ state: 'in_force', by: await idOf(officer), approvedBy: await idOf(admin) });
    expect((await settle(body.id, 'approve', 2, admin)).body.code).toBe('OVERRIDE_MOVE_ILLEGAL');
    expect((await scoreOf(siteId)).override).toMatchObject({ state: 'in_force', residual: 5 });
  });

  it('is approved once, however many do it at the same moment', async () => {
    const { siteId } = await scoredSite();
    const { id } = (await set(siteId, { residual: 5 })).body as { id: string };
    const all = await Promise.all([1, 2, 3].map(() => settle(id, 'approve', 1, admin)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { rows } = await world.admin.query(
      `SELECT count(*)::int AS n FROM audit_event WHERE subject_id = $1 AND action = 'override.approved'`,
      [id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('can be declined, and then another one set', async () => {
    const { siteId } = await scoredSite();
    const { id } = (await set(siteId, { residual: 5 })).body as { id: string };
    expect((await settle(id, 'decline', 1, admin)).body.state).toBe('declined');
    expect((await set(siteId, { residual: 7 })).status).toBe(201);
  });

  it('never stands below 75 while a zero-tolerance case is open, and stops counting when one opens', async () => {
    const site = await scoredSite();
    const { id } = (await set(site.siteId, { residual: 5 })).body as { id: string };
    await settle(id, 'approve', 1, admin);
    await world
      .as(officer.token)
      .post(api('/assessments'))
      .send({ siteIds: [site.siteId] })
      .expect(201);
    const link = await world.linkTo(site.email);
    await answerMissing(world, link, { W5: 'all_held' });
    await world.as(link).post(api('/respond/submit')).expect(200);
    await untilIdle(world.app);
    const score = await scoreOf(site.siteId);
    expect(score.residual).toBeGreaterThanOrEqual(75);
    expect(score.override).toMatchObject({ residual: 5, state: 'suspended' });
    await settle(id, 'withdraw', 2, officer);
    expect((await set(site.siteId, { residual: 74.99 })).body.code).toBe('OVERRIDE_BELOW_ZERO_TOLERANCE');
    expect((await set(site.siteId, { band: 'high' })).body.code).toBe('OVERRIDE_BELOW_ZERO_TOLERANCE');
    const shown = await world.as(link).get(api('/respond/plan'));
    expect(JSON.stringify(shown.body)).not.toContain('override');
  });
});

describe('an override', () => {
  it('is nothing that an auditor sets, or anybody of another organisation sees', async () => {
    const { siteId } = await scoredSite();
    expect((await set(siteId, { residual: 55 }, auditor)).status).toBe(403);
    const { id } = (await set(siteId, { residual: 55 })).body as { id: string };
    const stranger = await world.signUp('override-stranger');
    const as = world.as(stranger.token);
    expect((await as.get(api(`/sites/${siteId}/overrides`))).body.code).toBe('SITE_NOT_FOUND');
    expect((await set(siteId, { residual: 55 }, stranger)).body.code).toBe('SITE_NOT_FOUND');
    expect((await settle(id, 'approve', 1, stranger)).body.code).toBe('OVERRIDE_NOT_FOUND');
    expect((await settle(id, 'withdraw', 1, stranger)).body.code).toBe('OVERRIDE_NOT_FOUND');
  });

  it('ends by itself on its day, and makes room for the next', async () => {
    const [standing, waiting] = [await scoredSite(), await scoredSite()];
    await set(standing.siteId, { residual: 55, until: inDays(2) });
    const { id } = (await set(waiting.siteId, { residual: 5, until: inDays(2) })).body as { id: string };
    world.clock.advanceDays(2);
    await comeBack();
    expect((await scoreOf(standing.siteId)).override).toMatchObject({ state: 'in_force' });
    world.clock.advanceDays(1);
    await comeBack();
    expect((await scoreOf(standing.siteId)).override).toBeNull();
    expect((await historyOf(standing.siteId)).items).toMatchObject([{ state: 'expired' }]);
    expect((await settle(id, 'approve', 1, admin)).body.code).toBe('OVERRIDE_MOVE_ILLEGAL');
    expect((await set(standing.siteId, { residual: 60 })).status).toBe(201);
    await sweepNow(world);
    expect((await historyOf(standing.siteId)).items).toMatchObject([{ state: 'in_force', residual: 60 }, { state: 'expired' }]);
  });
});
