import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { timed } from './measure.mjs';

const CHUNK = 200;
const AT_ONCE = 2;

/** A table like that of scores: same columns, packing, indexes, foreign key and row-level security. */
const TABLE = `
  DROP TABLE IF EXISTS plain_score;
  CREATE TABLE plain_score (LIKE score INCLUDING ALL);
  ALTER TABLE plain_score ADD FOREIGN KEY (tenant_id, site_id) REFERENCES site;
  CALL protect_tenant_rows('plain_score');
  GRANT SELECT, INSERT ON plain_score TO plumbline_app`;

/** The yardstick: reads the same answers and writes rows of the same size and number, through COPY into a temporary table, and decides nothing. */
export async function plainScores({ adminUrl, appUrl, tenantId, family }) {
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  await admin.query(TABLE);
  const { rows: sites } = await admin.query('SELECT id FROM site WHERE tenant_id = $1 ORDER BY id', [tenantId]);
  const { rows: samples } = await admin.query(
    `SELECT c.* FROM site s JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id WHERE s.tenant_id = $1 ORDER BY s.id LIMIT ${CHUNK}`,
    [tenantId],
  );
  const lines = samples.map(lineOf);
  const chunks = Array.from({ length: Math.ceil(sites.length / CHUNK) }, (_, i) =>
    sites.slice(i * CHUNK, (i + 1) * CHUNK).map(({ id }) => id),
  );
  const pool = new pg.Pool({ connectionString: appUrl, max: AT_ONCE });
  const lane = async () => {
    for (let chunk = chunks.pop(); chunk !== undefined; chunk = chunks.pop()) await copyChunk(pool, tenantId, family, chunk, lines);
  };
  try {
    await admin.query('CHECKPOINT');
    return await timed(() => Promise.all(Array.from({ length: AT_ONCE }, lane)));
  } finally {
    await pool.end();
    await admin.query('DROP TABLE plain_score');
    await admin.end();
  }
}

async function copyChunk(pool, tenantId, family, siteIds, lines) {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; SET LOCAL app.tenant_id = '${tenantId}'`);
    await client.query(
      `SELECT DISTINCT ON (site_id, question_id) site_id, question_id, meaning, state, value, evidence, dated::text, documented_until::text, source
       FROM counted_answer WHERE site_id = ANY ($1::uuid[]) AND manual_family = $2 ORDER BY site_id, question_id, id DESC`,
      [siteIds, family],
    );
    await client.query('CREATE TEMP TABLE incoming (LIKE plain_score) ON COMMIT DROP');
    const stream = client.query(copyFrom(`COPY incoming (${COLUMNS.join(', ')}) FROM STDIN`));
    stream.end(siteIds.map((id, i) => lines[i % lines.length](id)).join(''));
    await once(stream, 'finish');
    await client.query(`INSERT INTO plain_score (${COLUMNS.join(', ')}) SELECT ${COLUMNS.join(', ')} FROM incoming`);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

const COLUMNS = [
  'tenant_id',
  'id',
  'supplier_id',
  'site_id',
  'as_of',
  'inherent',
  'controls',
  'residual',
  'best',
  'worst',
  'band',
  'confidence',
  'next_change_at',
  'method_id',
  'method_version',
  'inputs_sha256',
  'receipt_sha256',
  'receipt',
  'editions',
];

const field = (value) =>
  value === null
    ? '\\N'
    : (value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll(
        '\\',
        '\\\\',
      );

/** A score of one site as the line of another. */
function lineOf(row) {
  const before = ['tenant_id'].map((name) => field(row[name])).join('\t');
  const supplier = field(row.supplier_id);
  const after = COLUMNS.slice(4)
    .map((name) => field(row[name]))
    .join('\t');
  return (siteId) => `${before}\t${globalThis.crypto.randomUUID()}\t${supplier}\t${siteId}\t${after}\n`;
}
