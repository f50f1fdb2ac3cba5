import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { eventually } from '../support/eventually.js';
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
    expect((await scoreOf(factory)).residual).toBe(15.87);
    expect(await rowsOf('SELECT due_at FROM scoring_due WHERE site_id = $1', [factory.siteId])).toEqual([{ due_at: new Date(day(3)) }]);
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

interface Chain {
  readonly nodes: readonly { supplierId: string; depth: number }[];
  readonly edges: readonly { id: string; depth: number; inCircle: boolean }[];
  readonly truncated: boolean;
}
interface ProductChain {
  readonly hops: readonly {
    depth: number;
    linkId: string | null;
    mark: string;
    reasons: readonly { code: string; iso3: string | null; note: string | null }[];
  }[];
  readonly touching: number;
  readonly unknown: number;
  readonly editions: readonly { index: string; edition: string }[];
  readonly caveat: string;
}

describe('a chain', () => {
  it('is shown step by step in both directions, with circles marked, and no deeper than asked', async () => {
    const { farm, spinner, factory, cotton, yarn } = await cottonChain();
    const back = await link(factory, spinner, { kind: 'services' });
    const up = await get<Chain>(`/suppliers/${factory.supplierId}/upstream`);
    expect(up.nodes.map(({ supplierId, depth }) => [supplierId, depth])).toEqual([
      [factory.supplierId, 0],
      [spinner.supplierId, 1],
      [farm.supplierId, 2],
    ]);
    const edges = Object.fromEntries(up.edges.map(({ id, depth, inCircle }) => [id, [depth, inCircle]]));
    expect(edges).toEqual({ [yarn.id]: [1, true], [cotton.id]: [2, false], [back.id]: [2, true] });
    expect((await get<Chain>(`/suppliers/${factory.supplierId}/upstream?depth=1`)).edges.map(({ id }) => id)).toEqual([yarn.id]);
    const down = await get<Chain>(`/suppliers/${farm.supplierId}/downstream`);
    expect(down.nodes.map(({ supplierId, depth }) => [supplierId, depth])).toEqual([
      [farm.supplierId, 0],
      [spinner.supplierId, 1],
      [factory.supplierId, 2],
    ]);
    for (const depth of ['0', '11', 'x']) {
      expect((await world.as(admin.token).get(api(`/suppliers/${farm.supplierId}/upstream?depth=${depth}`))).status).toBe(400);
    }
  });

  it('of a product marks what touches a listing and what is not known, and never calls it safe', async () => {
    const { farm, spinner, factory, cotton, yarn } = await cottonChain();
    const chain = await get<ProductChain>(`/suppliers/${factory.supplierId}/products/garments/chain`);
    const marks = chain.hops.map(({ depth, linkId, mark, reasons }) => [
      depth,
      linkId,
      mark,
      [...new Set(reasons.map(({ code }) => code))],
    ]);
    expect(marks).toEqual([
      [0, null, 'unknown', ['good_unknown']],
      [1, yarn.id, 'unknown', ['good_unknown']],
      [2, cotton.id, 'touches', ['listed', 'state_imposed']],
    ]);
    expect(chain).toMatchObject({ touching: 1, unknown: 2 });
    expect(chain.editions.map(({ index }) => index)).toEqual(['goods', 'state_imposed', expect.any(String)]);
    expect(chain.caveat).toMatch(/proof/);
    const csv = await world.as(admin.token).get(api(`/suppliers/${factory.supplierId}/products/garments/chain.csv`));
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.split('\r\n')).toHaveLength(5);
    expect(csv.text).toContain('listed cotton TKM');
    const summaries = await get<{ items: { supplierId: string; touching: number; countries: string[] }[] }>(
      '/product-chains?good=cotton&limit=200',
    );
    const found = new Map(summaries.items.map((item) => [item.supplierId, item]));
    expect(found.get(farm.supplierId)).toMatchObject({ touching: 1 });
    expect(found.get(spinner.supplierId)).toMatchObject({ countries: ['SWE', 'TKM'] });
    expect(found.has(factory.supplierId)).toBe(false);
    const unknown = await world.as(admin.token).get(api('/product-chains?good=magic_dust'));
    expect([unknown.status, (unknown.body as { problems: object[] }).problems]).toMatchObject([
      400,
      [{ path: 'good', code: 'GOOD_UNKNOWN' }],
    ]);
    expect((await world.as(admin.token).get(api(`/suppliers/${factory.supplierId}/products/magic_dust/chain`))).status).toBe(404);
  });

  it('names Xinjiang by region alone: known there it touches, elsewhere in China with the region told it does not, untold it is unknown', async () => {
    const maker = await place('Maker', SOFTWARE);
    const tomatoes = { isic: '01', goods: { mode: 'declared', items: [{ good: 'none_of_these' }] } };
    for (const region of ['Xinjiang', 'Shandong', null]) await link(await place('Grower', { ...tomatoes, region }, 'CHN'), maker);
    const { hops } = await get<ProductChain>(`/suppliers/${maker.supplierId}/products/tomatoes/chain`);
    expect(hops.slice(1).map(({ mark, reasons }) => [mark, reasons.map(({ code }) => code)])).toEqual([
      ['touches', ['state_imposed']],
      ['nothing_found', []],
      ['unknown', ['region_unknown']],
    ]);
  });

  it('tells the sites whose workers come through agencies from countries with a weak response to trafficking, or nobody knows from where', async () => {
    const buyer = await world.signUp('corridor-buyer');
    const from = async (name: string, recruitedFrom: string[]) => {
      const [agency, firm] = [await place(name, SOFTWARE, 'SWE', buyer.token), await place('Firm', SOFTWARE, 'SWE', buyer.token)];
      return (await link(agency, firm, { kind: 'labour', recruitedFrom }, buyer.token)).id;
    };
    const [turkmen, , untold] = [await from('A', ['TKM']), await from('B', ['SWE']), await from('C', [])];
    const { items } = await get<{ items: { id: string; reasons: { code: string; iso3: string | null }[] }[] }>(
      '/labour-corridors',
      buyer.token,
    );
    expect(items.map(({ id, reasons }) => [id, reasons.map(({ code, iso3 }) => [code, iso3])])).toEqual([
      [turkmen, [['labour_corridor', 'TKM']]],
      [untold, [['corridor_unknown', null]]],
    ]);
  });
});

// The last one, since it moves the clock.
it('a link counts from its first day to its last, and each time the sites behind which it lies are scored by themselves', async () => {
  const farm = await place('Cotton farm', COTTON, 'TKM');
  const factory = await place('Garment house', SOFTWARE);
  const day = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  await link(farm, factory, { since: day(3), until: day(5) });
  const residual = async (): Promise<number> => {
    await world.sweep();
    await untilIdle(world.app);
    const { rows } = await world.admin.query<{ residual: number }>('SELECT residual FROM site WHERE id = $1', [factory.siteId]);
    return rows[0]?.residual ?? -1;
  };
  expect(await residual()).toBe(15.87);
  world.clock.advanceDays(3);
  await eventually(async () => expect(await residual()).toBeGreaterThan(40));
  world.clock.advanceDays(2);
  expect(await residual()).toBeGreaterThan(40);
  world.clock.advanceDays(1);
  await eventually(async () => expect(await residual()).toBe(15.87));
}, 60_000);
