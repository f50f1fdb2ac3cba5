import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { untilIdle } from '../../src/demo/idle.js';
import { SendingService } from '../../src/modules/assessments/sending.service.js';
import { listCampaignSites } from '../../src/modules/campaigns/progress.queries.js';
import { SendCampaignWorker } from '../../src/modules/campaigns/send-campaign.worker.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { SweepWorker } from '../../src/platform/sweep/sweep.worker.js';
import { Mailer, RecipientRefused } from '../../src/platform/mail/mailer.js';
import { makeSite, type TestSite } from '../support/assessed-sites.js';
import { makeManySites, type ManySites } from '../support/many-sites.js';
import { api, choose, Rounds } from '../support/rounds.js';
import { travelTo } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let firms = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('campaigning');
});
afterAll(() => world.stop());

/** The clock moves on, so everybody signs in anew. */
const officer = async () => world.as((await world.signIn(admin.slug, admin.email, admin.password)).token);
const aSite = async (differences: Parameters<typeof makeSite>[4] = {}, contacts = true): Promise<TestSite & { email: string }> => {
  const email = `firm-${(firms += 1)}@campaigning.example`;
  return { ...(await makeSite(world, admin.tenantId, `Firm ${firms}`, contacts ? [{ email }] : [], differences)), email };
};
const send = async (body: object) => (await officer()).post(api('/campaigns')).send({ name: 'Spring', ...body });
const begin = async (body: object): Promise<string> => {
  const made = await send(body);
  if (made.status !== 202) throw new Error(`campaign: ${made.status} ${made.text}`);
  return (made.body as { id: string }).id;
};
interface SiteItem {
  readonly siteId: string;
  readonly supplierId: string;
  readonly code: string | null;
  readonly standing: string;
  readonly assessmentId: string;
  readonly firstMissing: string | null;
}
interface Campaign {
  readonly state: string;
  readonly sent: number;
  readonly skipped: number;
  readonly queued: number;
  readonly progress: { readonly overdue: number; readonly skippedBy: readonly { readonly code: string; readonly sites: number }[] };
}
interface Preview {
  readonly sites: number;
  readonly byDepth: readonly { readonly depth: string }[];
  readonly items: readonly SiteItem[];
  readonly next: string | null;
}
const read = async (id: string): Promise<Campaign> => (await (await officer()).get(api(`/campaigns/${id}`)).expect(200)).body;
const sitesOf = async (id: string, query = ''): Promise<SiteItem[]> =>
  (await (await officer()).get(api(`/campaigns/${id}/sites?limit=200${query}`)).expect(200)).body.items;
const move = async (id: string, name: string, body: object = {}) => (await officer()).post(api(`/campaigns/${id}/${name}`)).send(body);
const preview = async (body: object, query = ''): Promise<Preview> =>
  (
    await (
      await officer()
    )
      .post(api(`/campaigns/preview${query}`))
      .send(body)
      .expect(200)
  ).body;
const rows = async (sql: string, params: unknown[]): Promise<Record<string, unknown>[]> => (await world.admin.query(sql, params)).rows;
const roundsOf = async (siteIds: readonly string[]): Promise<number> =>
  Number((await rows('SELECT count(*) AS n FROM assessment WHERE site_id = ANY ($1)', [siteIds]))[0]?.['n']);
const mailsOf = async (siteIds: readonly string[]): Promise<number> =>
  Number(
    (
      await rows(
        `SELECT count(*) AS n FROM mail m JOIN assessment_link l ON l.id = m.link_id JOIN assessment a ON a.id = l.assessment_id WHERE a.site_id = ANY ($1)`,
        [siteIds],
      )
    )[0]?.['n'],
  );

describe('choosing sites', () => {
  it('takes the sites for which every condition holds', async () => {
    const [garment, farm] = [await aSite({ country: 'VNM' }), await aSite({ country: 'VNM', isic: '01' })];
    const other = await aSite({ country: 'LTU' });
    const me = (await (await officer()).get(api('/me'))).body as { id: string };
    await (
      await officer()
    )
      .put(api(`/suppliers/${farm.supplierId}/relationship`))
      .send({ tags: ['cotton'], ownerId: me.id })
      .expect(200);
    await rows(`UPDATE site SET band = 'high' WHERE id = $1`, [garment.siteId]);
    const chosen = async (filter: object): Promise<number> => (await preview({ filter })).sites;
    const ours = { siteId: [garment.siteId, farm.siteId, other.siteId] };
    expect(await chosen(ours)).toBe(3);
    expect(await chosen({ ...ours, country: ['vnm', 'DE'] })).toBe(2);
    expect(await chosen({ ...ours, country: ['VN'], sector: ['01'] })).toBe(1);
    expect(await chosen({ ...ours, band: ['high', 'critical'] })).toBe(1);
    expect(await chosen({ ...ours, tag: ['cotton'] })).toBe(1);
    expect(await chosen({ ...ours, ownerId: [me.id] })).toBe(1);
    expect(await chosen({ ...ours, ownerId: [me.id], tag: ['wool'] })).toBe(0);
    expect(await chosen({ ...ours, supplierId: [other.supplierId] })).toBe(1);
    expect(await chosen({ ...ours, neverAssessed: true })).toBe(3);
  });

  it('knows when a site was assessed last', async () => {
    const [site, never] = [await aSite(), await aSite()];
    const filter = { siteId: [site.siteId, never.siteId] };
    const id = await begin({ filter: { siteId: [site.siteId] } });
    await untilIdle(world.app);
    await new Rounds(world, admin).complete(await world.linkTo(site.email));
    const today = world.clock.today();
    const chosen = async (more: object): Promise<number> => (await preview({ filter: { ...filter, ...more } })).sites;
    expect(await chosen({ lastAssessedBefore: today })).toBe(1);
    expect(await chosen({ lastAssessedBefore: '2100-01-01' })).toBe(2);
    expect(await chosen({ lastAssessedBefore: '2100-01-01', neverAssessed: false })).toBe(1);
    expect(await chosen({ neverAssessed: true })).toBe(1);
    expect((await read(id)).progress).toMatchObject({ submitted: 1, sent: 0 });
  });

  it('says before what happens then: who is sent how much, who is left out and why', async () => {
    const [open, reachable, mute, gone] = [await aSite(), await aSite(), await aSite({}, false), await aSite({ status: 'archived' })];
    await (
      await officer()
    )
      .post(api('/assessments'))
      .send({ siteIds: [open.siteId] })
      .expect(201);
    const filter = { siteId: [open, reachable, mute, gone].map(({ siteId }) => siteId) };
    const told = await preview({ filter });
    expect(told).toMatchObject({ sites: 4, toSend: 1, byBand: [{ band: null, sites: 1 }], next: null });
    expect(told.byDepth).toEqual([
      {
        depth: expect.any(String),
        sites: 1,
        questions: expect.any(Number),
        minutes: { least: expect.any(Number), most: expect.any(Number) },
      },
    ]);
    const reasons = new Map<string, string>([
      [open.siteId, 'ALREADY_OPEN'],
      [mute.siteId, 'NO_CONTACT'],
      [gone.siteId, 'SITE_ARCHIVED'],
    ]);
    expect(new Map(told.items.map((item) => [item.siteId, item.code]))).toEqual(reasons);
    expect(told.items[0]).toMatchObject({ site: expect.stringContaining('site'), supplier: expect.stringContaining('Firm') });
    const first = await preview({ filter }, '?limit=2');
    const second = await preview({ filter }, `?limit=2&after=${first.next}`);
    expect([...first.items, ...second.items]).toEqual(told.items);
    const id = await begin({ filter, dueOn: '2100-01-01' });
    await untilIdle(world.app);
    expect(await read(id)).toMatchObject({ state: 'sent', total: 4, sent: 1, skipped: 3, queued: 0, dueOn: '2100-01-01' });
    const skipped = await sitesOf(id, '&standing=skipped');
    expect(new Map(skipped.map(({ siteId, code }) => [siteId, code]))).toEqual(reasons);
    const [round] = await rows('SELECT campaign_id, depth, due_on::text, manual_version FROM assessment WHERE site_id = $1', [
      reachable.siteId,
    ]);
    expect(round).toMatchObject({ campaign_id: id, depth: told.byDepth[0]?.depth, due_on: '2100-01-01' });
  });

  it('names every word that it does not know, and refuses a campaign of nobody', async () => {
    const site = await aSite();
    const filter = { siteId: [site.siteId] };
    const wrong = await send({ filter: { country: ['XXX'], sector: ['1'], lastAssessedBefore: '2026-02-30' } });
    expect(wrong.status).toBe(400);
    expect((wrong.body.problems as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'filter.country.0 COUNTRY_UNKNOWN',
      'filter.sector.0 ISIC_UNKNOWN',
      'filter.lastAssessedBefore DATE_INVALID',
    ]);
    expect((await send({ filter: { band: [] } })).body.code).toBe('VALIDATION_FAILED');
    expect((await send({})).body.code).toBe('VALIDATION_FAILED');
    expect((await send({ filter: { tag: ['nobody has it'] } })).body).toMatchObject({ status: 400, code: 'CAMPAIGN_EMPTY' });
    expect((await send({ filter, dueOn: '2020-01-01' })).body.code).toBe('DUE_DATE_PAST');
    expect((await send({ filter, dueOn: '2030-02-30' })).body.code).toBe('DATE_INVALID');
    expect((await send({ filter, manual: { id: 'heuni', version: '99.0.0' } })).body).toMatchObject({
      status: 400,
      code: 'MANUAL_NOT_SENDABLE',
      problems: [{ path: 'manual' }],
    });
  });
});

describe('the same request twice', () => {
  it('is one campaign where it carries a key, even at the same moment', async () => {
    const site = await aSite();
    const http = await officer();
    const post = () =>
      http
        .post(api('/campaigns'))
        .set('Idempotency-Key', 'spring-1')
        .send({ name: 'Spring', filter: { siteId: [site.siteId] } });
    const made = await Promise.all([post(), post(), post()]);
    expect(made.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect((await send({ filter: { siteId: [site.siteId] }, key: 'spring-1' })).body.id).toBe(made[0]?.body.id);
    expect((await send({ name: 'Autumn', filter: { siteId: [site.siteId] }, key: 'spring-1' })).body).toMatchObject({
      status: 409,
      code: 'CAMPAIGN_KEY_REUSED',
    });
    await untilIdle(world.app);
    expect(await mailsOf([site.siteId])).toBe(1);
  });

  it('sends nothing twice where it carries none', async () => {
    const sites = await Promise.all([aSite(), aSite(), aSite()]);
    const filter = { siteId: sites.map(({ siteId }) => siteId) };
    const [one, two] = await Promise.all([begin({ filter }), begin({ filter })]);
    expect(one).not.toBe(two);
    await untilIdle(world.app);
    const counts = [await read(one), await read(two)].map(({ sent, skipped, progress }) => ({ sent, skipped, by: progress.skippedBy }));
    expect(counts.reduce((sum, { sent }) => sum + sent, 0)).toBe(3);
    expect(counts.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(3);
    expect(counts.flatMap(({ by }) => by.map(({ code }) => code))).toEqual(expect.arrayContaining(['ALREADY_OPEN']));
    expect(await mailsOf(filter.siteId)).toBe(3);
  });
});

describe('thousands of sites', () => {
  let many: ManySites;
  beforeAll(async () => {
    many = await makeManySites(world, admin.tenantId, 'Many', 20, 105);
  });

  it('are chosen at once and each sent to exactly once, though a worker dies in the middle', async () => {
    const sending = world.app.get(SendingService);
    const real = sending.sendWithin.bind(sending);
    let calls = 0;
    const spy = jest.spyOn(sending, 'sendWithin').mockImplementation(async (...args) => {
      const result = await real(...args);
      calls += 1;
      if (calls === 2 || calls === 5) throw new Error('killed');
      return result;
    });
    try {
      const http = await officer();
      const startedAt = performance.now();
      const made = await http.post(api('/campaigns')).send({ name: 'All of them', filter: { supplierId: many.supplierIds } });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
      expect(made.body).toMatchObject({ state: 'sending', total: 2_100, sent: 0, queued: 2_100 });
      await untilIdle(world.app);
      expect(await read(made.body.id)).toMatchObject({
        state: 'sent',
        total: 2_100,
        sent: 2_100,
        queued: 0,
        progress: { sent: 2_100, queued: 0, skipped: 0 },
        finishedAt: expect.any(String),
      });
    } finally {
      spy.mockRestore();
    }
    expect(calls).toBe(11);
    expect(await roundsOf(many.siteIds)).toBe(2_100);
    expect(await mailsOf(many.siteIds)).toBe(2_100);
  }, 240_000);

  it('are listed page by page from an index, sorting nothing', async () => {
    const [{ id }] = (await rows('SELECT id FROM campaign WHERE total = 2100', [])) as [{ id: string }];
    const seen: string[] = [];
    for (let after = ''; ;) {
      const page = (await (await officer()).get(api(`/campaigns/${id}/sites?limit=200${after}`)).expect(200)).body;
      seen.push(...(page.items as SiteItem[]).map(({ siteId }) => siteId));
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(seen).toEqual([...many.siteIds].sort());
    await world.admin.query('ANALYZE campaign_site, assessment, answer, assessment_link, mail, site, supplier');
    const plan = await world.app.get(TenantDb).transaction(systemOf(admin.tenantId), async (db) => {
      const explained = { query: (sql: string, params: unknown[]) => db.query(`EXPLAIN ${sql}`, params) } as unknown as EntityManager;
      const dates = { today: world.clock.today(), stuckBefore: world.clock.now() };
      const lines = (await listCampaignSites(
        explained,
        admin.tenantId,
        id,
        dates,
        { standing: null, overdue: false },
        many.siteIds[50] ?? null,
        50,
      )) as unknown;
      return (lines as { 'QUERY PLAN': string }[]).map((line) => line['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('campaign_site_pkey');
    expect(plan).toContain('mail_by_link');
    const page = plan.slice(plan.indexOf('Limit'));
    expect(page.slice(page.indexOf('campaign_site_pkey'))).toMatch(
      /^campaign_site_pkey on campaign_site c [^\n]+\n\s+Index Cond: [^\n]+site_id > /,
    );
    expect(page).not.toMatch(/Sort|Seq Scan on (campaign_site|assessment|assessment_link|mail)\b/);
  });

  it('stop after the chunk in hand when they are paused, go on when resumed, and end when closed', async () => {
    const more = await makeManySites(world, admin.tenantId, 'More', 10, 80);
    const id = await begin({ filter: { supplierId: more.supplierIds } });
    expect((await move(id, 'resume')).body.code).toBe('CAMPAIGN_STATE_ILLEGAL');
    const paused = await move(id, 'pause');
    expect(paused.body.state).toBe('paused');
    await untilIdle(world.app);
    const then = await read(id);
    expect(then).toMatchObject({ state: 'paused', sent: paused.body.sent, queued: paused.body.queued });
    expect(then.queued).toBeGreaterThan(0);
    await world.app.get(SweepWorker).run();
    await untilIdle(world.app);
    expect((await read(id)).sent).toBe(then.sent);
    expect((await move(id, 'pause')).body.code).toBe('CAMPAIGN_STATE_ILLEGAL');
    expect((await move(id, 'resume')).body.state).toBe('sending');
    await move(id, 'pause');
    const closed = (await move(id, 'close')).body;
    expect(closed).toMatchObject({ state: 'closed', queued: 0, closedAt: expect.any(String) });
    await untilIdle(world.app);
    const { sent, skipped, progress } = await read(id);
    expect(sent + skipped).toBe(800);
    expect(skipped).toBeGreaterThan(0);
    expect(progress.skippedBy).toEqual([{ code: 'CLOSED', sites: skipped }]);
    expect(await roundsOf(more.siteIds)).toBe(sent);
    for (const name of ['pause', 'resume', 'close']) expect((await move(id, name)).body.code).toBe('CAMPAIGN_STATE_ILLEGAL');
    const actions = await rows('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id', [id]);
    expect(actions.map(({ action }) => action)).toEqual([
      'campaign.created',
      'campaign.paused',
      'campaign.resumed',
      'campaign.paused',
      'campaign.closed',
    ]);
  }, 120_000);
});

describe('a campaign that was left', () => {
  it('is taken up by the sweep when its job is lost, and five workers at once send nothing twice', async () => {
    const sites = await Promise.all([aSite(), aSite(), aSite()]);
    const id = await begin({ filter: { siteId: sites.map(({ siteId }) => siteId) }, dueOn: '2100-01-01' });
    await move(id, 'pause');
    await untilIdle(world.app);
    await rows(`UPDATE campaign SET state = 'sending' WHERE id = $1`, [id]);
    await Promise.all([
      world.app.get(SweepWorker).run(),
      ...Array.from({ length: 5 }, () => world.app.get(SendCampaignWorker).run({ tenantId: admin.tenantId, campaignId: id })),
    ]);
    await untilIdle(world.app);
    expect(await read(id)).toMatchObject({ state: 'sent', sent: 3 });
    expect(await mailsOf(sites.map(({ siteId }) => siteId))).toBe(3);
  });

  it('asks nobody to answer by a day that is over: it waits for a later one', async () => {
    const site = await aSite();
    const id = await begin({ filter: { siteId: [site.siteId] }, dueOn: world.clock.today() });
    await move(id, 'pause');
    await untilIdle(world.app);
    await rows(`UPDATE campaign SET state = 'sending', sent = 0 WHERE id = $1`, [id]);
    await rows(`UPDATE campaign_site SET state = 'queued', assessment_id = NULL, decided_at = NULL WHERE campaign_id = $1`, [id]);
    await rows(`UPDATE assessment SET state = 'cancelled' WHERE site_id = $1`, [site.siteId]);
    world.clock.advanceDays(1);
    await world.app.get(SweepWorker).run();
    await untilIdle(world.app);
    expect((await read(id)).state).toBe('paused');
    expect((await move(id, 'resume')).body).toMatchObject({ status: 400, code: 'DUE_DATE_PAST', problems: [{ path: 'dueOn' }] });
    expect((await move(id, 'resume', { dueOn: '2100-01-01' })).body.dueOn).toBe('2100-01-01');
    await untilIdle(world.app);
    expect(await read(id)).toMatchObject({ state: 'sent', sent: 1 });
  });
});

describe('reminders of a campaign', () => {
  it('are not written while it is paused or once it is closed, and are when it is resumed', async () => {
    const [site, other] = [await aSite(), await aSite()];
    const day = (from: number): string => new Date(world.clock.now().getTime() + from * 86_400_000).toISOString().slice(0, 10);
    const [dueOn, before7, before3] = [day(10), day(3), day(7)];
    const [id, closed] = [
      await begin({ filter: { siteId: [site.siteId] }, dueOn }),
      await begin({ filter: { siteId: [other.siteId] }, dueOn }),
    ];
    await untilIdle(world.app);
    await move(id, 'pause');
    await move(closed, 'close');
    const steps = async ({ siteId }: TestSite) =>
      (await rows('SELECT r.step FROM reminder r JOIN assessment a ON a.id = r.assessment_id WHERE a.site_id = $1', [siteId])).map(
        ({ step }) => step,
      );
    /** Nine in the morning in Bangladesh. */
    const morningOf = async (date: string): Promise<void> => {
      travelTo(world, `${date}T03:05:00.000Z`);
      await world.app.get(SweepWorker).run();
      await untilIdle(world.app);
    };
    await morningOf(before7);
    expect(await steps(site)).toEqual([]);
    expect((await move(id, 'resume')).body.state).toBe('sent');
    await morningOf(before3);
    expect(await steps(site)).toContain('before_3');
    expect(await steps(other)).toEqual([]);
  });
});

describe('the progress of a campaign', () => {
  it('says of each site where it stands, at which question, and since when', async () => {
    const [bounced, unopened, opened, started] = [await aSite(), await aSite(), await aSite(), await aSite()];
    const [stuck, submitted, cancelled] = [await aSite(), await aSite(), await aSite()];
    const all = [bounced, unopened, opened, started, stuck, submitted, cancelled];
    const mailer = world.app.get(Mailer);
    const real = mailer.send.bind(mailer);
    const spy = jest.spyOn(mailer, 'send').mockImplementation((letter) => {
      if (letter.to.address === bounced.email) return Promise.reject(new RecipientRefused());
      return real(letter);
    });
    const dueOn = new Date(world.clock.now().getTime() + 9 * 86_400_000).toISOString().slice(0, 10);
    const id = await begin({ filter: { siteId: all.map(({ siteId }) => siteId) }, dueOn });
    await untilIdle(world.app);
    const link = (site: { email: string }) => world.linkTo(site.email);
    const rounds = new Rounds(world, admin);
    const first = (await world.as(await link(stuck)).get(api('/respond'))).body.completeness.total.missing as [string, string];
    const options = await rounds.save(await link(stuck), [{ question: first[0], state: 'unknown', version: 0 }]);
    expect(options.status).toBe(200);
    await rounds.complete(await link(submitted));
    const [cancelledRound] = (await sitesOf(id)).filter(({ siteId }) => siteId === cancelled.siteId);
    await (await officer()).post(api(`/assessments/${cancelledRound?.assessmentId}/cancel`)).expect(200);
    world.clock.advanceDays(8);
    await rounds
      .respond(await link(opened))
      .get(api('/respond'))
      .expect(200);
    await rounds.save(
      await link(started),
      [choose(first[0], null)].map((answer) => ({ ...answer, state: 'unknown' })),
    );
    await untilIdle(world.app);
    const standing = async (): Promise<Record<string, string>> =>
      Object.fromEntries((await sitesOf(id)).map((site) => [site.siteId, site.standing]));
    expect(await standing()).toEqual({
      [bounced.siteId]: 'bounced',
      [unopened.siteId]: 'sent',
      [opened.siteId]: 'opened',
      [started.siteId]: 'started',
      [stuck.siteId]: 'stuck',
      [submitted.siteId]: 'submitted',
      [cancelled.siteId]: 'cancelled',
    });
    const each = { bounced: 1, sent: 1, opened: 1, started: 1, stuck: 1, submitted: 1, cancelled: 1, queued: 0, skipped: 0 };
    expect((await read(id)).progress).toEqual({ ...each, overdue: 0, skippedBy: [] });
    expect(await sitesOf(id, '&standing=stuck')).toEqual([
      expect.objectContaining({
        siteId: stuck.siteId,
        site: expect.stringContaining('Firm'),
        supplierId: stuck.supplierId,
        firstMissing: first[1],
        lastActivityAt: expect.any(String),
        overdue: false,
      }),
    ]);
    expect((await sitesOf(id, '&standing=opened'))[0]?.firstMissing).toBe(first[0]);
    // A reminder may have followed, and was refused as well.
    const [mail] = await rows(
      `SELECT DISTINCT m.dropped_reason, m.sent_at FROM mail m JOIN assessment_link l ON l.id = m.link_id JOIN assessment a ON a.id = l.assessment_id WHERE a.site_id = $1`,
      [bounced.siteId],
    );
    expect(mail).toEqual({ dropped_reason: 'bounced', sent_at: null });
    expect((await (await officer()).get(api(`/campaigns/${id}?stuckAfterDays=30`))).body.progress).toMatchObject({ stuck: 0, started: 2 });
    world.clock.advanceDays(2);
    expect((await read(id)).progress.overdue).toBe(5);
    expect(await sitesOf(id, '&overdue=true')).toHaveLength(5);
    spy.mockRestore();
  });

  it('is listed with the other campaigns, the newest first, and is nobody else’s', async () => {
    const list = (await (await officer()).get(api('/campaigns?limit=2')).expect(200)).body;
    expect(list.items).toHaveLength(2);
    expect(list.items[0].id > list.items[1].id).toBe(true);
    expect(
      (await (await officer()).get(api(`/campaigns?limit=2&after=${list.next}`)).expect(200)).body.items[0].id < list.items[1].id,
    ).toBe(true);
    const stranger = world.as((await world.signUp('campaigning-stranger')).token);
    expect((await stranger.get(api('/campaigns')).expect(200)).body.items).toEqual([]);
    for (const path of ['', '/sites']) {
      expect((await stranger.get(api(`/campaigns/${list.items[0].id}${path}`)).expect(404)).body.code).toBe('CAMPAIGN_NOT_FOUND');
    }
    for (const name of ['pause', 'resume', 'close']) {
      expect(
        (
          await stranger
            .post(api(`/campaigns/${list.items[0].id}/${name}`))
            .send({})
            .expect(404)
        ).body.code,
      ).toBe('CAMPAIGN_NOT_FOUND');
    }
    const [{ site_id: siteId }] = (await rows('SELECT site_id FROM campaign_site LIMIT 1', [])) as [{ site_id: string }];
    const theirs = await stranger.post(api('/campaigns')).send({ name: 'Theirs', filter: { siteId: [siteId] } });
    expect(theirs.body.code).toBe('CAMPAIGN_EMPTY');
  });
});
