import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { type SignedIn, World } from '../support/world.js';

interface Score {
  readonly id: string;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly contributions: readonly {
    factor: string;
    points: number;
    sentence: string;
    path: readonly { supplierId: string; siteId: string | null; linkId: string }[] | null;
  }[];
}
interface Place {
  readonly supplierId: string;
  readonly siteId: string;
}
interface Link {
  readonly id: string;
  readonly version: number;
}

let world: World;
let admin: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('chain-buyer');
}, 60_000);
afterAll(() => world?.stop());

const api = (path: string) => `/api/v1${path}`;
const post = async <T>(path: string, body: object, token = admin.token): Promise<T> => {
  const answer = await world.as(token).post(api(path)).send(body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
};
const get = async <T>(path: string, token = admin.token): Promise<T> => {
  const answer = await world.as(token).get(api(path));
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
};
const place = async (name: string, site: object, country = 'SWE', token = admin.token): Promise<Place> => {
  const { id: supplierId } = await post<{ id: string }>('/suppliers', { name: `${name} ${(made += 1)}`, country }, token);
  const { id: siteId } = await post<{ id: string }>(
    `/suppliers/${supplierId}/sites`,
    { name: `Site of ${name} ${made}`, country, ...site },
    token,
  );
  return { supplierId, siteId };
};
const link = (upstream: Place, supplied: Place, more: object = {}, token = admin.token): Promise<Link> =>
  post<Link>(
    '/supply-links',
    { suppliedId: supplied.supplierId, upstreamId: upstream.supplierId, kind: 'goods', source: 'research', shared: true, ...more },
    token,
  );
const scoreOf = async (site: Place): Promise<Score> => {
  await untilIdle(world.app);
  return get<Score>(`/sites/${site.siteId}/score`);
};
const inheritedIn = ({ contributions }: Score) => contributions.find(({ factor }) => factor === 'inherited');
const rowsOf = async (sql: string, params: unknown[]): Promise<readonly Record<string, unknown>[]> =>
  (await world.admin.query<Record<string, unknown>>(sql, params)).rows;

const SOFTWARE = { isic: '62', goods: { mode: 'services' } };
const COTTON = { isic: '01', goods: { mode: 'declared', items: [{ good: 'cotton' }] } };

const cottonChain = async () => {
  const farm = await place('Cotton farm', COTTON, 'TKM');
  const spinner = await place('Spinner', SOFTWARE);
  const factory = await place('Garment house', SOFTWARE);
  const cotton = await link(farm, spinner, { goods: [{ good: 'cotton', iso3: 'TKM' }] });
  const yarn = await link(spinner, factory);
  return { farm, spinner, factory, cotton, yarn };
};

describe('cotton of Turkmenistan behind a spinner behind a garment house', () => {
  it('lifts the score of both, each step by its share, and is explained by the whole path', async () => {
    const { farm, spinner, factory, cotton, yarn } = await cottonChain();
    const [grown, spun, sewn] = [await scoreOf(farm), await scoreOf(spinner), await scoreOf(factory)];
    expect(spun.residual).toBeCloseTo(0.6 * grown.residual, 1);
    expect(sewn.residual).toBeCloseTo(0.36 * grown.residual, 1);
    expect(sewn.residual).toBeGreaterThan(15.87);
    expect(inheritedIn(sewn)?.path).toMatchObject([
      { supplierId: spinner.supplierId, siteId: null, linkId: yarn.id },
      { supplierId: farm.supplierId, siteId: null, linkId: cotton.id },
    ]);
    expect(inheritedIn(sewn)?.sentence).toMatch(/Cotton farm .* 2 steps upstream, by way of Spinner/);
    const receipt = await world.as(admin.token).get(api(`/scores/${sewn.id}/receipt`));
    expect(receipt.text).not.toContain(farm.supplierId);
  });

  it('counts no more once the link is withdrawn, and the old score is still explained', async () => {
    const { spinner, factory, cotton } = await cottonChain();
    const before = await scoreOf(factory);
    await post(`/supply-links/${cotton.id}/withdraw`, { version: cotton.version });
    const after = await scoreOf(factory);
    expect(after.residual).toBe(15.87);
    expect((await scoreOf(spinner)).residual).toBe(15.87);
    expect(inheritedIn(await get<Score>(`/scores/${before.id}`))?.path).toHaveLength(2);
  });

  it.each(['sites', 'suppliers'] as const)('counts no more once the farm is archived (%s), and again when it is restored', async (what) => {
    const { farm, factory } = await cottonChain();
    const before = await scoreOf(factory);
    const id = what === 'sites' ? farm.siteId : farm.supplierId;
    await post(`/${what}/${id}/archive`, {});
    const without = await scoreOf(factory);
    // A farm without a place at work is a company of Turkmenistan of which nothing else is known.
    if (what === 'suppliers') expect(without.residual).toBe(15.87);
    expect(without.residual).toBeLessThan(before.residual);
    await post(`/${what}/${id}/restore`, {});
    expect((await scoreOf(factory)).residual).toBe(before.residual);
  });

  it('is followed when the farm’s own risk moves', async () => {
    const { farm, factory } = await cottonChain();
    const before = await scoreOf(factory);
    const { version } = await get<{ version: number }>(`/sites/${farm.siteId}`);
    await world
      .as(admin.token)
      .patch(api(`/sites/${farm.siteId}`))
      .send({ isic: '62', version });
    expect((await scoreOf(factory)).residual).toBeLessThan(before.residual);
  });

  it('begins and ends on its days', async () => {
    const farm = await place('Cotton farm', COTTON, 'TKM');
    const factory = await place('Garment house', SOFTWARE);
    const day = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    await link(farm, factory, { since: day(3), until: day(5) });
    const now = await scoreOf(factory);
    expect(now).toMatchObject({ residual: 15.87, nextChangeAt: `${day(3)}T00:00:00.000Z` });
    const elsewhere = await rowsOf('SELECT due_at FROM scoring_due WHERE site_id = $1', [factory.siteId]);
    expect(elsewhere).toHaveLength(1);
  });
});

describe('a labour agency behind a cleaning firm', () => {
  it('counts as a supplier of labour, also where nothing but its country is known', async () => {
    const { id: agency } = await post<{ id: string }>('/suppliers', { name: 'Recruiters', country: 'TKM' });
    const cleaner = await place('Cleaning firm', SOFTWARE);
    const labour = { kind: 'labour', recruitedFrom: ['UZB', 'tj'], recruitedVia: ['RUS'], shared: false, source: 'document' };
    const { id } = await post<Link>('/supply-links', {
      suppliedId: cleaner.supplierId,
      suppliedSiteId: cleaner.siteId,
      upstreamId: agency,
      ...labour,
    });
    expect(await get(`/supply-links/${id}`)).toMatchObject({ kind: 'labour', recruitedFrom: ['UZB', 'TJK'], recruitedVia: ['RUS'] });
    const score = await scoreOf(cleaner);
    expect(score.residual).toBeGreaterThan(15.87);
    expect(inheritedIn(score)?.path).toMatchObject([{ supplierId: agency, siteId: null, linkId: id }]);
  });

  it('does not move anything that the cleaning firm could see or time, while it does not know that we know', async () => {
    const farm = await place('Cotton farm', COTTON, 'TKM');
    const cleaner = await place('Cleaning firm', SOFTWARE);
    const band = async () => (await rowsOf('SELECT supplier_band, band FROM site WHERE id = $1', [cleaner.siteId]))[0];
    const due = () => rowsOf('SELECT due_on::text, reason FROM reassessment WHERE site_id = $1', [cleaner.siteId]);
    await scoreOf(cleaner);
    const [bandBefore, dueBefore] = [await band(), await due()];
    const hidden = await link(farm, cleaner, { shared: false });
    await scoreOf(cleaner);
    expect(await band()).toEqual({ supplier_band: bandBefore?.['supplier_band'], band: 'medium' });
    expect(await due()).toEqual(dueBefore);
    await world
      .as(admin.token)
      .patch(api(`/supply-links/${hidden.id}`))
      .send({ shared: true, version: hidden.version });
    await scoreOf(cleaner);
    expect(await band()).toEqual({ supplier_band: 'medium', band: 'medium' });
  });
});

describe('a circle', () => {
  it('comes to rest, and adds nothing of a supplier to itself', async () => {
    const [a, b, c] = [await place('A', SOFTWARE), await place('B', SOFTWARE), await place('C', SOFTWARE)];
    await link(a, b);
    await link(b, c);
    await link(c, a);
    for (const one of [a, b, c]) expect(await scoreOf(one)).toMatchObject({ residual: 15.87 });
    const farm = await place('Cotton farm', COTTON, 'TKM');
    await link(farm, a);
    const own = (await scoreOf(farm)).residual;
    expect((await scoreOf(a)).residual).toBeCloseTo(0.6 * own, 1);
    expect((await scoreOf(b)).residual).toBeCloseTo(0.36 * own, 1);
    expect((await scoreOf(c)).residual).toBeCloseTo(0.216 * own < 15.87 ? 15.87 : 0.216 * own, 1);
    await untilIdle(world.app);
    const scores = await rowsOf('SELECT count(*)::int AS n FROM score WHERE site_id = $1', [a.siteId]);
    await untilIdle(world.app);
    expect(await rowsOf('SELECT count(*)::int AS n FROM score WHERE site_id = $1', [a.siteId])).toEqual(scores);
  });
});

describe('a link', () => {
  const refusals = async (body: object, token = admin.token): Promise<unknown> => {
    const { status, body: answer } = await world.as(token).post(api('/supply-links')).send(body);
    return [
      status,
      (answer as { code: string }).code,
      ((answer as { problems?: { path: string; code: string }[] }).problems ?? []).map(({ path, code }) => `${path} ${code}`),
    ];
  };
  const between = (upstream: Place, supplied: Place) => ({
    suppliedId: supplied.supplierId,
    upstreamId: upstream.supplierId,
    kind: 'goods',
    source: 'research',
    shared: false,
  });

  it('is refused with its place: to itself, twice, archived, to another’s site, with unknown countries', async () => {
    const [a, b] = [await place('A', SOFTWARE), await place('B', SOFTWARE)];
    expect(await refusals(between(a, a))).toEqual([400, 'VALIDATION_FAILED', ['upstreamId SELF_LINK']]);
    expect(await refusals({ ...between(a, b), upstreamSiteId: b.siteId })).toEqual([
      400,
      'VALIDATION_FAILED',
      ['upstreamSiteId SITE_NOT_FOUND'],
    ]);
    expect(await refusals({ ...between(a, b), goods: [{ good: 'cotton', iso3: 'QQQ' }], recruitedFrom: ['IND'] })).toEqual([
      400,
      'VALIDATION_FAILED',
      ['goods.0.iso3 COUNTRY_UNKNOWN', 'recruitedFrom CORRIDOR_NOT_EXPECTED'],
    ]);
    expect(await refusals({ ...between(a, b), since: '2026-02-01', until: '2026-01-01' })).toEqual([
      400,
      'VALIDATION_FAILED',
      ['until PERIOD_INVALID'],
    ]);
    await link(a, b);
    expect(await refusals(between(a, b))).toEqual([409, 'SUPPLY_LINK_EXISTS', []]);
    await post(`/sites/${a.siteId}/archive`, {});
    expect(await refusals({ ...between(a, b), kind: 'services', upstreamSiteId: a.siteId })).toEqual([
      400,
      'VALIDATION_FAILED',
      ['upstreamSiteId SITE_ARCHIVED'],
    ]);
    await post(`/suppliers/${b.supplierId}/archive`, {});
    expect(await refusals({ ...between(a, b), kind: 'services' })).toEqual([400, 'VALIDATION_FAILED', ['suppliedId SUPPLIER_ARCHIVED']]);
  });

  it('is made once, however often it is sent at the same moment', async () => {
    const [a, b] = [await place('A', SOFTWARE), await place('B', SOFTWARE)];
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => world.as(admin.token).post(api('/supply-links')).send(between(a, b))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('keeps words that the vocabulary does not know, lists both ways a page at a time, and is changed by version', async () => {
    const [a, b, c] = [await place('A', SOFTWARE), await place('B', SOFTWARE), await place('C', SOFTWARE)];
    const first = await link(a, b, {
      goods: [{ good: 'Cotton', iso3: 'IN' }, { good: 'magic dust' }],
      share: 40,
      volume: 12,
      volumeUnit: 't',
    });
    const second = await link(c, b);
    await link(b, a, { kind: 'services' });
    expect(await get(`/supply-links/${first.id}`)).toMatchObject({
      goods: [{ good: 'cotton', iso3: 'IND' }],
      unmatched: [{ words: 'magic dust', iso3: null }],
      share: 40,
      volume: 12,
      volumeUnit: 't',
    });
    const page = await get<{ items: Link[]; next: string }>(`/supply-links?suppliedId=${b.supplierId}&limit=1`);
    expect(page.items.map(({ id }) => id)).toEqual([first.id]);
    const rest = await get<{ items: Link[]; next: null }>(`/supply-links?suppliedId=${b.supplierId}&limit=1&after=${page.next}`);
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[second.id], null]);
    expect((await get<{ items: Link[] }>(`/supply-links?upstreamId=${b.supplierId}`)).items).toHaveLength(1);
    const stale = await world
      .as(admin.token)
      .patch(api(`/supply-links/${first.id}`))
      .send({ share: 10, version: 9 });
    expect([stale.status, (stale.body as { code: string }).code]).toEqual([409, 'VERSION_CONFLICT']);
    const changed = await world
      .as(admin.token)
      .patch(api(`/supply-links/${first.id}`))
      .send({ share: 10, goods: null, version: 1 });
    expect(changed.body).toMatchObject({ share: 10, goods: [], unmatched: [], version: 2 });
    const withdrawn = await post<Link>(`/supply-links/${first.id}/withdraw`, { version: 2 });
    const again = await world
      .as(admin.token)
      .post(api(`/supply-links/${first.id}/withdraw`))
      .send({ version: withdrawn.version });
    expect([again.status, (again.body as { code: string }).code]).toEqual([409, 'SUPPLY_LINK_WITHDRAWN']);
    expect((await get<{ items: Link[] }>(`/supply-links?suppliedId=${b.supplierId}`)).items).toHaveLength(1);
    expect((await get<{ items: Link[] }>(`/supply-links?suppliedId=${b.supplierId}&withdrawn=true`)).items).toHaveLength(2);
  });

  it('is nobody else’s: another tenant finds none, and an auditor enters none', async () => {
    const [a, b] = [await place('A', SOFTWARE), await place('B', SOFTWARE)];
    const { id } = await link(a, b);
    const stranger = await world.signUp('chain-stranger');
    expect((await world.as(stranger.token).get(api(`/supply-links/${id}`))).status).toBe(404);
    expect(
      (
        await world
          .as(stranger.token)
          .post(api(`/supply-links/${id}/withdraw`))
          .send({ version: 1 })
      ).status,
    ).toBe(404);
    expect((await get<{ items: Link[] }>('/supply-links', stranger.token)).items).toEqual([]);
    const own = await place('Own', SOFTWARE, 'SWE', stranger.token);
    expect(await refusals(between(a, own), stranger.token)).toEqual([400, 'VALIDATION_FAILED', ['upstreamId SUPPLIER_NOT_FOUND']]);
    const auditor = await world.join(admin, 'auditor');
    expect((await world.as(auditor.token).get(api(`/supply-links/${id}`))).status).toBe(200);
    expect((await world.as(auditor.token).post(api('/supply-links')).send(between(b, a))).status).toBe(403);
  });
});
