import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { untilIdle } from '../../src/demo/idle.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { makeSite, type TestSite } from '../support/assessed-sites.js';
import { sweepNow } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

/** A method's whole life: drafted, looked at, adopted from a day on, retired; and what it leaves alone. */

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let other: SignedIn;
let garments: readonly TestSite[];
let software: TestSite;

const DRAFT = {
  name: 'Stricter on garments',
  sectorValues: [{ isic: '14', value: 100, reason: { en: 'Three of our own cases in a year.' } }],
  floors: [
    {
      id: 'hardest_sectors',
      value: 80,
      when: 'sector.value >= 90.0',
      reason: { en: 'Work in this sector is seldom free of risk.', ru: 'Работа в этой отрасли редко бывает без риска.' },
    },
  ],
  cadence: { critical: 1, high: 3, medium: 12, low: 24 },
};

interface Method {
  readonly id: string;
  readonly label: string;
  readonly sha256: string;
  readonly state: string;
  readonly version: number;
  readonly adoptOn: string | null;
  readonly retiredOn: string | null;
}

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('methods-ours');
  officer = await world.join(admin, 'officer');
  other = await world.signUp('methods-theirs');
  const { tenantId } = admin;
  garments = [
    await makeSite(world, tenantId, 'Garments one', []),
    await makeSite(world, tenantId, 'Garments two', []),
    await makeSite(world, tenantId, 'Garments three', []),
  ];
  software = await makeSite(world, tenantId, 'Software', [], { isic: '62', country: 'SWE' });
  await makeSite(world, tenantId, 'Long gone', [], { status: 'archived' });
  await world.app.get(TenantDb).transaction(systemOf(tenantId), (db) => world.app.get(ScoringQueue).requestAll(db, systemOf(tenantId)));
  await untilIdle(world.app);
});
afterAll(() => world.stop());

/** The clock moves on, so everybody signs in anew. */
const as = async ({ slug, email, password }: SignedIn = officer) => world.as((await world.signIn(slug, email, password)).token);
const path = (rest: string) => `/api/v1/methods${rest}`;
const problemsOf = (body: unknown): readonly (readonly [string, string])[] =>
  (body as { problems: { path: string; code: string }[] }).problems.map(({ path: at, code }) => [at, code] as const);

const draft = async (body: object = DRAFT): Promise<Method> => (await (await as()).post(path('')).send(body).expect(201)).body as Method;
const read = async (id: string): Promise<Method> => (await (await as()).get(path(`/${id}`)).expect(200)).body as Method;
const lookAt = async (id: string): Promise<void> => {
  await (await as()).post(path(`/${id}/impact`)).expect(202);
  await untilIdle(world.app);
};
const adopt = async (id: string, on: string) =>
  (await as(admin)).post(path(`/${id}/adopt`)).send({ on, version: (await read(id)).version });
const dayIn = (days: number): string => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const scoresOf = async (siteId: string): Promise<{ id: string; methodVersion: string; residual: number; band: string }[]> =>
  (await (await as()).get(`/api/v1/sites/${siteId}/scores`).expect(200)).body.items;
const rowsIn = async (table: string): Promise<number> =>
  Number((await world.admin.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE tenant_id = $1`, [admin.tenantId])).rows[0]?.n);

describe('a tenant', () => {
  it('begins with the newest shipped method and is scored by it', async () => {
    const { body } = await (await as()).get(path('/in-force')).expect(200);
    expect(body).toMatchObject({
      label: '1.1.0',
      basedOn: '1.1.0',
      state: 'adopted',
      sectorValues: [],
      floors: [],
      cadence: null,
      newerShipped: [],
    });
    expect((await (await as()).get('/api/v1/methodology').expect(200)).body).toMatchObject({ version: '1.1.0', sha256: body.sha256 });
    expect((await scoresOf(garments[0]?.siteId ?? '')).map(({ methodVersion }) => methodVersion)).toEqual(['1.1.0']);
  });

  it('stays at it when a newer version is shipped, and goes over to that by a draft without adjustments', async () => {
    await world.admin.query(
      `INSERT INTO content_version (kind, id, version, sha256, body, loaded_at)
       SELECT kind, id, '1.0.9', repeat('ab', 32), body || '{"version": "1.0.9"}', now() FROM content_version WHERE kind = 'methodology' AND version = '1.1.0'`,
    );
    try {
      const on = await draft({ name: 'As shipped before', basedOn: '1.0.9' });
      expect(on).toMatchObject({ label: '1.0.9', state: 'draft' });
      await (await as()).delete(path(`/${on.id}?version=1`)).expect(204);
      expect((await (await as()).get(path('/in-force'))).body).toMatchObject({ label: '1.1.0' });
      await world.admin.query(
        `INSERT INTO content_version (kind, id, version, sha256, body, loaded_at)
         SELECT kind, id, '1.2.0', repeat('cd', 32), body || '{"version": "1.2.0"}', now() FROM content_version WHERE kind = 'methodology' AND version = '1.1.0'`,
      );
      expect((await (await as()).get(path('/in-force'))).body).toMatchObject({ label: '1.1.0', newerShipped: ['1.2.0'] });
    } finally {
      await world.admin.query(`DELETE FROM content_version WHERE kind = 'methodology' AND version <> '1.1.0'`);
    }
  });
});

describe('nonsense', () => {
  const [floor] = DRAFT.floors;
  const withFloor = (changes: object): object => ({ ...DRAFT, floors: [{ ...floor, ...changes }] });
  const withSector = (changes: object): object => ({ ...DRAFT, sectorValues: [{ ...DRAFT.sectorValues[0], ...changes }] });

  it.each<readonly [string, object, readonly (readonly [string, string])[]]>([
    ['weights', { ...DRAFT, inherent: { weights: { country: 1 } } }, [['inherent', 'UNKNOWN_FIELD']]],
    ['bands', { ...DRAFT, bands: [{ id: 'low', from: 0 }] }, [['bands', 'UNKNOWN_FIELD']]],
    ['a figure of the method in a floor', withFloor({ weight: 3 }), [['floors.0.weight', 'UNKNOWN_FIELD']]],
    ['a division that does not exist', withSector({ isic: '04' }), [['sectorValues.0.isic', 'ISIC_UNKNOWN']]],
    [
      'a division that stands twice',
      { ...DRAFT, sectorValues: [...DRAFT.sectorValues, ...DRAFT.sectorValues] },
      [['sectorValues.1.isic', 'DUPLICATE_ID']],
    ],
    ['a sector value below its range', withSector({ value: 9 }), [['sectorValues.0.value', 'MIN']]],
    [
      'a sector value that is no number',
      withSector({ value: '80' }),
      [
        ['sectorValues.0.value', 'IS_NUMBER'],
        ['sectorValues.0.value', 'MIN'],
        ['sectorValues.0.value', 'MAX'],
      ],
    ],
    ['a sector value without a reason', withSector({ reason: {} }), [['sectorValues.0.reason', 'REASON_MISSING']]],
    ['a blank reason', withSector({ reason: { en: ' ' } }), [['sectorValues.0.reason.en', 'REASON_MISSING']]],
    ['a reason in no language', withSector({ reason: { 'not a tag': 'Why.' } }), [['sectorValues.0.reason.not a tag', 'LANGUAGE_UNKNOWN']]],
    ['a reason that is no text', withSector({ reason: { en: 7 } }), [['sectorValues.0.reason.en', 'REASON_NOT_TEXT']]],
    ['a floor above 100', withFloor({ value: 101 }), [['floors.0.value', 'MAX']]],
    ['a floor that stands twice', { ...DRAFT, floors: [floor, floor] }, [['floors.1.id', 'DUPLICATE_ID']]],
    ['a floor that the shipped method has', withFloor({ id: 'goods_forced_labour' }), [['floors.0.id', 'FLOOR_SHIPPED']]],
    ['a floor with an id of no form', withFloor({ id: 'Über alles' }), [['floors.0.id', 'ID_FORM']]],
    ['a condition that cannot be read', withFloor({ when: 'sector.value >=' }), [['floors.0.when', 'CONDITION_SYNTAX']]],
    ['a condition of mixed types', withFloor({ when: "sector.value >= 'high'" }), [['floors.0.when', 'CONDITION_TYPE']]],
    ['a condition that is no condition', withFloor({ when: 'sector.value' }), [['floors.0.when', 'CONDITION_NOT_BOOLEAN']]],
    [
      'a question that the manual does not have',
      withFloor({ when: "answers.ZZ9 == 'yes'" }),
      [['floors.0.when', 'CONDITION_UNKNOWN_QUESTION']],
    ],
    ['a fact that no floor can read', withFloor({ when: "site.country == 'BGD'" }), [['floors.0.when', 'CONDITION_UNKNOWN_INPUT']]],
    [
      'an option that the question does not have',
      withFloor({ when: "answers.R3 == 'perhaps'" }),
      [['floors.0.when', 'CONDITION_UNKNOWN_OPTION']],
    ],
    ['a condition that can never hold', withFloor({ when: 'sector.value > 100.0' }), [['floors.0.when', 'CONDITION_NEVER']]],
    ['a condition that reads nothing', withFloor({ when: '1.0 < 2.0' }), [['floors.0.when', 'CONDITION_CONSTANT']]],
    [
      'a graver band that is later than a milder one',
      { ...DRAFT, cadence: { critical: 6, high: 3, medium: 12, low: 24 } },
      [['cadence.high', 'CADENCE_ORDER']],
    ],
    ['months that are none', { ...DRAFT, cadence: { critical: 0, high: 3, medium: 12, low: 24 } }, [['cadence.critical', 'MIN']]],
    ['a shipped version that does not exist', { ...DRAFT, basedOn: '7.0.0' }, [['basedOn', 'METHODOLOGY_UNKNOWN']]],
    ['a floor of nothing', { ...DRAFT, floors: [null] }, [['floors', 'NESTED_VALIDATION']]],
  ])('is refused with its place: %s', async (_, body, problems) => {
    const answer = await (await as()).post(path('')).send(body).expect(400);
    expect(problemsOf(answer.body)).toEqual(problems);
  });

  it('is refused where it is too much of it', async () => {
    const many = Array.from({ length: 41 }, (_, i) => ({ ...floor, id: `floor_${i}` }));
    expect(
      problemsOf(
        (
          await (
            await as()
          )
            .post(path(''))
            .send({ ...DRAFT, floors: many })
            .expect(413)
        ).body,
      ),
    ).toEqual([['floors', 'METHOD_TOO_LARGE']]);
    const costly = ['R2', 'R3', 'R4', 'C1', 'C2', 'K1', 'K2', 'S1'].map((id) => `has(answers.${id})`).join(' && ');
    const answer = await (await as()).post(path('')).send(withFloor({ when: costly }));
    expect(answer.status).toBe(400);
    await (
      await as()
    )
      .post(path(''))
      .send({ ...DRAFT, name: 'x'.repeat(2_000_000) })
      .expect(413);
    expect(await rowsIn('tenant_method')).toBe(1);
  });
});

describe('a draft', () => {
  it('has a label and a hash of its own, and changes both with what is in it; two people cannot overwrite each other', async () => {
    const made = await draft();
    expect(made).toMatchObject({ label: '1.1.0+t1', state: 'draft', adoptOn: null, version: 1 });
    const http = await as();
    const put = (body: object) => http.put(path(`/${made.id}`)).send(body);
    const answers = await Promise.all([put({ ...DRAFT, floors: [], version: 1 }), put({ ...DRAFT, cadence: null, version: 1 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const changed = await read(made.id);
    expect(changed.version).toBe(2);
    expect(changed.sha256).not.toBe(made.sha256);
    const bare = await put({ name: 'Nothing of our own', version: 2 }).expect(200);
    expect(bare.body).toMatchObject({ label: '1.1.0', sectorValues: [], floors: [], cadence: null });
    await http.delete(path(`/${made.id}?version=2`)).expect(409);
    await http.delete(path(`/${made.id}`)).expect(400);
    await http.delete(path(`/${made.id}?version=3`)).expect(204);
    await http.get(path(`/${made.id}`)).expect(404);
  });

  it('is nobody’s but its tenant’s', async () => {
    const made = await draft();
    const theirs = await as(other);
    await theirs.get(path(`/${made.id}`)).expect(404);
    await theirs
      .put(path(`/${made.id}`))
      .send({ ...DRAFT, version: 1 })
      .expect(404);
    await theirs.post(path(`/${made.id}/impact`)).expect(404);
    await theirs.get(path(`/${made.id}/impact`)).expect(404);
    await theirs
      .post(path(`/${made.id}/adopt`))
      .send({ on: dayIn(1), version: 1 })
      .expect(404);
    expect((await theirs.get(path('')).expect(200)).body.items.map(({ label }: Method) => label)).toEqual(['1.1.0']);
    await (await as()).delete(path(`/${made.id}?version=1`)).expect(204);
  });

  it('is adopted by an admin alone, and by nobody who has not looked at it', async () => {
    const made = await draft();
    await (
      await as(officer)
    )
      .post(path(`/${made.id}/adopt`))
      .send({ on: dayIn(1), version: 1 })
      .expect(403);
    expect((await adopt(made.id, dayIn(1))).body).toMatchObject({ status: 409, code: 'METHOD_NOT_LOOKED_AT' });
    await lookAt(made.id);
    expect((await adopt(made.id, dayIn(-1))).body).toMatchObject({ status: 400, code: 'ADOPTION_DATE' });
    expect((await adopt(made.id, dayIn(400))).body).toMatchObject({ status: 400, code: 'ADOPTION_DATE' });
    expect((await adopt(made.id, '2027-02-30')).body).toMatchObject({ status: 400, code: 'ADOPTION_DATE' });
    await (
      await as()
    )
      .put(path(`/${made.id}`))
      .send({ ...DRAFT, cadence: null, version: 1 })
      .expect(200);
    await (await as()).get(path(`/${made.id}/impact`)).expect(404);
    expect((await adopt(made.id, dayIn(1))).body).toMatchObject({ code: 'METHOD_NOT_LOOKED_AT' });
    await lookAt(made.id);
    world.clock.advanceDays(8);
    expect((await (await as()).get(path(`/${made.id}/impact`)).expect(200)).body).toMatchObject({ current: true, goodUntil: null });
    expect((await adopt(made.id, dayIn(1))).body).toMatchObject({ code: 'METHOD_NOT_LOOKED_AT' });
    await (await as()).delete(path(`/${made.id}?version=2`)).expect(204);
    expect([await rowsIn('method_impact'), await rowsIn('method_impact_row')]).toEqual([0, 0]);
  });
});

describe('the impact report', () => {
  it('tells exactly who moves, why, and what falls due, and stores no score', async () => {
    await sweepNow(world);
    const tables = ['score', 'finding', 'corrective_action', 'reassessment', 'mail', 'scoring_due'];
    const before = await Promise.all(tables.map(rowsIn));
    const made = await draft();
    const started = await (await as()).post(path(`/${made.id}/impact`)).expect(202);
    expect(started.body).toMatchObject({ state: 'running', done: 0, total: 4, against: '1.1.0', result: null, goodUntil: null });
    await untilIdle(world.app);
    expect(await Promise.all(tables.map(rowsIn))).toEqual(before);
    const { body } = await (await as()).get(path(`/${made.id}/impact`)).expect(200);
    expect(body).toMatchObject({ state: 'done', done: 4, total: 4, current: true });
    const [now] = await scoresOf(garments[0]?.siteId ?? '');
    const residual = now?.residual ?? 0;
    // The sector counts 0.20 and, nothing being answered, 0.30 more in place of the workforce: 15 points of it are 7.5.
    const bySector = 7.5;
    const byFloor = Math.round((80 - residual - bySector) * 100) / 100;
    expect(byFloor).toBeGreaterThan(0);
    expect(body.result).toMatchObject({
      sites: { all: 4, moved: 3, toGraverBand: 3, toMilderBand: 0, newlyZeroTolerance: 0, newlyFloored: 3, dueSooner: 3, dueLater: 0 },
      suppliers: { moved: 3, toGraverBand: 3, toMilderBand: 0 },
      bands: [
        { before: 'low', after: 'low', sites: 1 },
        { before: now?.band, after: 'critical', sites: 3 },
      ],
      causes: [
        { cause: 'floor', ref: 'hardest_sectors', sites: 3, changingBand: 3, points: Math.round(3 * byFloor * 100) / 100 },
        { cause: 'sector', ref: '14', sites: 3, changingBand: 3, points: 22.5 },
      ],
      floors: [{ id: 'hardest_sectors', before: 0, after: 3 }],
    });
    expect(body.result.sites.dueIn30After - body.result.sites.dueIn30Before).toBe(3);
    expect(body.result.largestMoves).toHaveLength(3);
    expect(body.result.largestMoves[0]).toMatchObject({
      supplier: expect.stringContaining('Garments'),
      residualBefore: residual,
      residualAfter: 80,
      bandAfter: 'critical',
      floorBefore: null,
      floorAfter: 'hardest_sectors',
      causes: [
        { cause: 'sector', ref: '14', points: bySector },
        { cause: 'floor', ref: 'hardest_sectors', points: byFloor },
      ],
    });
    expect(body.result.largestMoves[0].contributions[0]).toMatchObject({ factor: 'floor', ref: 'hardest_sectors', before: 0 });
    await (await as()).delete(path(`/${made.id}?version=1`)).expect(204);
  });

  it('is read page by page and as CSV, to the last site', async () => {
    const made = await draft();
    await lookAt(made.id);
    const http = await as();
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await http.get(path(`/${made.id}/impact/sites?only=all&limit=1&after=${after}`)).expect(200);
      seen.push(...body.items.map(({ siteId }: { siteId: string }) => siteId));
      if (body.next === null) break;
      after = body.next;
    }
    expect([...seen].sort()).toEqual([...garments.map(({ siteId }) => siteId), software.siteId].sort());
    expect(seen.at(-1)).toBe(software.siteId);
    expect((await http.get(path(`/${made.id}/impact/sites?only=band`)).expect(200)).body.items).toHaveLength(3);
    expect((await http.get(path(`/${made.id}/impact/sites?only=zero_tolerance`)).expect(200)).body.items).toEqual([]);
    const csv = await http.get(path(`/${made.id}/impact.csv`)).expect(200);
    const lines: Record<string, string>[] = parse(csv.text, { columns: true });
    expect(lines.map(({ siteId }) => siteId).sort()).toEqual([...seen].sort());
    expect(lines.find(({ siteId }) => siteId === software.siteId)).toMatchObject({
      change: '0',
      causes: '',
      bandBefore: 'low',
      bandAfter: 'low',
    });
    expect(lines.find(({ siteId }) => siteId === garments[0]?.siteId)).toMatchObject({
      causes: expect.stringMatching(/^sector 14 \+7\.5; floor hardest_sectors \+/),
    });
    await http.delete(path(`/${made.id}?version=1`)).expect(204);
  });
});

describe('adopting', () => {
  const policy = async () => (await (await as()).get('/api/v1/reassessment-policy').expect(200)).body;

  it('on a later day changes nothing until then, and then everything, once', async () => {
    const made = await draft();
    await lookAt(made.id);
    const on = dayIn(3);
    const twice = await Promise.all([adopt(made.id, on), adopt(made.id, on)]);
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await read(made.id)).toMatchObject({ state: 'scheduled', adoptOn: on });
    await (
      await as()
    )
      .put(path(`/${made.id}`))
      .send({ ...DRAFT, version: 2 })
      .expect(409);
    await (await as()).delete(path(`/${made.id}?version=2`)).expect(409);
    const siteId = garments[0]?.siteId ?? '';
    const [old] = await scoresOf(siteId);
    world.clock.advanceDays(2);
    await sweepNow(world);
    expect((await (await as()).get(path('/in-force'))).body).toMatchObject({ label: '1.1.0', scheduled: { label: made.label } });
    expect((await scoresOf(siteId))[0]?.methodVersion).toBe('1.1.0');
    expect(await policy()).toMatchObject({ criticalMonths: 3, highMonths: 6 });
    world.clock.advanceDays(1);
    expect((await (await as()).get(path('/in-force'))).body).toMatchObject({ id: made.id, label: made.label, scheduled: null });
    await sweepNow(world);
    await sweepNow(world);
    const [newest, ...earlier] = await scoresOf(siteId);
    expect(newest).toMatchObject({ methodVersion: made.label, residual: 80, band: 'critical' });
    expect(earlier.map(({ methodVersion }) => methodVersion)).toContain('1.1.0');
    expect(earlier.find(({ id }) => id === old?.id)).toEqual(old);
    expect(await policy()).toMatchObject({ criticalMonths: 1, highMonths: 3, mediumMonths: 12, lowMonths: 24, answerDays: 30 });
    const told = await world.admin.query(
      `SELECT action FROM audit_event WHERE tenant_id = $1 AND subject_id = $2 AND action LIKE 'method.%' ORDER BY id`,
      [admin.tenantId, made.id],
    );
    expect(told.rows.map(({ action }) => action)).toEqual(['method.drafted', 'method.adopted', 'method.came_into_force']);
    const states = (await (await as()).get(path(''))).body.items.map(({ label, state, retiredOn }: Method) => [label, state, retiredOn]);
    expect(states).toEqual([
      [made.label, 'adopted', null],
      ['1.1.0', 'retired', on],
    ]);
  });

  it('leaves every score under its own method, with the words of that method and the edition of the tenant’s own value', async () => {
    const [newest, ...earlier] = await scoresOf(garments[0]?.siteId ?? '');
    const http = await as();
    const explained = (await http.get(`/api/v1/scores/${newest?.id}`).expect(200)).body;
    const sectorOf = (body: { contributions: { factor: string; edition: string }[] }) =>
      body.contributions.find(({ factor }) => factor === 'sector');
    expect(sectorOf(explained)).toMatchObject({ edition: '2026-11 + own' });
    expect(explained.contributions.find(({ factor }: { factor: string }) => factor === 'floor')).toMatchObject({
      ref: 'hardest_sectors',
      sentence: expect.stringContaining('seldom free of risk'),
    });
    const old = (await http.get(`/api/v1/scores/${earlier.at(-1)?.id}`).expect(200)).body;
    expect(old).toMatchObject({ methodVersion: '1.1.0' });
    expect(sectorOf(old)).toMatchObject({ edition: '2026-11' });
    const softwareNow = (await scoresOf(software.siteId))[0];
    expect(sectorOf((await http.get(`/api/v1/scores/${softwareNow?.id}`).expect(200)).body)).toMatchObject({ edition: '2026-11' });
    const receipt = JSON.parse((await http.get(`/api/v1/scores/${newest?.id}/receipt`).expect(200)).text);
    expect(receipt.method).toMatchObject({ id: 'plumbline', version: newest?.methodVersion });
    expect(receipt.inputs.sector).toEqual({ isic: '14', value: 100, edition: '2026-11 + own' });
  });

  it('replaces the one that waits, and can be taken back before its day', async () => {
    const [one, two] = [await draft({ ...DRAFT, name: 'One', cadence: null }), await draft({ name: 'Back to the shipped one' })];
    await lookAt(one.id);
    await lookAt(two.id);
    expect((await adopt(one.id, dayIn(5))).status).toBe(200);
    expect((await adopt(two.id, dayIn(9))).status).toBe(200);
    expect(await read(one.id)).toMatchObject({ state: 'draft', adoptOn: null });
    const scheduled = await read(two.id);
    await (
      await as(admin)
    )
      .post(path(`/${two.id}/cancel-adoption`))
      .send({ version: scheduled.version })
      .expect(200);
    expect(await read(two.id)).toMatchObject({ state: 'draft' });
    await (
      await as(admin)
    )
      .post(path(`/${two.id}/cancel-adoption`))
      .send({ version: (await read(two.id)).version })
      .expect(409);
  });

  it('today scores all sites at once; a retired method is gone back to by a new draft alone', async () => {
    const back = await draft({ name: 'As shipped' });
    await lookAt(back.id);
    const siteId = garments[1]?.siteId ?? '';
    expect((await adopt(back.id, world.clock.today())).status).toBe(200);
    await untilIdle(world.app);
    expect((await scoresOf(siteId))[0]).toMatchObject({ methodVersion: '1.1.0' });
    expect((await scoresOf(siteId))[0]?.residual).toBeLessThan(80);
    expect(await policy()).toMatchObject({ criticalMonths: 1 });
    const items = (await (await as()).get(path(''))).body.items as Method[];
    const retired = items.find(({ state, label }) => state === 'retired' && label.includes('+t'));
    expect(retired?.retiredOn).toBe(world.clock.today());
    expect((await adopt(retired?.id ?? '', dayIn(1))).body).toMatchObject({ code: 'METHOD_FIXED' });
    await (await as()).post(path(`/${retired?.id}/impact`)).expect(409);
  });

  it('drops reports after ninety days, and a tenant keeps its methods', async () => {
    expect(await rowsIn('method_impact')).toBeGreaterThan(0);
    world.clock.advanceDays(91);
    await sweepNow(world);
    await sweepNow(world);
    expect([await rowsIn('method_impact'), await rowsIn('method_impact_row')]).toEqual([0, 0]);
    expect(await rowsIn('tenant_method')).toBeGreaterThan(2);
  });
});
