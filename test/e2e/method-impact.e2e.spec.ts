import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { untilIdle } from '../../src/demo/idle.js';
import { RunImpactWorker } from '../../src/modules/methods/run-impact.worker.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { TrialScores } from '../../src/modules/scoring/trial-scores.service.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { answerMissing, makeSite, type TestSite } from '../support/assessed-sites.js';
import { eventually } from '../support/eventually.js';
import { makeManySites } from '../support/many-sites.js';
import { MethodsApi, STRICTER } from '../support/methods.js';
import { sweepNow } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

/** What a draft would do to a portfolio of which every difference is known. */

interface Impact {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly result: {
    readonly sites: Readonly<Record<string, number>>;
    readonly bands: readonly { readonly before: string; readonly after: string; readonly sites: number }[];
    readonly largestMoves: readonly { readonly siteId: string; readonly contributions: readonly object[] }[];
  };
}

let world: World;
let admin: SignedIn;
let api: MethodsApi;
let garments: readonly TestSite[];
let software: TestSite;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('impact-ours');
  api = new MethodsApi(world, admin);
  const email = 'contact@impact.example';
  garments = [
    await makeSite(world, admin.tenantId, 'Garments one', []),
    await makeSite(world, admin.tenantId, 'Garments two', []),
    await makeSite(world, admin.tenantId, '=Garments, three', [{ email }]),
  ];
  software = await makeSite(world, admin.tenantId, 'Software', [], { isic: '62', country: 'SWE' });
  await makeSite(world, admin.tenantId, 'Long gone', [], { status: 'archived' });
  await api.ok('post', '/assessments', { siteIds: [garments[2]?.siteId] });
  const token = await world.linkTo(email);
  await answerMissing(world, token, { W5: 'all_held' });
  await world.as(token).post('/api/v1/respond/submit').expect(200);
  const actor = systemOf(admin.tenantId);
  await world.app.get(TenantDb).transaction(actor, (db) => world.app.get(ScoringQueue).requestAll(db, actor));
  await untilIdle(world.app);
});
afterAll(() => world.stop());

const rowsIn = async (table: string): Promise<number> => {
  const { rows } = await world.admin.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE tenant_id = $1`, [admin.tenantId]);
  return Number(rows[0]?.n);
};
const impactOf = (id: string): Promise<Impact> => api.ok('get', `/methods/${id}/impact`);
const figuresOf = async (site: TestSite | undefined) =>
  (await world.admin.query<{ residual: number; band: string }>('SELECT residual, band FROM site WHERE id = $1', [site?.siteId])).rows[0];
const hundredths = (value: number): number => Math.round(value * 100) / 100;

describe('the impact report', () => {
  it('tells exactly who moves, why, and what falls due, and stores nothing but itself', async () => {
    const tables = ['score', 'finding', 'corrective_action', 'reassessment', 'mail', 'scoring_due', 'assessment'];
    const before = await Promise.all(tables.map(rowsIn));
    const made = await api.draft();
    const running = { state: 'running', done: 0, total: 4, against: '1.1.0', result: null, goodUntil: null };
    expect(await api.ok('post', `/methods/${made.id}/impact`)).toMatchObject(running);
    await untilIdle(world.app);
    expect(await Promise.all(tables.map(rowsIn))).toEqual(before);
    const impact = await impactOf(made.id);
    expect(impact).toMatchObject({ state: 'done', done: 4, total: 4, current: true, caveat: expect.stringContaining('proof') });
    const { residual = 0, band } = (await figuresOf(garments[0])) ?? {};
    // The sector counts 0.20 and, nothing being answered, 0.30 more in place of the workforce: 15 points more of it are 7.5.
    const byFloor = hundredths(80 - residual - 7.5);
    expect(byFloor).toBeGreaterThan(0);
    expect(impact.result.sites).toMatchObject({
      all: 4,
      toGraverBand: 2,
      toMilderBand: 0,
      newlyZeroTolerance: 0,
      newlyFloored: 3,
      dueLater: 0,
    });
    expect(impact.result.sites['dueSooner']).toBe(3);
    expect(impact.result.bands).toEqual([
      { before: 'low', after: 'low', sites: 1 },
      { before: band, after: 'critical', sites: 2 },
      { before: 'critical', after: 'critical', sites: 1 },
    ]);
    expect(impact.result).toMatchObject({
      suppliers: { toGraverBand: 2, toMilderBand: 0 },
      floors: [{ id: 'hardest_sectors', before: 0, after: 3 }],
    });
    const move = impact.result.largestMoves.find(({ siteId }) => siteId === garments[0]?.siteId);
    expect(move).toMatchObject({
      supplier: 'Garments one',
      residualBefore: residual,
      residualAfter: 80,
      change: hundredths(80 - residual),
      bandAfter: 'critical',
      floorBefore: null,
      floorAfter: 'hardest_sectors',
      causes: [
        { cause: 'sector', ref: '14', points: 7.5 },
        { cause: 'floor', ref: 'hardest_sectors', points: byFloor },
      ],
    });
    expect(move?.contributions[0]).toMatchObject({ factor: 'floor', ref: 'hardest_sectors', before: 0, after: byFloor });
    await api.drop(made.id);
  });

  it('counts what falls due by the draft’s own cadence, and no site moves by that', async () => {
    const made = await api.draft({ name: 'Only sooner', cadence: { critical: 1, high: 1, medium: 1, low: 1 } });
    await api.lookAt(made.id);
    const { result } = await impactOf(made.id);
    expect(result.sites).toMatchObject({ moved: 0, dueSooner: 4, dueIn30Before: 0, dueIn90After: 4 });
    expect(result.largestMoves).toEqual([]);
    await api.drop(made.id);
  });

  it('is what scoring then does, to the last hundredth', async () => {
    const made = await api.draft({ ...STRICTER, cadence: null });
    await api.lookAt(made.id);
    const { items } = await api.ok<{ items: { siteId: string; residualAfter: number; bandAfter: string; dueAfter: string }[] }>(
      'get',
      `/methods/${made.id}/impact/sites?only=all`,
    );
    expect((await api.adopt(made.id, world.clock.today())).status).toBe(200);
    await untilIdle(world.app);
    const { rows } = await world.admin.query(
      `SELECT s.id AS "siteId", s.residual AS "residualAfter", s.band AS "bandAfter", r.due_on::text AS "dueAfter"
       FROM site s JOIN reassessment r ON r.site_id = s.id AND r.state = 'planned' WHERE s.tenant_id = $1 AND s.status = 'active' ORDER BY s.id`,
      [admin.tenantId],
    );
    const told = items.map(({ siteId, residualAfter, bandAfter, dueAfter }) => ({ siteId, residualAfter, bandAfter, dueAfter }));
    expect([...told].sort((a, b) => (a.siteId < b.siteId ? -1 : 1))).toEqual(rows);
    const back = await api.draft({ name: 'Back' });
    await api.lookAt(back.id);
    expect((await api.adopt(back.id, world.clock.today())).status).toBe(200);
    await untilIdle(world.app);
  });

  it('is read page by page and as CSV, to the last site', async () => {
    const made = await api.draft();
    await api.lookAt(made.id);
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: { items: { siteId: string }[]; next: string | null } = await api.ok(
        'get',
        `/methods/${made.id}/impact/sites?only=all&limit=1&after=${after}`,
      );
      seen.push(...page.items.map(({ siteId }) => siteId));
      after = page.next;
    }
    expect([...seen].sort()).toEqual([...garments, software].map(({ siteId }) => siteId).sort());
    expect(seen.at(-1)).toBe(software.siteId);
    const only = async (which: string) =>
      (await api.ok<{ items: object[] }>('get', `/methods/${made.id}/impact/sites?only=${which}`)).items.length;
    expect([await only('band'), await only('floor'), await only('zero_tolerance'), await only('due')]).toEqual([2, 3, 0, 3]);
    const { text } = await api.call('get', `/methods/${made.id}/impact.csv`);
    const lines: Record<string, string>[] = parse(text, { columns: true });
    expect(lines.map(({ siteId }) => siteId).sort()).toEqual([...seen].sort());
    const lineOf = (site: TestSite | undefined) => lines.find(({ siteId }) => siteId === site?.siteId);
    expect(lineOf(software)).toMatchObject({ change: '0', causes: '', bandBefore: 'low', bandAfter: 'low' });
    expect(lineOf(garments[0])?.['causes']).toMatch(/^sector 14 \+7\.5; floor hardest_sectors \+\d/);
    expect(lineOf(garments[2])?.['supplier']).toBe("'=Garments, three");
    await api.drop(made.id);
  });
});

describe('a report over many sites', () => {
  it('goes on where it was broken off, with every site once, however many work on it', async () => {
    await makeManySites(world, admin.tenantId, 'many', 90, 5);
    const made = await api.draft();
    const trials = world.app.get(TrialScores);
    const whole = trials.of.bind(trials);
    let chunks = 0;
    const spy = jest.spyOn(trials, 'of').mockImplementation(async (...given) => {
      chunks += 1;
      if (chunks > 1) throw new Error('killed');
      return whole(...given);
    });
    await api.ok('post', `/methods/${made.id}/impact`);
    await eventually(async () => expect(await impactOf(made.id)).toMatchObject({ state: 'running', done: 200, total: 454 }));
    expect(await api.refusal('get', `/methods/${made.id}/impact/sites`)).toBe('409 METHOD_IMPACT_RUNNING');
    expect(await api.refusal('get', `/methods/${made.id}/impact.csv`)).toBe('409 METHOD_IMPACT_RUNNING');
    const again = await api.ok<Impact>('post', `/methods/${made.id}/impact`);
    expect(again).toMatchObject({ state: 'running', done: 200 });
    await eventually(async () => expect(chunks).toBeGreaterThan(1));
    spy.mockRestore();
    const worker = world.app.get(RunImpactWorker);
    const job = { tenantId: admin.tenantId, impactId: again.id };
    await Promise.all([worker.run(job), worker.run(job), sweepNow(world)]);
    const done = await impactOf(made.id);
    expect(done).toMatchObject({ id: again.id, state: 'done', done: 454, total: 454, result: { sites: { all: 454 } } });
    expect(done.result.bands.reduce((sum, { sites }) => sum + sites, 0)).toBe(454);
    expect(done.result.largestMoves).toHaveLength(10);
    await api.drop(made.id);
  });

  it('ends where its draft is dropped or changed meanwhile', async () => {
    const made = await api.draft();
    const { id: impactId } = await api.ok<Impact>('post', `/methods/${made.id}/impact`);
    await api.ok('put', `/methods/${made.id}`, { ...STRICTER, floors: [], version: 1 });
    await world.app.get(RunImpactWorker).run({ tenantId: admin.tenantId, impactId });
    expect(await api.refusal('get', `/methods/${made.id}/impact`)).toBe('404 METHOD_IMPACT_NOT_FOUND');
    await api.ok('post', `/methods/${made.id}/impact`);
    await api.drop(made.id);
    await untilIdle(world.app);
    const left = await world.admin.query('SELECT 1 FROM method_impact_row WHERE impact_id NOT IN (SELECT id FROM method_impact)');
    expect(left.rows).toEqual([]);
    expect(await rowsIn('method_impact')).toBe(2);
  });
});
