import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { type Listed, PatientWorld, type Rescoring } from '../support/patient-world.js';
import { World } from '../support/world.js';

let world: World;
let patient: PatientWorld;
beforeAll(async () => {
  world = await World.start({ work: false });
  patient = new PatientWorld(world);
});
afterAll(async () => {
  await world.stop();
});

describe('a rescoring', () => {
  it('says how many sites it has to score, and to the end how many it did', async () => {
    const { buyer, tenantId } = await patient.buyerOf('counting-buyer', 30);
    const id = await patient.requestAll(tenantId, 'method_changed');
    expect(await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).toMatchObject({
      total: 30,
      done: 0,
      finishedAt: null,
      reason: 'method_changed',
    });
    await patient.work(tenantId);
    const done = await patient.get<Rescoring>(buyer, `/rescorings/${id}`);
    expect(done).toMatchObject({ total: 30, done: 30, changed: 0, failed: 0, handedOver: 0, requestedBy: null });
    expect(done.finishedAt).not.toBeNull();
    await patient.makeStale(tenantId);
    await patient.requestAll(tenantId);
    await patient.work(tenantId);
    const { items } = await patient.get<Listed<Rescoring>>(buyer, '/rescorings?limit=2');
    expect(items.map(({ changed, done: scored }) => [changed, scored])).toEqual([
      [30, 30],
      [0, 30],
    ]);
  });

  it('of a tenant without sites is over at once', async () => {
    const buyer = await world.signUp('empty-buyer');
    const id = await patient.requestAll(buyer.tenantId);
    expect(await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).toMatchObject({ total: 0, done: 0, finishedAt: expect.any(String) });
  });

  it('takes over what an earlier one has not come to, so that each site is scored once and both are counted to the end', async () => {
    const { buyer, tenantId } = await patient.buyerOf('twice-buyer', 12);
    const before = await patient.scoresOf(tenantId);
    await patient.makeStale(tenantId);
    const [first, second] = await Promise.all([
      patient.requestAll(tenantId, 'method_changed'),
      patient.requestAll(tenantId, 'indices_changed'),
    ]);
    await patient.work(tenantId);
    const both = [
      await patient.get<Rescoring>(buyer, `/rescorings/${first}`),
      await patient.get<Rescoring>(buyer, `/rescorings/${second}`),
    ];
    expect(both.map(({ total, finishedAt }) => [total, finishedAt === null])).toEqual([
      [12, false],
      [12, false],
    ]);
    expect(both.map(({ done }) => done).sort((a, b) => a - b)).toEqual([0, 12]);
    expect(both.map(({ handedOver }) => handedOver).sort((a, b) => a - b)).toEqual([0, 12]);
    expect(await patient.scoresOf(tenantId)).toEqual(before.map((n) => n + 1));
  });

  it('counts every site once though its workers are killed in the middle, and two work at once', async () => {
    const { buyer, tenantId } = await patient.buyerOf('killed-buyer', 900);
    await patient.makeStale(tenantId);
    const id = await patient.requestAll(tenantId);
    const running = [patient.work(tenantId), patient.work(tenantId)].map((run) =>
      run.then(
        () => 'done',
        () => 'killed',
      ),
    );
    let progress = 0;
    while (progress === 0) progress = (await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).done;
    await world.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'plumbline' AND datname = current_database()`,
    );
    await Promise.all(running);
    const between = await patient.get<Rescoring>(buyer, `/rescorings/${id}`);
    expect(between.done).toBeGreaterThanOrEqual(progress);
    await Promise.all([patient.work(tenantId), patient.work(tenantId)]);
    expect(await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).toMatchObject({
      total: 900,
      done: 900,
      changed: 900,
      failed: 0,
      handedOver: 0,
    });
    expect(new Set(await patient.scoresOf(tenantId))).toEqual(new Set([2]));
  });

  it('shows a reader the old or the new score of a site, never none', async () => {
    const { buyer, tenantId } = await patient.buyerOf('reading-buyer', 600);
    await patient.makeStale(tenantId);
    await patient.requestAll(tenantId);
    let running = true;
    const run = patient.work(tenantId).finally(() => (running = false));
    const counts: number[] = [];
    while (running) {
      const [found] = await world.app
        .get(TenantDb)
        .transaction(systemOf(tenantId), (db) =>
          db.query<{ n: number }[]>(
            `SELECT count(*)::integer AS n FROM site s JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id AND c.residual = s.residual`,
          ),
        );
      counts.push(found?.n ?? 0);
      const { items } = await patient.get<Listed<{ scoreId: string }>>(buyer, '/scores?limit=200');
      counts.push(items.length + 400);
    }
    await run;
    expect(counts.length).toBeGreaterThan(2);
    expect(new Set(counts)).toEqual(new Set([600]));
  });
});

describe('a thousand changes to one site', () => {
  it('at once make one score', async () => {
    const { tenantId, sites } = await patient.buyerOf('busy-buyer', 3);
    const [siteId = '', supplierId = ''] = [sites.siteIds[0], sites.supplierIds[0]];
    await patient.makeStale(tenantId);
    for (let round = 0; round < 50; round += 1)
      await Promise.all(Array.from({ length: 20 }, () => patient.request(tenantId, siteId, supplierId)));
    await patient.work(tenantId);
    await patient.work(tenantId);
    expect((await patient.scoresOf(tenantId)).toSorted()).toEqual([1, 1, 2]);
  });
});

describe('a site that cannot be scored', () => {
  interface Unscored {
    readonly siteId: string;
    readonly code: string;
    readonly attempts: number;
    readonly failedAt: string;
    readonly nextTryAt: string;
  }

  it.each([
    [
      'because of what its rows say',
      async (siteId: string): Promise<void> => {
        await world.admin.query(`UPDATE site SET goods_mode = 'declared', goods = '[null]' WHERE id = $1`, [siteId]);
      },
    ],
    [
      'because the database refuses its score',
      async (siteId: string): Promise<void> => {
        await world.admin.query(
          `CREATE OR REPLACE FUNCTION refuse_score() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$`,
        );
        await world.admin.query(
          `CREATE OR REPLACE TRIGGER refuse BEFORE INSERT ON score FOR EACH ROW WHEN (NEW.site_id = '${siteId}') EXECUTE FUNCTION refuse_score()`,
        );
      },
    ],
  ] as const)('%s is set aside and counted, and stops nobody else', async (why, breakIt) => {
    const { buyer, tenantId, sites } = await patient.buyerOf(`broken-${why.length}-buyer`, 25);
    const [siteId = '', supplierId = ''] = [sites.siteIds[7], sites.supplierIds[7]];
    await breakIt(siteId);
    await patient.makeStale(tenantId);
    const id = await patient.requestAll(tenantId);
    await patient.work(tenantId);
    expect(await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).toMatchObject({
      total: 25,
      done: 24,
      changed: 24,
      failed: 1,
      handedOver: 0,
    });
    expect((await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).finishedAt).not.toBeNull();
    const unscored = async (): Promise<readonly Unscored[]> => (await patient.get<Listed<Unscored>>(buyer, '/unscored-sites')).items;
    const [aside] = await unscored();
    expect(aside).toMatchObject({ siteId, code: 'SITE_NOT_SCORED', attempts: 1 });
    expect(Date.parse(aside?.nextTryAt ?? '') - Date.parse(aside?.failedAt ?? '')).toBe(60_000);
    const { status } = await world.as(buyer.token).get(`/api/v1/sites/${siteId}/score`);
    expect(status).toBe(200);

    // Not before its time; then after twice as long; at once when something changes.
    await patient.work(tenantId);
    expect(await unscored()).toMatchObject([{ attempts: 1 }]);
    world.clock.advanceDays(2 / 1440);
    await patient.work(tenantId);
    const [again] = await unscored();
    expect([again?.attempts, Date.parse(again?.nextTryAt ?? '') - Date.parse(again?.failedAt ?? '')]).toEqual([2, 120_000]);
    await world.admin.query('DROP TRIGGER IF EXISTS refuse ON score');
    await patient.rows(`UPDATE site SET goods_mode = 'services', goods = '[]' WHERE id = $1`, [siteId]);
    await patient.request(tenantId, siteId, supplierId);
    await patient.work(tenantId);
    expect(await unscored()).toEqual([]);
    expect(new Set(await patient.scoresOf(tenantId))).toEqual(new Set([2]));
    expect(await patient.get<Rescoring>(buyer, `/rescorings/${id}`)).toMatchObject({ done: 24, failed: 1 });
  });
});
