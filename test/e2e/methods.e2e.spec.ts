import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { makeSite, type TestSite } from '../support/assessed-sites.js';
import { dayIn, type MethodBody, MethodsApi, STRICTER } from '../support/methods.js';
import { sweepNow } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

/** A method's whole life: drafted, looked at, adopted from a day on, retired; and what it leaves alone. */

interface ScoreBody {
  readonly id: string;
  readonly methodVersion: string;
  readonly residual: number;
  readonly band: string;
}
interface Explained extends ScoreBody {
  readonly contributions: readonly { readonly factor: string; readonly ref: string; readonly edition: string; readonly sentence: string }[];
}

let world: World;
let admin: SignedIn;
let asAdmin: MethodsApi;
let asOfficer: MethodsApi;
let asOther: MethodsApi;
let garments: TestSite;
let software: TestSite;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('methods-ours');
  asAdmin = new MethodsApi(world, admin);
  asOfficer = new MethodsApi(world, await world.join(admin, 'officer'));
  asOther = new MethodsApi(world, await world.signUp('methods-theirs'));
  garments = await makeSite(world, admin.tenantId, 'Garments', []);
  software = await makeSite(world, admin.tenantId, 'Software', [], { isic: '62', country: 'SWE' });
  const actor = systemOf(admin.tenantId);
  await world.app.get(TenantDb).transaction(actor, (db) => world.app.get(ScoringQueue).requestAll(db, actor));
  await untilIdle(world.app);
});
afterAll(() => world.stop());

const inForce = () => asOfficer.ok<MethodBody & { scheduled: MethodBody | null; newerShipped: string[] }>('get', '/methods/in-force');
const methods = async () => (await asOfficer.ok<{ items: MethodBody[] }>('get', '/methods')).items;
const policy = () => asOfficer.ok<Record<string, number>>('get', '/reassessment-policy');
const scoresOf = async ({ siteId }: TestSite) => (await asOfficer.ok<{ items: ScoreBody[] }>('get', `/sites/${siteId}/scores`)).items;
const latestOf = async (site: TestSite): Promise<ScoreBody> => {
  const [latest] = await scoresOf(site);
  if (latest === undefined) throw new Error('not scored');
  return latest;
};
const rowsIn = async (table: string): Promise<number> => {
  const { rows } = await world.admin.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE tenant_id = $1`, [admin.tenantId]);
  return Number(rows[0]?.n);
};

describe('a tenant', () => {
  const ship = (version: string, mark: string) =>
    world.admin.query(
      `INSERT INTO content_version (kind, id, version, sha256, body, loaded_at)
       SELECT kind, id, $1::text, repeat($2, 32), body || jsonb_build_object('version', $1::text, 'sha256', repeat($2, 32)), now()
       FROM content_version WHERE kind = 'methodology' AND version = '1.1.0'`,
      [version, mark],
    );

  it('begins with the newest shipped method and is scored by it', async () => {
    const method = await inForce();
    const bare = { sectorValues: [], floors: [], cadence: null, newerShipped: [], scheduled: null };
    expect(method).toMatchObject({ label: '1.1.0', basedOn: '1.1.0', state: 'adopted', ...bare });
    expect(await asOfficer.ok('get', '/methodology')).toMatchObject({ version: '1.1.0', sha256: method.sha256 });
    expect((await scoresOf(garments)).map(({ methodVersion }) => methodVersion)).toEqual(['1.1.0']);
  });

  it('stays at it when a newer version is shipped, and goes over to that by a draft without adjustments', async () => {
    await ship('1.1.9', 'ab');
    try {
      expect(await inForce()).toMatchObject({ label: '1.1.0', newerShipped: ['1.1.9'] });
      const over = await asOfficer.draft({ name: 'As shipped now' });
      expect(over).toMatchObject({ label: '1.1.9', sha256: 'ab'.repeat(32) });
      await asOfficer.lookAt(over.id);
      const { result } = await asOfficer.ok<{ result: { sites: object; causes: object } }>('get', `/methods/${over.id}/impact`);
      expect(result).toMatchObject({ sites: { all: 2, moved: 0 }, causes: [] });
      await asOfficer.drop(over.id);
    } finally {
      await world.admin.query(`DELETE FROM content_version WHERE kind = 'methodology' AND version <> '1.1.0'`);
    }
  });
});

describe('nonsense', () => {
  const [floor] = STRICTER.floors;
  const withFloor = (changes: object): object => ({ ...STRICTER, floors: [{ ...floor, ...changes }] });
  const withSector = (changes: object): object => ({ ...STRICTER, sectorValues: [{ ...STRICTER.sectorValues[0], ...changes }] });
  const refusedAt = async (body: object): Promise<readonly string[]> => {
    const answer = await asOfficer.call('post', '/methods', body);
    const { problems } = answer.body as { problems: { path: string; code: string }[] };
    return [String(answer.status), ...problems.map(({ path, code }) => `${path} ${code}`).sort()];
  };

  it.each<readonly [string, object, string]>([
    ['weights of the method', { ...STRICTER, inherent: { weights: { country: 1 } } }, 'inherent UNKNOWN_FIELD'],
    ['bands of the method', { ...STRICTER, bands: [{ id: 'low', from: 0 }] }, 'bands UNKNOWN_FIELD'],
    ['a figure of the method in a floor', withFloor({ weight: 3 }), 'floors.0.weight UNKNOWN_FIELD'],
    ['a sector value that is no number', withSector({ value: null }), 'sectorValues.0.value IS_NUMBER'],
    ['a sector value below its range', withSector({ value: 9 }), 'sectorValues.0.value MIN'],
    ['a floor above 100', withFloor({ value: 101 }), 'floors.0.value MAX'],
    ['months that are none', { ...STRICTER, cadence: { ...STRICTER.cadence, critical: 0 } }, 'cadence.critical MIN'],
    ['a floor of nothing', { ...STRICTER, floors: [null] }, 'floors.0 NESTED_VALIDATION'],
    ['a division that does not exist', withSector({ isic: '04' }), 'sectorValues.0.isic ISIC_UNKNOWN'],
    ['a blank reason', withSector({ reason: { en: ' ' } }), 'sectorValues.0.reason.en REASON_MISSING'],
    ['a floor that the shipped method has', withFloor({ id: 'goods_forced_labour' }), 'floors.0.id FLOOR_SHIPPED'],
    ['a condition that cannot be read', withFloor({ when: 'sector.value >=' }), 'floors.0.when CONDITION_SYNTAX'],
    ['a question that the manual does not have', withFloor({ when: "answers.ZZ9 == 'yes'" }), 'floors.0.when CONDITION_UNKNOWN_QUESTION'],
    ['a condition that can never hold', withFloor({ when: 'sector.value > 100.0' }), 'floors.0.when CONDITION_NEVER'],
    ['a graver band later than a milder one', { ...STRICTER, cadence: { ...STRICTER.cadence, critical: 6 } }, 'cadence.high CADENCE_ORDER'],
    ['a shipped version that does not exist', { ...STRICTER, basedOn: '7.0.0' }, 'basedOn METHODOLOGY_UNKNOWN'],
  ])('is refused with its place: %s', async (_, body, problem) => {
    expect(await refusedAt(body)).toEqual(expect.arrayContaining(['400', problem]));
  });

  it('is refused where it is too much of it, and leaves nothing behind', async () => {
    const many = Array.from({ length: 41 }, (_, i) => ({ ...floor, id: `floor_${i}` }));
    expect(await refusedAt({ ...STRICTER, floors: many })).toEqual(['413', 'floors METHOD_TOO_LARGE']);
    expect(await asOfficer.refusal('post', '/methods', { ...STRICTER, name: 'x'.repeat(2_000_000) })).toBe('413 BODY_TOO_LARGE');
    expect(await rowsIn('tenant_method')).toBe(1);
  });
});

describe('a draft', () => {
  it('has a label and a hash of its own, and changes both with what is in it; two people cannot overwrite each other', async () => {
    const made = await asOfficer.draft();
    expect(made).toMatchObject({ label: '1.1.0+t1', state: 'draft', adoptOn: null, version: 1 });
    const put = (body: object) => asOfficer.call('put', `/methods/${made.id}`, body);
    const answers = await Promise.all([put({ ...STRICTER, floors: [], version: 1 }), put({ ...STRICTER, cadence: null, version: 1 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const changed = await asOfficer.read(made.id);
    expect([changed.version, changed.sha256 === made.sha256]).toEqual([2, false]);
    expect((await put({ name: 'Nothing of our own', version: 2 })).body).toMatchObject({ label: '1.1.0', floors: [], cadence: null });
    expect(await asOfficer.refusal('delete', `/methods/${made.id}?version=2`)).toBe('409 VERSION_CONFLICT');
    expect(await asOfficer.refusal('delete', `/methods/${made.id}`)).toBe('400 VERSION_MISSING');
    await asOfficer.drop(made.id);
    expect(await asOfficer.refusal('get', `/methods/${made.id}`)).toBe('404 METHOD_NOT_FOUND');
  });

  it('is nobody’s but its tenant’s', async () => {
    const made = await asOfficer.draft();
    await asOfficer.lookAt(made.id);
    const tried = [
      asOther.refusal('get', `/methods/${made.id}`),
      asOther.refusal('put', `/methods/${made.id}`, { ...STRICTER, version: 1 }),
      asOther.refusal('post', `/methods/${made.id}/impact`),
      asOther.refusal('get', `/methods/${made.id}/impact`),
      asOther.refusal('get', `/methods/${made.id}/impact.csv`),
      asOther.refusal('post', `/methods/${made.id}/adopt`, { on: dayIn(world, 1), version: 1 }),
    ];
    expect(new Set(await Promise.all(tried))).toEqual(new Set(['404 METHOD_NOT_FOUND']));
    expect((await asOther.ok<{ items: MethodBody[] }>('get', '/methods')).items.map(({ label }) => label)).toEqual(['1.1.0']);
    await asOfficer.drop(made.id);
  });

  it('is adopted by an admin alone, and not before somebody has lately looked at it as it is', async () => {
    const made = await asOfficer.draft();
    const refusal = async (on: string): Promise<string> => String(((await asAdmin.adopt(made.id, on)).body as { code: string }).code);
    expect(await asOfficer.refusal('post', `/methods/${made.id}/adopt`, { on: dayIn(world, 1), version: 1 })).toBe('403 FORBIDDEN');
    expect(await refusal(dayIn(world, 1))).toBe('METHOD_NOT_LOOKED_AT');
    await asOfficer.lookAt(made.id);
    for (const on of [dayIn(world, -1), dayIn(world, 400), '2027-02-30']) expect(await refusal(on)).toBe('ADOPTION_DATE');
    await asOfficer.ok('put', `/methods/${made.id}`, { ...STRICTER, cadence: null, version: 1 });
    expect(await asOfficer.refusal('get', `/methods/${made.id}/impact`)).toBe('404 METHOD_IMPACT_NOT_FOUND');
    expect(await refusal(dayIn(world, 1))).toBe('METHOD_NOT_LOOKED_AT');
    await asOfficer.lookAt(made.id);
    world.clock.advanceDays(8);
    expect(await asOfficer.ok('get', `/methods/${made.id}/impact`)).toMatchObject({ current: true, goodUntil: null });
    expect(await refusal(dayIn(world, 1))).toBe('METHOD_NOT_LOOKED_AT');
    await asOfficer.drop(made.id);
    expect([await rowsIn('method_impact'), await rowsIn('method_impact_row')]).toEqual([0, 0]);
  });
});

describe('adopting', () => {
  it('on a later day changes nothing until then, and then everything, once', async () => {
    const made = await asOfficer.draft();
    await asOfficer.lookAt(made.id);
    const body = { on: dayIn(world, 3), version: 1 };
    const twice = await Promise.all([1, 2].map(() => asAdmin.call('post', `/methods/${made.id}/adopt`, body)));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await asOfficer.read(made.id)).toMatchObject({ state: 'scheduled', adoptOn: body.on });
    expect(await asOfficer.refusal('put', `/methods/${made.id}`, { ...STRICTER, version: 2 })).toBe('409 METHOD_FIXED');
    const old = await latestOf(garments);
    world.clock.advanceDays(2);
    await sweepNow(world);
    expect(await inForce()).toMatchObject({ label: '1.1.0', scheduled: { label: made.label } });
    expect((await latestOf(garments)).methodVersion).toBe('1.1.0');
    expect(await policy()).toMatchObject({ criticalMonths: 3, highMonths: 6 });
    world.clock.advanceDays(1);
    expect(await inForce()).toMatchObject({ id: made.id, label: made.label, scheduled: null });
    await sweepNow(world);
    await sweepNow(world);
    const [newest, ...earlier] = await scoresOf(garments);
    expect(newest).toMatchObject({ methodVersion: made.label, residual: 80, band: 'critical' });
    expect(earlier.filter(({ methodVersion }) => methodVersion !== '1.1.0')).toEqual([]);
    expect(earlier.find(({ id }) => id === old.id)).toEqual(old);
    expect(await policy()).toMatchObject({ criticalMonths: 1, highMonths: 3, mediumMonths: 12, lowMonths: 24, answerDays: 30 });
    const told = await world.admin.query<{ action: string }>(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`, [made.id]);
    const steps = told.rows.map(({ action }) => action).filter((action) => action.startsWith('method.'));
    expect(steps).toEqual(['method.drafted', 'method.adopted', 'method.came_into_force']);
    expect((await methods()).map(({ label, state, retiredOn }) => [label, state, retiredOn])).toEqual([
      [made.label, 'adopted', null],
      ['1.1.0', 'retired', body.on],
    ]);
  });

  it('leaves every score under its own method, in its words and with the edition of the tenant’s own value', async () => {
    const part = async ({ id }: ScoreBody, factor: string) =>
      (await asOfficer.ok<Explained>('get', `/scores/${id}`)).contributions.find((one) => one.factor === factor);
    const [newest, ...earlier] = await scoresOf(garments);
    const first = earlier.at(-1);
    if (newest === undefined || first === undefined) throw new Error('not scored twice');
    expect(await part(newest, 'sector')).toMatchObject({ edition: '2026-11 + own' });
    expect(await part(newest, 'floor')).toMatchObject({ ref: 'hardest_sectors', sentence: expect.stringContaining('seldom free of risk') });
    expect([first.methodVersion, (await part(first, 'sector'))?.edition]).toEqual(['1.1.0', '2026-11']);
    expect(await part(await latestOf(software), 'sector')).toMatchObject({ edition: '2026-11' });
    const receipt = JSON.parse((await asOfficer.call('get', `/scores/${newest.id}/receipt`)).text) as Record<string, object>;
    expect(receipt['method']).toMatchObject({ id: 'plumbline', version: newest.methodVersion });
    expect(receipt['inputs']).toMatchObject({ sector: { isic: '14', value: 100, edition: '2026-11 + own' } });
  });

  it('replaces the one that waits, and can be taken back before its day', async () => {
    const one = await asOfficer.draft({ ...STRICTER, name: 'One', cadence: null });
    const two = await asOfficer.draft({ name: 'Back to the shipped one' });
    await asOfficer.lookAt(one.id);
    await asOfficer.lookAt(two.id);
    expect((await asAdmin.adopt(one.id, dayIn(world, 5))).status).toBe(200);
    expect((await asAdmin.adopt(two.id, dayIn(world, 9))).status).toBe(200);
    expect(await asOfficer.read(one.id)).toMatchObject({ state: 'draft', adoptOn: null });
    const cancel = async () =>
      asAdmin.refusal('post', `/methods/${two.id}/cancel-adoption`, { version: (await asAdmin.read(two.id)).version });
    expect(await cancel()).toBe('200');
    expect(await asOfficer.read(two.id)).toMatchObject({ state: 'draft' });
    expect(await cancel()).toBe('409 METHOD_FIXED');
  });

  it('today scores all sites at once; a retired method is gone back to by a new draft alone', async () => {
    const back = await asOfficer.draft({ name: 'As shipped' });
    await asOfficer.lookAt(back.id);
    expect((await asAdmin.adopt(back.id, world.clock.today())).status).toBe(200);
    await untilIdle(world.app);
    const latest = await latestOf(garments);
    expect([latest.methodVersion, latest.residual < 80]).toEqual(['1.1.0', true]);
    expect(await policy()).toMatchObject({ criticalMonths: 1 });
    const retired = (await methods()).find(({ state, label }) => state === 'retired' && label.includes('+t'));
    expect(retired?.retiredOn).toBe(world.clock.today());
    expect((await asAdmin.adopt(retired?.id ?? '', dayIn(world, 1))).body).toMatchObject({ code: 'METHOD_FIXED' });
    expect(await asOfficer.refusal('post', `/methods/${retired?.id}/impact`)).toBe('409 METHOD_FIXED');
  });

  it('needs a look at what is in force by then: a report against an earlier method does not count', async () => {
    const [waiting] = (await methods()).filter(({ state, name }) => state === 'draft' && name === 'One');
    expect(await asOfficer.ok('get', `/methods/${waiting?.id}/impact`)).toMatchObject({ state: 'done', current: false, goodUntil: null });
    expect((await asAdmin.adopt(waiting?.id ?? '', dayIn(world, 1))).body).toMatchObject({ code: 'METHOD_NOT_LOOKED_AT' });
  });

  it('drops reports after ninety days, and keeps the methods', async () => {
    expect(await rowsIn('method_impact')).toBeGreaterThan(0);
    world.clock.advanceDays(91);
    await sweepNow(world);
    await sweepNow(world);
    expect([await rowsIn('method_impact'), await rowsIn('method_impact_row')]).toEqual([0, 0]);
    expect(await rowsIn('tenant_method')).toBe(5);
  });
});
