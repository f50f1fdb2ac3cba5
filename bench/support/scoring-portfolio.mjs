import pg from 'pg';
import { ScoringQueue } from '../../dist/modules/scoring/scoring-queue.service.js';
import { systemOf } from '../../dist/platform/auth/actor.js';
import { addressOf } from '../../dist/platform/db/databases.js';
import { TenantDb } from '../../dist/platform/db/tenant-db.js';
import { EMBEDDED_DATABASE } from '../../dist/processes/embedded.js';
import { timed } from './measure.mjs';
import { plainScores } from './plain-scores.mjs';
import { makePortfolio } from './portfolio.mjs';
import { withWorker } from './worker-process.mjs';

/** A tenant of its own with so many sites, all answered and scored once, so that its findings are there. */
export async function makeScored({ api, app, postgres, settings }, slug, sites, manual, tell) {
  await api.post('/tenants', {
    name: slug,
    slug,
    adminName: 'Admin',
    email: `admin@${slug}.example`,
    password: 'a password for measuring',
  });
  const adminUrl = addressOf(postgres.adminUrl, { database: EMBEDDED_DATABASE });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 2 });
  const { rows } = await admin.query('SELECT tenant_id AS id FROM tenant WHERE slug = $1', [slug]);
  const portfolio = { app, settings, admin, adminUrl, tenantId: rows[0].id, manual };
  tell(`${sites} sites with ${manual.chapters.flatMap(({ questions }) => questions).length} answers each`);
  await makePortfolio(adminUrl, portfolio.tenantId, sites, manual);
  tell('their first scores and findings');
  await withWorker(settings, () => rescore(portfolio));
  return portfolio;
}

/** Has every site scored, as a change of the method would. @returns its counts */
async function rescore({ app, admin, tenantId }) {
  const actor = systemOf(tenantId);
  const id = await app.get(TenantDb).transaction(actor, (db) => app.get(ScoringQueue).requestAll(db, actor));
  for (;;) {
    const { rows } = await admin.query('SELECT total, done, changed, failed, finished_at AS "finishedAt" FROM rescoring WHERE id = $1', [
      id,
    ]);
    if (rows[0].finishedAt !== null) return rows[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Stored scores look as if they came from another edition, so that each is stored anew; then everything is as it was after a night's rest. */
async function makeStale({ admin, tenantId }) {
  await admin.query(`UPDATE score SET inputs_sha256 = 'of another edition' WHERE tenant_id = $1`, [tenantId]);
  await admin.query('VACUUM ANALYZE');
  await admin.query('CHECKPOINT');
}

/** The yardstick runs before and after, so that what the machine does beside it falls on both. */
export async function measurePortfolio(portfolio, tell) {
  const { adminUrl, settings, tenantId, manual } = portfolio;
  const yardstick = () => plainScores({ adminUrl, appUrl: settings.databaseUrl, tenantId, family: manual.family });
  await makeStale(portfolio);
  tell('yardstick');
  const before = await yardstick();
  tell(`yardstick ${(before.ms / 1000).toFixed(1)} s`);
  await makeStale(portfolio);
  tell('rescoring');
  const { result, peakRssMb } = await withWorker(settings, () => timed(() => rescore(portfolio)));
  tell(`rescored in ${(result.ms / 1000).toFixed(1)} s`);
  await makeStale(portfolio);
  tell('yardstick');
  const after = await yardstick();
  const { total, done, changed, failed } = result.result;
  if (done !== total || changed !== total || failed !== 0)
    throw new Error(`of ${total} sites ${done} were scored, ${changed} anew, ${failed} not`);
  return { sites: total, seconds: result.ms / 1000, yardstickSeconds: (before.ms + after.ms) / 2000, peakRssMb };
}
