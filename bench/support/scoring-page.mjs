import pg from 'pg';
import { addressOf } from '../../dist/platform/db/databases.js';
import { EMBEDDED_DATABASE } from '../../dist/processes/embedded.js';
import { signIn } from '../../dist/demo/demo-tenant.js';
import { percentile, rounded, timed } from './measure.mjs';
import { makePortfolio } from './portfolio.mjs';

const ROWS = 100_000;
const REQUESTS = 400;
const WARM_UP = 40;

/** As an officer looks: in every order, from the beginning and further down, with the filters that matter. */
const QUERIES = [
  'sort=-residual',
  'sort=residual',
  'sort=-worst',
  'sort=confidence',
  'sort=-scoredAt',
  'sort=name',
  'sort=-residual&band=critical',
  'sort=-residual&country=BGD',
  'sort=-residual&isic=14',
  'sort=-worst&band=high&country=CHN',
  'sort=confidence&minResidual=50',
  'sort=name&country=XKX',
  'sort=-residual&zeroTolerance=true',
  'sort=-scoredAt&confidenceBelow=30',
];

/** Latest scores of very many sites, written straight into the rows. */
async function makeScores(admin, tenantId) {
  await admin.query(
    `INSERT INTO score (tenant_id, id, supplier_id, site_id, as_of, inherent, controls, residual, best, worst, band, confidence, method_id, method_version,
                        inputs_sha256, receipt_sha256, receipt, editions)
     SELECT tenant_id, uuidv7(), supplier_id, id, date_trunc('day', now()) - floor(random() * 300) * interval '1 day', 60, 40, round((random() * 100)::numeric, 2), 0, 100,
            'low', round((random() * 100)::numeric, 2), 'plumbline', '1.1.0', '', '', repeat('a receipt ', 300),
            '[{"index":"governance","edition":"WGI 2022"},{"index":"trafficking_response","edition":"TIP 2025"},{"index":"child_labour_response","edition":"DoL 2024"},{"index":"sector","edition":"1"}]'
     FROM site WHERE tenant_id = $1`,
    [tenantId],
  );
  await admin.query(
    `UPDATE site s SET score_id = c.id, inherent = 60, residual = c.residual, best = c.residual / 2, worst = (100 + c.residual) / 2, confidence = c.confidence,
            band = CASE WHEN c.residual < 25 THEN 'low' WHEN c.residual < 50 THEN 'medium' WHEN c.residual < 75 THEN 'high' ELSE 'critical' END, scored_at = c.as_of
     FROM score c WHERE c.tenant_id = s.tenant_id AND c.site_id = s.id AND s.tenant_id = $1`,
    [tenantId],
  );
  await admin.query(
    `INSERT INTO finding (tenant_id, id, supplier_id, site_id, rule_id, kind, severity, zero_tolerance, is_case, title, state, visibility, source, opened_at)
     SELECT tenant_id, uuidv7(), supplier_id, id, 'bench', 'signal', 'critical', true, true, '{}', 'open', 'held', 'silence', now() FROM site
     WHERE tenant_id = $1 AND residual >= 95`,
    [tenantId],
  );
  await admin.query('VACUUM ANALYZE');
}

export async function measurePage({ api, postgres }, tell) {
  const slug = 'page';
  const [email, password] = [`admin@${slug}.example`, 'a password for measuring'];
  await api.post('/tenants', { name: slug, slug, adminName: 'Admin', email, password });
  const adminUrl = addressOf(postgres.adminUrl, { database: EMBEDDED_DATABASE });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  try {
    const { rows } = await admin.query('SELECT tenant_id AS id FROM tenant WHERE slug = $1', [slug]);
    tell(`latest scores of ${ROWS} sites`);
    await makePortfolio(adminUrl, rows[0].id, ROWS, null);
    await makeScores(admin, rows[0].id);
    return { ...(await readPages(await signIn(api, slug, email, password))), rows: ROWS };
  } finally {
    await admin.end();
  }
}

/** Every other request follows the page mark of the one before. */
async function readPages(officer) {
  const times = [];
  const marks = new Map();
  for (let i = 0; i < WARM_UP + REQUESTS; i += 1) {
    const query = QUERIES[i % QUERIES.length];
    const mark = marks.get(query);
    const { ms, result } = await timed(() => officer.get(`/scores?${query}&limit=50${mark === undefined ? '' : `&after=${mark}`}`));
    if (result.items.length === 0) throw new Error(`nothing is listed for ${query}`);
    if (result.next === null) marks.delete(query);
    else marks.set(query, result.next);
    if (i >= WARM_UP) times.push(ms);
  }
  return { p50Ms: rounded(percentile(times, 0.5)), p95Ms: rounded(percentile(times, 0.95)) };
}
