import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { newId } from '../../dist/platform/db/ids.js';
import { answersOf, profileOf } from './site-answers.mjs';

/** As many different sets of answers; each site has one of them under its own id. */
const KINDS = 400;
const SITES_AT_ONCE = 1_000;

/**
 * Suppliers with one site each and every question of the manual answered, written straight into the rows by the superuser. Without answers
 * where `manual` is null.
 */
export async function makePortfolio(adminUrl, tenantId, count, manual) {
  const pool = new pg.Pool({ connectionString: adminUrl, max: 1 });
  const kinds = Array.from({ length: KINDS }, (_, kind) => ({
    profile: profileOf(kind),
    answers: manual === null ? [] : answersOf(manual, kind),
  }));
  try {
    for (let from = 0; from < count; from += SITES_AT_ONCE) {
      const sites = Array.from({ length: Math.min(SITES_AT_ONCE, count - from) }, (_, i) => ({
        supplierId: newId(),
        siteId: newId(),
        number: from + i,
        kind: (from + i) % KINDS,
      }));
      await pool.query('BEGIN');
      await insertSites(pool, tenantId, sites, kinds);
      if (manual !== null) await insertAnswers(pool, tenantId, manual, sites, kinds);
      await pool.query('COMMIT');
    }
    await pool.query('ANALYZE');
  } finally {
    await pool.end();
  }
}

async function insertSites(pool, tenantId, sites, kinds) {
  const columns = [
    sites.map(({ supplierId }) => supplierId),
    sites.map(({ siteId }) => siteId),
    sites.map(({ number }) => `Supplier ${String(number).padStart(6, '0')}`),
    sites.map(({ kind }) => kinds[kind].profile.country),
    sites.map(({ kind }) => kinds[kind].profile.isic),
    sites.map(({ kind }) => kinds[kind].profile.goodsMode),
    sites.map(({ kind }) => JSON.stringify(kinds[kind].profile.goods)),
  ];
  const list = `unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
    AS n (supplier_id, site_id, name, country, isic, goods_mode, goods)`;
  await pool.query(
    `INSERT INTO supplier (tenant_id, id, name, name_key, country, status, created_at, updated_at)
     SELECT $1, n.supplier_id, n.name, lower(n.name), n.country, 'active', now(), now() FROM ${list}`,
    [tenantId, ...columns],
  );
  await pool.query(
    `INSERT INTO site (tenant_id, id, supplier_id, name, country, isic, goods_mode, goods, workers, status, identity_key, created_at, updated_at)
     SELECT $1, n.site_id, n.supplier_id, n.name || ' works', n.country, n.isic, n.goods_mode, n.goods, 400, 'active', n.site_id::text, now(), now() FROM ${list}`,
    [tenantId, ...columns],
  );
}

async function insertAnswers(pool, tenantId, manual, sites, kinds) {
  await pool.query(`CREATE TEMP TABLE IF NOT EXISTS kind_answer (kind integer, answer jsonb)`);
  const { rows } = await pool.query('SELECT count(*)::integer AS n FROM kind_answer');
  if (rows[0].n === 0)
    await pool.query(
      'INSERT INTO kind_answer SELECT k.kind - 1, a.answer FROM unnest($1::jsonb[]) WITH ORDINALITY k (answers, kind), jsonb_array_elements(k.answers) a (answer)',
      [kinds.map(({ answers }) => JSON.stringify(answers))],
    );
  await pool.query(
    `INSERT INTO counted_answer (tenant_id, id, supplier_id, site_id, question_id, meaning, state, value, evidence, dated, documented_until, source,
                                 manual_id, manual_version, manual_family, counted_at)
     SELECT $1, uuidv7(), s.supplier_id, s.site_id, a.question, a.meaning, a.state, nullif(a.value, 'null'::jsonb), a.evidence, a.dated, a."documentedUntil",
            a.source, $2, $3, $4, now()
     FROM unnest($5::uuid[], $6::uuid[], $7::integer[]) AS s (supplier_id, site_id, kind)
     JOIN kind_answer k ON k.kind = s.kind,
     jsonb_to_record(k.answer) AS a (question text, meaning integer, state text, value jsonb, evidence text, dated date, "documentedUntil" date, source text)`,
    [
      tenantId,
      manual.id,
      manual.version,
      manual.family,
      sites.map(({ supplierId }) => supplierId),
      sites.map(({ siteId }) => siteId),
      sites.map(({ kind }) => kind),
    ],
  );
}

/** Peak of a process' resident memory so far, in megabytes; null where the system does not tell. */
export async function peakRssMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const found = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return found === undefined ? null : Number(found) / 1024;
}
