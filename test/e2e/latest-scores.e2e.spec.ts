import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ManySites } from '../support/many-sites.js';
import { type Listed, PatientWorld, type Rescoring } from '../support/patient-world.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let patient: PatientWorld;
beforeAll(async () => {
  world = await World.start({ work: false });
  patient = new PatientWorld(world);
});
afterAll(async () => {
  await world.stop();
});

describe('the list of latest scores', () => {
  interface Row {
    readonly siteId: string;
    readonly siteName: string;
    readonly supplierId: string;
    readonly country: string;
    readonly isic: string | null;
    readonly residual: number;
    readonly best: number;
    readonly worst: number;
    readonly band: string;
    readonly confidence: number;
    readonly scoredAt: string;
    readonly zeroTolerance: boolean;
    readonly editions: readonly { index: string; name: string; edition: string }[];
  }

  let buyer: SignedIn;
  let sites: ManySites;
  let all: readonly Row[];
  beforeAll(async () => {
    ({ buyer, sites } = await patient.buyerOf('listing-buyer', 130));
    const countries = ['BGD', 'SWE', 'CHN', 'XKX', 'ITA'];
    for (const [i, id] of sites.siteIds.entries())
      await patient.rows('UPDATE site SET country = $2, isic = $3 WHERE id = $1', [
        id,
        countries[i % 5],
        i % 3 === 0 ? '62' : i % 3 === 1 ? '14' : null,
      ]);
    await patient.rows(`INSERT INTO relationship (tenant_id, supplier_id) VALUES ($1, $2)`, [buyer.tenantId, sites.supplierIds[4]]);
    await patient.rows(`INSERT INTO relationship_tag (tenant_id, supplier_id, tag) VALUES ($1, $2, 'cotton')`, [
      buyer.tenantId,
      sites.supplierIds[4],
    ]);
    await patient.requestAll(buyer.tenantId);
    await patient.work(buyer.tenantId);
    await patient.rows(
      `INSERT INTO finding (tenant_id, id, supplier_id, site_id, rule_id, kind, severity, zero_tolerance, is_case, title, state, visibility, source, opened_at)
       SELECT tenant_id, gen_random_uuid(), supplier_id, id, 'x', 'signal', 'critical', true, true, '{}', 'open', 'held', 'silence', now() FROM site WHERE id = $1`,
      [sites.siteIds[9]],
    );
    all = (await listed('limit=200')).items;
  });
  const listed = (query: string): Promise<Listed<Row> & { readonly caveat: string }> =>
    patient.get<Listed<Row> & { readonly caveat: string }>(buyer, `/scores?${query}`);
  const idsOf = (items: readonly Row[]): readonly string[] => items.map(({ siteId }) => siteId);

  it('shows no number alone', () => {
    expect(all).toHaveLength(130);
    for (const row of all) {
      expect(row.best).toBeLessThanOrEqual(row.residual);
      expect(row.worst).toBeGreaterThanOrEqual(row.residual);
      expect(row.band).toMatch(/^(low|medium|high|critical)$/);
      expect(row.confidence).toBeGreaterThanOrEqual(0);
      expect(row.editions.map(({ index }) => index)).toEqual(
        expect.arrayContaining(['governance', 'trafficking_response', 'child_labour_response', 'sector']),
      );
      expect(row.editions.every(({ name, edition }) => name !== '' && edition !== '')).toBe(true);
    }
  });

  it('says beside the scores what an index is not, in the reader’s language', async () => {
    expect((await listed('limit=1')).caveat).toMatch(/proof/);
    expect((await listed('limit=1&language=ru')).caveat).toMatch(/[а-я]/);
  });

  it.each(['residual', 'worst', 'confidence', 'name', 'scoredAt'] as const)(
    'is sorted by %s, both ways, and read page by page without loss',
    async (order) => {
      const key = (row: Row): string | number => (order === 'name' ? row.siteName : row[order]);
      const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
      const expected = all.toSorted((a, b) => compare(key(a), key(b)) || compare(a.siteId, b.siteId));
      for (const [sort, wanted] of [
        [order, expected],
        [`-${order}`, expected.toReversed()],
      ] as const) {
        const found: Row[] = [];
        let after = '';
        for (;;) {
          const page = await listed(`sort=${sort}&limit=50${after === '' ? '' : `&after=${after}`}`);
          found.push(...page.items);
          if (page.next === null) break;
          after = page.next;
        }
        expect(idsOf(found)).toEqual(idsOf(wanted));
      }
    },
  );

  it.each([
    ['band=medium', (row: Row) => row.band === 'medium'],
    ['country=XKX', (row: Row) => row.country === 'XKX'],
    ['isic=62', (row: Row) => row.isic === '62'],
    ['country=CHN&isic=14', (row: Row) => row.country === 'CHN' && row.isic === '14'],
    ['minResidual=30', (row: Row) => row.residual >= 30],
    ['confidenceBelow=20.5', (row: Row) => row.confidence < 20.5],
    ['zeroTolerance=true', (row: Row) => row.zeroTolerance],
    ['zeroTolerance=false&band=high', (row: Row) => !row.zeroTolerance && row.band === 'high'],
    ['tag=cotton', (row: Row) => row.supplierId === sites.supplierIds[4]],
    ['changedSince=2999-01-01', () => false],
    ['changedSince=2020-01-01', () => true],
  ] as const)('shows with %s the scores that fit, and no others', async (query, fits) => {
    expect(idsOf((await listed(`${query}&limit=200`)).items)).toEqual(idsOf(all.filter(fits)));
  });

  it('shows one supplier’s, and one person’s', async () => {
    expect(idsOf((await listed(`supplierId=${sites.supplierIds[3]}`)).items)).toEqual([sites.siteIds[3]]);
    const [person] = await patient.rows<{ id: string }>('SELECT id FROM person WHERE tenant_id = $1', [buyer.tenantId]);
    expect((await listed(`ownerId=${person?.id}`)).items).toEqual([]);
    await patient.rows('UPDATE relationship SET owner_id = $2 WHERE tenant_id = $1', [buyer.tenantId, person?.id]);
    expect(idsOf((await listed(`ownerId=${person?.id}`)).items)).toEqual([sites.siteIds[4]]);
  });

  it.each([
    'sort=band',
    'band=grave',
    'country=bd',
    'minResidual=101',
    'minResidual=NaN',
    'changedSince=2026-02-31',
    'zeroTolerance=maybe',
    'after=x',
  ])('refuses %s', async (query) => {
    const { status } = await world.as(buyer.token).get(`/api/v1/scores?${query}`);
    expect(status).toBe(400);
  });

  it('refuses the page mark of a list in another order', async () => {
    const { next } = await listed('sort=name&limit=2');
    for (const sort of ['residual', 'scoredAt'])
      expect((await world.as(buyer.token).get(`/api/v1/scores?sort=${sort}&after=${next}`)).status).toBe(400);
  });

  it('tells another organisation nothing, of rescorings neither', async () => {
    const stranger = await world.signUp('listing-stranger');
    const [run] = (await patient.get<Listed<Rescoring>>(buyer, '/rescorings')).items;
    for (const path of ['/scores', '/rescorings', '/unscored-sites'])
      expect((await patient.get<Listed<unknown>>(stranger, path)).items).toEqual([]);
    expect((await world.as(stranger.token).get(`/api/v1/rescorings/${run?.id}`)).status).toBe(404);
  });
});
