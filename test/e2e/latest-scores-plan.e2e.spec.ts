import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { ScoreSort } from '../../src/modules/scoring/portfolio/latest-scores.dto.js';
import { listLatestScores, type ScoreFilter, sortOfScores } from '../../src/modules/scoring/portfolio/latest-scores.queries.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { makeManySites } from '../support/many-sites.js';
import { World } from '../support/world.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly Plans?: readonly Plan[];
}

const SITES = 6_000;
let world: World;
let tenantId: string;

/** Latest scores written straight into the rows: the plans go by how they are spread. */
beforeAll(async () => {
  world = await World.start({ work: false });
  ({ tenantId } = await world.signUp('planning-buyer'));
  await makeManySites(world, tenantId, 'planned', SITES / 3, 3);
  await world.admin.query(
    `INSERT INTO score (tenant_id, id, supplier_id, site_id, as_of, inherent, controls, residual, best, worst, band, confidence, method_id, method_version,
                        inputs_sha256, receipt_sha256, receipt)
     SELECT tenant_id, gen_random_uuid(), supplier_id, id, now() - random() * interval '300 days', 50, 50, random() * 100, 0, 100, 'low', random() * 100,
            'plumbline', '1.0.0', '', '', repeat('receipt ', 200) FROM site`,
  );
  await world.admin.query(
    `UPDATE site s SET score_id = c.id, residual = c.residual, best = c.residual / 2, worst = (100 + c.residual) / 2, confidence = c.confidence, scored_at = c.as_of,
            band = CASE WHEN c.residual < 25 THEN 'low' WHEN c.residual < 50 THEN 'medium' WHEN c.residual < 75 THEN 'high' ELSE 'critical' END,
            country = (ARRAY['BGD', 'CHN', 'ITA', 'SWE', 'VNM', 'TUR'])[1 + (random() * 5)::integer],
            isic = (ARRAY['10', '13', '14', '26', '41', '62', '81'])[1 + (random() * 6)::integer]
     FROM score c WHERE c.tenant_id = s.tenant_id AND c.site_id = s.id`,
  );
  await world.admin.query('VACUUM ANALYZE site, score, supplier, finding, relationship, relationship_tag');
});
afterAll(async () => {
  await world.stop();
});

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** The plans that PostgreSQL makes, as the application and under its row-level security, for the statements the list sends. */
async function plansOf(sort: ScoreSort, filter: ScoreFilter, after: string | number | null): Promise<readonly (readonly Plan[])[]> {
  const sent: { sql: string; params: unknown[] }[] = [];
  const pretended = { query: async (sql: string, params: unknown[]) => (sent.push({ sql, params }), []) } as unknown as EntityManager;
  const cursor = after === null ? null : { key: after, id: '80000000-0000-4000-8000-000000000000' };
  await listLatestScores(pretended, tenantId, filter, sortOfScores(sort), cursor, 50);
  return world.app.get(TenantDb).transaction(systemOf(tenantId), async (db) => {
    const plans: (readonly Plan[])[] = [];
    for (const { sql, params } of sent) {
      const [row] = await db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(`EXPLAIN (FORMAT JSON) ${sql}`, params);
      plans.push(nodesOf(row?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none' }));
    }
    return plans;
  });
}

describe('the list of latest scores, at 6,000 sites', () => {
  it.each([
    ['-residual', {}, null, 'site_by_risk'],
    ['residual', {}, 40, 'site_by_risk'],
    ['-residual', {}, 40, 'site_by_risk'],
    ['-residual', { minResidual: 75 }, null, 'site_by_risk'],
    ['-worst', {}, null, 'site_by_worst'],
    ['confidence', {}, 30, 'site_by_confidence'],
    ['confidence', { confidenceBelow: 20 }, null, 'site_by_confidence'],
    ['name', {}, 'planned site 3', 'site_by_label'],
    ['-name', {}, null, 'site_by_label'],
    ['-scoredAt', {}, null, 'site_by_scored'],
    ['-scoredAt', {}, '2026-01-01T00:00:00.000Z', 'site_by_scored'],
    ['-residual', { band: 'high' }, null, 'site_by_band'],
    ['residual', { band: 'high' }, 60, 'site_by_band'],
    ['-residual', { country: 'SWE' }, null, 'site_by_country'],
    ['-residual', { isic: '62' }, 80, 'site_by_sector'],
  ] as const)('by %s with %j after %j reads one page from an index, sorting nothing', async (sort, filter, after, index) => {
    const plans = await plansOf(sort, filter, after);
    expect(plans.length).toBeGreaterThan(0);
    for (const nodes of plans) {
      const ofSites = nodes.filter((node) => node['Relation Name'] === 'site');
      expect(ofSites.map((node) => `${node['Node Type']} ${node['Index Name']}`)).toEqual([`Index Scan ${index}`]);
      expect(nodes.map((node) => node['Node Type']).filter((type) => /Sort|Seq Scan on score/.test(type))).toEqual([]);
    }
  });
});
