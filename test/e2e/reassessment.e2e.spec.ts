import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { SendingService } from '../../src/modules/assessments/sending.service.js';
import { ReassessmentService } from '../../src/modules/reassessment/reassessment.service.js';
import { SendReassessmentsWorker } from '../../src/modules/reassessment/send-reassessments.worker.js';
import { SweepWorker } from '../../src/platform/sweep/sweep.worker.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { addDays, addMonths } from '../../src/domain/shared/instant.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { answerMissing, makeSite, type TestSite } from '../support/assessed-sites.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let firms = 0;

interface Answered extends TestSite {
  readonly email: string;
  readonly token: string;
}

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('again');
});
afterAll(() => world.stop());

/** The clock moves on, so everybody signs in anew. */
const api = async () => world.as((await world.signIn(admin.slug, admin.email, admin.password)).token);
const emptySite = async (contacts = true): Promise<TestSite & { readonly email: string }> => {
  const email = `contact-${(firms += 1)}@again.example`;
  return { ...(await makeSite(world, admin.tenantId, `Firm ${firms}`, contacts ? [{ email }] : [])), email };
};

async function answeredSite(): Promise<Answered> {
  const site = await emptySite();
  await (
    await api()
  )
    .post('/api/v1/assessments')
    .send({ siteIds: [site.siteId] })
    .expect(201);
  const token = await world.linkTo(site.email);
  await answerMissing(world, token, { W5: 'all_held' });
  await world.as(token).post('/api/v1/respond/submit').expect(200);
  await untilIdle(world.app);
  return { ...site, token };
}

const rowsOf = async (siteId: string): Promise<{ due_on: string; state: string; reason: string; assessment_id: string | null }[]> =>
  (
    await world.admin.query('SELECT due_on::text, state, reason, assessment_id FROM reassessment WHERE site_id = $1 ORDER BY due_on', [
      siteId,
    ])
  ).rows;
const roundsOf = async (siteId: string): Promise<{ id: string; state: string; origin: string; reassessment_due_on: string | null }[]> =>
  (await world.admin.query('SELECT id, state, origin, reassessment_due_on::text FROM assessment WHERE site_id = $1 ORDER BY id', [siteId]))
    .rows;
const openDate = async (siteId: string): Promise<string> => {
  const open = (await rowsOf(siteId)).filter(({ state }) => state === 'planned' || state === 'blocked');
  expect(open).toHaveLength(1);
  return open[0]?.due_on ?? '';
};
const sweepNow = async (): Promise<void> => {
  await world.app.get(SweepWorker).run();
  await untilIdle(world.app);
};
const lettersTo = async (email: string): Promise<number> => (await world.letters()).filter(({ to }) => to.includes(email)).length;
const addedMonths = (months: number): string => {
  const day = new Date(`${world.clock.today()}T00:00:00Z`);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate())).toISOString().slice(0, 7);
};
const plan = (site: TestSite, band: 'critical' | 'high' | 'medium' | 'low', basedOn: string): Promise<void> => {
  const actor = systemOf(admin.tenantId);
  return world.app
    .get(TenantDb)
    .transaction(actor, (db) =>
      world.app
        .get(ReassessmentService)
        .planWithin(db, actor, [{ siteId: site.siteId, supplierId: site.supplierId, band, basedOn, reason: `band:${band}` }]),
    );
};

describe('the next date of a site', () => {
  it('follows from its band and its last submission, and is listed', async () => {
    const site = await answeredSite();
    const dueOn = await openDate(site.siteId);
    expect(dueOn.slice(0, 7)).toBe(addedMonths(3));
    const { items } = (await (await api()).get(`/api/v1/reassessments?state=upcoming&siteId=${site.siteId}`).expect(200)).body;
    expect(items).toEqual([expect.objectContaining({ siteId: site.siteId, dueOn, state: 'upcoming', reason: 'band:critical' })]);
  });

  it('is one at a time, whatever is planned, and a date that was given up comes back as itself', async () => {
    const site = await emptySite();
    const today = world.clock.today();
    await plan(site, 'low', today);
    const late = await openDate(site.siteId);
    await plan(site, 'critical', today);
    const early = await openDate(site.siteId);
    await plan(site, 'low', today);
    expect(await openDate(site.siteId)).toBe(late);
    expect((await rowsOf(site.siteId)).map(({ due_on, state }) => [due_on, state])).toEqual([
      [early, 'superseded'],
      [late, 'planned'],
    ]);
  });

  it('moves for every site when the policy changes, in the same moment', async () => {
    const site = await answeredSite();
    const http = await api();
    const policy = (await http.get('/api/v1/reassessment-policy').expect(200)).body;
    expect(
      (
        await http
          .put('/api/v1/reassessment-policy')
          .send({ ...policy, criticalMonths: 9 })
          .expect(400)
      ).body,
    ).toMatchObject({
      code: 'POLICY_ORDER',
      problems: [{ path: 'highMonths' }],
    });
    const changed = (
      await http
        .put('/api/v1/reassessment-policy')
        .send({ ...policy, criticalMonths: 2 })
        .expect(200)
    ).body;
    expect((await openDate(site.siteId)).slice(0, 7)).toBe(addedMonths(2));
    expect(
      (
        await http
          .put('/api/v1/reassessment-policy')
          .send({ ...policy, criticalMonths: 4 })
          .expect(409)
      ).body.code,
    ).toBe('VERSION_CONFLICT');
    await http
      .put('/api/v1/reassessment-policy')
      .send({ ...changed, criticalMonths: 3 })
      .expect(200);
    expect((await openDate(site.siteId)).slice(0, 7)).toBe(addedMonths(3));
  });
});

describe('when the date comes', () => {
  it('sends one assessment, prefilled from the last answers, with one mail, and plans the next date from the day on which it is to be answered', async () => {
    const site = await answeredSite();
    const dueOn = await openDate(site.siteId);
    const letters = await lettersTo(site.email);
    await sweepNow();
    expect(await roundsOf(site.siteId)).toHaveLength(1);
    await acceptOpen(site);
    world.clock.advanceDays(95);
    await sweepNow();
    await sweepNow();
    const [, again, ...more] = await roundsOf(site.siteId);
    expect(more).toEqual([]);
    expect(again).toMatchObject({ origin: 'reassessment', state: 'sent', reassessment_due_on: dueOn });
    expect((await rowsOf(site.siteId)).filter(({ state }) => state !== 'superseded')).toEqual([
      expect.objectContaining({ due_on: dueOn, state: 'sent', assessment_id: again?.id }),
      expect.objectContaining({ due_on: addMonths(addDays(world.clock.today(), 30), 3), state: 'planned' }),
    ]);
    expect(await lettersTo(site.email)).toBe(letters + 1);
    const shown = (
      await world
        .as(await world.linkTo(site.email))
        .get('/api/v1/respond')
        .expect(200)
    ).body as { answers: { question: string }[] };
    expect(shown.answers.find(({ question }) => question === 'W5')).toMatchObject({
      value: 'all_held',
      origin: 'prefilled',
    });
  });

  it('sends exactly one when five sweeps and five workers run at once', async () => {
    const site = await answeredSite();
    await acceptOpen(site);
    world.clock.advanceDays(95);
    const worker = world.app.get(SendReassessmentsWorker);
    await Promise.all([
      ...Array.from({ length: 5 }, () => world.app.get(SweepWorker).run()),
      ...Array.from({ length: 5 }, () => worker.run({ tenantId: admin.tenantId })),
    ]);
    await untilIdle(world.app);
    expect((await roundsOf(site.siteId)).filter(({ origin }) => origin === 'reassessment')).toHaveLength(1);
    // The invitation, the receipt, and the new round.
    expect(await lettersTo(site.email)).toBe(3);
  });

  it('sends exactly one when the worker dies after sending and before it is done', async () => {
    const site = await answeredSite();
    await acceptOpen(site);
    world.clock.advanceDays(95);
    const sending = world.app.get(SendingService);
    const real = sending.sendWithin.bind(sending);
    const spy = jest.spyOn(sending, 'sendWithin').mockImplementationOnce(async (...args) => {
      await real(...args);
      throw new Error('killed');
    });
    try {
      await expect(world.app.get(SendReassessmentsWorker).run({ tenantId: admin.tenantId })).rejects.toThrow('killed');
      expect((await roundsOf(site.siteId)).filter(({ origin }) => origin === 'reassessment')).toEqual([]);
      await sweepNow();
    } finally {
      spy.mockRestore();
    }
    expect((await roundsOf(site.siteId)).filter(({ origin }) => origin === 'reassessment')).toHaveLength(1);
    // The invitation, the receipt, and the new round.
    expect(await lettersTo(site.email)).toBe(3);
  });

  it('says who cannot be asked, and asks them once they can be', async () => {
    const site = await emptySite(false);
    await plan(site, 'critical', '2025-01-01');
    await sweepNow();
    await sweepNow();
    const blocked = (await (await api()).get(`/api/v1/reassessments?state=blocked&siteId=${site.siteId}`).expect(200)).body.items;
    expect(blocked).toEqual([expect.objectContaining({ state: 'blocked', blockedReason: 'NO_CONTACT' })]);
    const events = await world.admin.query(
      "SELECT count(*)::int AS n FROM audit_event WHERE subject_id = $1 AND action = 'reassessment.blocked'",
      [site.siteId],
    );
    expect(events.rows[0].n).toBe(1);
    await (
      await api()
    )
      .post(`/api/v1/suppliers/${site.supplierId}/contacts`)
      .send({ name: 'New Contact', email: site.email, language: 'en' })
      .expect(201);
    await sweepNow();
    expect((await rowsOf(site.siteId)).filter(({ state }) => state !== 'planned').map(({ state }) => state)).toEqual(['sent']);
    expect(await lettersTo(site.email)).toBe(1);
  });

  it('sends to a hundred sites while they are being scored, and neither waits for the other for ever', async () => {
    const sites = await Promise.all(Array.from({ length: 100 }, () => emptySite()));
    const actor = systemOf(admin.tenantId);
    await world.app.get(TenantDb).transaction(actor, async (db) => {
      const due = sites.map(({ siteId, supplierId }) => ({ siteId, supplierId, band: 'critical' as const, basedOn: '2025-01-01' }));
      await world.app.get(ReassessmentService).planWithin(db, actor, due);
      await world.app.get(ScoringQueue).request(db, actor, sites);
    });
    const worker = world.app.get(SendReassessmentsWorker);
    await Promise.all([worker.run({ tenantId: admin.tenantId }), world.app.get(SweepWorker).run()]);
    await untilIdle(world.app);
    const { rows } = await world.admin.query(
      `SELECT (SELECT count(*)::int FROM assessment WHERE site_id = ANY ($1)) AS rounds, (SELECT count(*)::int FROM score WHERE site_id = ANY ($1)) AS scores,
              (SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()) AS deadlocks`,
      [sites.map(({ siteId }) => siteId)],
    );
    expect(rows[0]).toMatchObject({ rounds: 100, deadlocks: 0 });
    expect(rows[0].scores).toBeGreaterThanOrEqual(100);
  });

  it('keeps the dates of other tenants to themselves', async () => {
    const stranger = await world.signUp('again-stranger');
    expect((await world.as(stranger.token).get('/api/v1/reassessments').expect(200)).body.items).toEqual([]);
  });
});

describe('the sweep', () => {
  it('forgets messages that were handed over more than a week ago', async () => {
    world.clock.advanceDays(8);
    await world.app.get(SweepWorker).run();
    const { rows } = await world.admin.query('SELECT count(*)::int AS n FROM outbox WHERE sent_at < $1', [
      new Date(world.clock.now().getTime() - 7 * 86_400_000),
    ]);
    expect(rows[0].n).toBe(0);
  });
});

/** The officer accepts the round that was submitted, so that the site has none open. */
async function acceptOpen(site: TestSite): Promise<void> {
  const round = (await roundsOf(site.siteId)).find(({ state }) => state === 'submitted');
  await (await api()).post(`/api/v1/assessments/${round?.id}/accept`).send({}).expect(200);
  await untilIdle(world.app);
}
