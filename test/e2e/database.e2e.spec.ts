import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { listSuppliers, sortOf, type SupplierFilter } from '../../src/modules/suppliers/supplier-list.queries.js';
import type { SupplierSort } from '../../src/modules/suppliers/suppliers.dto.js';
import { createDataSource } from '../../src/platform/db/data-source.js';
import { addressOf, ensureDatabase } from '../../src/platform/db/databases.js';
import { eventually } from '../support/eventually.js';

/** What PostgreSQL itself guarantees, read from its own catalogue: a table or policy that someone forgets fails here. */

const ROLES = ['plumbline_app', 'plumbline_respondent', 'plumbline_system', 'plumbline_queue'];
const SHARED_BY_ALL = ['content_version', 'schema_migration'];
const TENANT_A = '01890000-0000-7000-8000-00000000000a';
const TENANT_B = '01890000-0000-7000-8000-00000000000b';

let admin: pg.Client;
let app: pg.Client;
let queue: pg.Client;
let dataSource: DataSource;

const list = async <T>(sql: string, params: unknown[] = []): Promise<T[]> => {
  const { rows } = await admin.query<{ one: T }>(sql, params);
  return rows.map(({ one }) => one);
};

const tables = (): Promise<string[]> =>
  list<string>(`SELECT tablename AS one FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`, [SHARED_BY_ALL]);

/** Runs statements as the application does, in a transaction that is rolled back. */
async function asApp<T>(tenant: string | null, work: (client: pg.Client) => Promise<T>): Promise<T> {
  await app.query('BEGIN');
  try {
    if (tenant !== null) await app.query(`SET LOCAL app.tenant_id = '${tenant}'`);
    return await work(app);
  } finally {
    await app.query('ROLLBACK');
  }
}

beforeAll(async () => {
  const cluster = JSON.parse(process.env['PLUMBLINE_TEST_CLUSTER'] ?? '{}') as {
    adminUrl: string;
    passwords: { app: string; queue: string };
  };
  const database = `catalogue_${process.pid}`;
  await eventually(() => ensureDatabase(cluster.adminUrl, database, 'plumbline_template'));
  const url = addressOf(cluster.adminUrl, { database });
  const appUrl = addressOf(url, { user: 'plumbline_app', password: cluster.passwords.app });
  admin = new pg.Client({ connectionString: url });
  app = new pg.Client({ connectionString: appUrl });
  queue = new pg.Client({ connectionString: addressOf(url, { user: 'plumbline_queue', password: cluster.passwords.queue }) });
  await Promise.all([admin.connect(), app.connect(), queue.connect()]);
  dataSource = await createDataSource(appUrl).initialize();
  await admin.query(`INSERT INTO tenant VALUES ($1, 'tenant-a', 'A', now()), ($2, 'tenant-b', 'B', now())`, [TENANT_A, TENANT_B]);
  // 5,000 suppliers of one tenant, and as many of another: what an index must tell apart.
  await admin.query(
    `INSERT INTO supplier (tenant_id, id, name, name_key, country, status, residual, band, created_at, updated_at)
     SELECT t, gen_random_uuid(), 'Supplier ' || n, 'supplier ' || n, (ARRAY['DEU', 'IND', 'VNM'])[1 + n % 3], 'active', CASE WHEN n % 5 > 0 THEN n % 101 END,
            (ARRAY['low', 'medium', 'high', 'critical'])[1 + n % 4], now(), now()
     FROM unnest($1::uuid[]) AS t, generate_series(1, 5000) AS n`,
    [[TENANT_A, TENANT_B]],
  );
  await admin.query(
    `UPDATE supplier SET relationship_state = (ARRAY['approved', 'conditional', 'on_hold'])[1 + length(name) % 3], relationship_until = DATE '2026-12-01'
     WHERE name LIKE '%7' OR name LIKE '%3'`,
  );
  await admin.query('ANALYZE supplier');
});

afterAll(async () => {
  await Promise.all([admin.end(), app.end(), queue.end(), dataSource.destroy()]);
});

describe('row-level security', () => {
  it('is on and forced for every table but the content shared by all', async () => {
    const open = await list<string>(
      `SELECT relname AS one FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1`,
    );
    expect(open).toEqual(SHARED_BY_ALL);
  });

  it('is nowhere gone around: no view that does not ask as whoever reads it, no function that runs as its owner', async () => {
    expect(
      await list(
        `SELECT relname AS one FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'f')
         AND NOT (relkind = 'v' AND 'security_invoker=true' = ANY (coalesce(reloptions, '{}')))`,
      ),
    ).toEqual([]);
    expect(await list(`SELECT proname AS one FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`)).toEqual([]);
  });

  it('asks every table for the tenant of the transaction, for every kind of statement', async () => {
    const perTenant = await list<string>(
      `SELECT tablename AS one FROM pg_policies WHERE schemaname = 'public' AND policyname = 'tenant_isolation' AND permissive = 'PERMISSIVE' AND cmd = 'ALL'
       AND with_check IS NULL AND qual LIKE '(tenant_id = ( SELECT current_tenant()%' AND roles = '{plumbline_app,plumbline_respondent}' ORDER BY 1`,
    );
    expect(perTenant).toEqual(await tables());
  });

  it('has no other door than those of the relay and the sweeps, which open to no person', async () => {
    const others = await list<string>(
      `SELECT tablename || ': ' || array_to_string(roles, ', ') AS one FROM pg_policies
       WHERE schemaname = 'public' AND permissive = 'PERMISSIVE' AND policyname <> 'tenant_isolation' ORDER BY 1`,
    );
    expect(others).toEqual(
      [
        'assessment',
        'campaign',
        'method_impact',
        'outbox',
        'reassessment',
        'scoring_due',
        'tenant',
        'tenant_method',
        'tenant_scored_with',
        'worker_survey',
      ].map((table) => `${table}: plumbline_system`),
    );
  });

  it('limits a respondent to one supplier wherever it may read, change or take away a supplier’s rows', async () => {
    const reachable = await list<string>(
      `SELECT relname AS one FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
       AND (has_any_column_privilege('plumbline_respondent', oid, 'SELECT, UPDATE') OR has_table_privilege('plumbline_respondent', oid, 'DELETE, TRUNCATE')) ORDER BY 1`,
    );
    const limited = await list<string>(
      `SELECT tablename AS one FROM pg_policies WHERE schemaname = 'public' AND policyname = 'one_supplier' AND permissive = 'RESTRICTIVE' AND cmd = 'ALL'
       AND qual LIKE '%= ( SELECT current_supplier()%' AND roles = '{plumbline_respondent}'`,
    );
    expect(reachable.filter((table) => !limited.includes(table))).toEqual(['tenant', 'tenant_method']);
  });

  it('hides from a respondent what is said of its answers among the buyer’s people, and lets it write replies alone', async () => {
    const policies = await list<string>(
      `SELECT policyname || ' ' || cmd || ' ' || coalesce(qual, with_check) AS one FROM pg_policies WHERE tablename IN ('review_entry', 'answer_review') AND permissive = 'RESTRICTIVE'
       AND policyname <> 'one_supplier' AND roles = '{plumbline_respondent}' ORDER BY 1`,
    );
    expect(policies).toEqual([
      `replies_only INSERT (kind = 'reply'::text)`,
      `returned_only ALL (decision = 'returned'::text)`,
      'shown_only ALL shown',
    ]);
    const decisions = await list(
      `SELECT has_any_column_privilege('plumbline_respondent', 'relationship_state', 'SELECT, INSERT, UPDATE') AS one`,
    );
    expect(decisions).toEqual([false]);
    const overrides = await list(
      `SELECT has_any_column_privilege('plumbline_respondent', 'score_override', 'SELECT, INSERT, UPDATE') AS one`,
    );
    expect(overrides).toEqual([false]);
  });

  it('tells a respondent which shipped figures its answers count by, and nothing else of a tenant’s methods', async () => {
    const seen = await list<string>(
      `SELECT attname AS one FROM pg_attribute WHERE attrelid = 'tenant_method'::regclass AND attnum > 0
       AND has_column_privilege('plumbline_respondent', attrelid, attnum, 'SELECT') ORDER BY 1`,
    );
    expect(seen).toEqual(['adopt_on', 'base_id', 'base_version', 'decided_at', 'tenant_id']);
    const drafts = await list(`SELECT qual AS one FROM pg_policies WHERE tablename = 'tenant_method' AND permissive = 'RESTRICTIVE'`);
    expect(drafts).toEqual(['(adopt_on IS NOT NULL)']);
  });

  it('hides held findings and their actions from a respondent', async () => {
    const released = await list<string>(
      `SELECT tablename AS one FROM pg_policies WHERE schemaname = 'public' AND permissive = 'RESTRICTIVE' AND cmd = 'ALL' AND roles = '{plumbline_respondent}'
       AND qual LIKE '(visibility = ''released''%' ORDER BY 1`,
    );
    expect(released).toEqual(['corrective_action', 'finding', 'signal']);
  });

  it.each(['tenant', 'supplier'])('makes a query of %s without a tenant an error, not an empty list', async (table) => {
    await expect(asApp(null, (client) => client.query(`SELECT * FROM ${table}`))).rejects.toThrow('no tenant in this transaction');
    await asApp(TENANT_A, (client) => client.query(`SELECT * FROM ${table} LIMIT 1`));
    await expect(asApp(null, (client) => client.query(`SELECT * FROM ${table}`))).rejects.toThrow('no tenant in this transaction');
  });

  it('shows a tenant its own rows and refuses to write another’s', async () => {
    const seen = await asApp(TENANT_A, (client) => client.query('SELECT DISTINCT tenant_id FROM supplier'));
    expect(seen.rows).toEqual([{ tenant_id: TENANT_A }]);
    const refused = /new row violates row-level security policy/;
    await expect(asApp(TENANT_A, (client) => client.query('UPDATE supplier SET tenant_id = $1', [TENANT_B]))).rejects.toThrow(refused);
    const insert = `INSERT INTO supplier (tenant_id, id, name, name_key, country, status, created_at, updated_at)
                    VALUES ($1, gen_random_uuid(), 'x', 'x', 'DEU', 'active', now(), now())`;
    await expect(asApp(TENANT_A, (client) => client.query(insert, [TENANT_B]))).rejects.toThrow(refused);
  });
});

describe('keys', () => {
  const UNIQUE_TO_ALL = ['tenant_slug_key'];

  it('begin with the tenant, so that a row is nobody’s without one', async () => {
    const others = await list<string>(
      `SELECT i.relname AS one FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
       WHERE t.relnamespace = 'public'::regnamespace AND t.relname <> ALL ($1) AND (x.indisprimary OR x.indisunique)
       AND (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = x.indkey[0]) <> 'tenant_id' ORDER BY 1`,
      [SHARED_BY_ALL],
    );
    expect(others).toEqual(UNIQUE_TO_ALL);
    const keyed = await list<string>(
      `SELECT DISTINCT t.relname AS one FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE c.contype = 'p' AND t.relnamespace = 'public'::regnamespace
       AND t.relname <> ALL ($1) ORDER BY 1`,
      [SHARED_BY_ALL],
    );
    expect(keyed).toEqual(await tables());
  });

  it('of other rows carry the tenant, so that a row cannot point into another one’s', async () => {
    const astray = await list<string>(
      `SELECT conrelid::regclass || '.' || conname AS one FROM pg_constraint c
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
         SELECT FROM unnest(c.conkey, c.confkey) AS k (here, there)
         JOIN pg_attribute h ON h.attrelid = c.conrelid AND h.attnum = k.here JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = k.there
         WHERE h.attname = 'tenant_id' AND t.attname = 'tenant_id')`,
    );
    expect(astray).toEqual([]);
    expect(await list(`SELECT 1 AS one FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`)).not.toHaveLength(
      0,
    );
  });
});

describe('roles', () => {
  it('cannot go around row-level security, and make neither roles nor databases', async () => {
    const strong = await list(
      `SELECT rolname AS one FROM pg_roles WHERE rolname = ANY ($1) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)`,
      [ROLES],
    );
    expect(strong).toEqual([]);
  });

  it('of the application own nothing and lend it no more than the respondent’s and the system’s view', async () => {
    const owned = await list(
      `SELECT relname AS one FROM pg_class WHERE pg_get_userbyid(relowner) = ANY ($1) UNION ALL SELECT proname FROM pg_proc WHERE pg_get_userbyid(proowner) = ANY ($1)
       UNION ALL SELECT nspname FROM pg_namespace WHERE pg_get_userbyid(nspowner) = ANY ($1) UNION ALL SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = ANY ($1)`,
      [ROLES.filter((role) => role !== 'plumbline_queue')],
    );
    expect(owned).toEqual([]);
    const lent = await list<string>(
      `SELECT m.rolname || ' as ' || r.rolname AS one FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles r ON r.oid = a.roleid
       WHERE m.rolname = ANY ($1) ORDER BY 1`,
      [ROLES],
    );
    expect(lent).toEqual(['plumbline_app as plumbline_respondent', 'plumbline_app as plumbline_system']);
    expect(await list(`SELECT rolinherit AS one FROM pg_roles WHERE rolname = 'plumbline_app'`)).toEqual([false]);
  });

  it.each([
    'audit_event',
    'score',
    'score_path',
    'counted_answer',
    'answer_change',
    'submission_receipt',
    'assessment_move',
    'answer_set_aside',
    'questionnaire',
    'content_version',
    'schema_migration',
    'supplier_import',
    'supplier_import_row',
    'review_entry',
    'submission_snapshot',
    'relationship_state',
    'reminder',
    'mail_template',
  ])('can never change or take away what %s holds', async (table) => {
    const may = await list<string>(
      `SELECT r || ' ' || p AS one FROM unnest($1::text[]) AS r, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p
         WHERE has_table_privilege(r, $2, p) OR (p = 'UPDATE' AND has_any_column_privilege(r, $2, p))`,
      [ROLES, table],
    );
    expect(may).toEqual([]);
    await expect(asApp(TENANT_A, (client) => client.query(`DELETE FROM ${table}`))).rejects.toThrow('permission denied');
  });

  it('empty no table: nobody may truncate', async () => {
    const may = await list(
      `SELECT r || ' ' || relname AS one FROM pg_class t, unnest($1::text[]) AS r
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND has_table_privilege(r, t.oid, 'TRUNCATE, TRIGGER, REFERENCES')`,
      [ROLES],
    );
    expect(may).toEqual([]);
  });

  it('of the queue reach no table of ours', async () => {
    const reach = await list(
      `SELECT relname AS one FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
       AND (has_any_column_privilege('plumbline_queue', oid, 'SELECT, INSERT, UPDATE') OR has_table_privilege('plumbline_queue', oid, 'DELETE'))`,
    );
    expect(reach).toEqual([]);
    await expect(queue.query('SELECT * FROM public.supplier')).rejects.toThrow('permission denied');
  });

  it('of the system see due dates, names for addresses and the outbox, and nothing else', async () => {
    const reach = await list<string>(
      `SELECT CASE WHEN has_table_privilege('plumbline_system', t.oid, p) THEN format('%s: %s', relname, p)
                   ELSE format('%s: %s (%s)', relname, p, (
                     SELECT string_agg(attname, ', ' ORDER BY attname) FROM pg_attribute
                     WHERE attrelid = t.oid AND attnum > 0 AND has_column_privilege('plumbline_system', t.oid, attnum, p))) END AS one
       FROM pg_class t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND CASE WHEN p = 'DELETE' THEN has_table_privilege('plumbline_system', t.oid, p) ELSE has_any_column_privilege('plumbline_system', t.oid, p) END ORDER BY 1`,
    );
    expect(reach).toEqual([
      'assessment: SELECT (remind_at, state, tenant_id)',
      'campaign: SELECT (state, tenant_id)',
      'content_version: SELECT (id, kind, sha256, version)',
      'method_impact: SELECT (keep_until, state, tenant_id)',
      'outbox: DELETE',
      'outbox: SELECT',
      'outbox: UPDATE',
      'reassessment: SELECT (due_on, state, tenant_id)',
      'scoring_due: SELECT (due_at, tenant_id)',
      'tenant: SELECT (documents_seen_on, slug, tenant_id)',
      'tenant_method: SELECT (adopt_on, settled, tenant_id)',
      'tenant_scored_with: SELECT (look_at, shipped, tenant_id)',
      'worker_survey: SELECT (closes_on, state, tenant_id)',
    ]);
  });

  it('may not be lent to everyone: PUBLIC has no privilege on a table and cannot make one', async () => {
    expect(
      await list(`SELECT table_name AS one FROM information_schema.table_privileges WHERE grantee = 'PUBLIC' AND table_schema = 'public'`),
    ).toEqual([]);
    expect(await list(`SELECT r AS one FROM unnest($1::text[]) AS r WHERE has_schema_privilege(r, 'public', 'CREATE')`, [ROLES])).toEqual(
      [],
    );
  });
});

describe('the list of suppliers, at 5,000 of them', () => {
  interface Plan {
    readonly 'Node Type': string;
    readonly 'Index Name'?: string;
    readonly 'Relation Name'?: string;
    readonly Plans?: readonly Plan[];
  }

  const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

  /** The plans that PostgreSQL makes, as the application and under its row-level security, for the statements the list sends. */
  async function plansOf(sort: SupplierSort, filter: Partial<SupplierFilter>, after: unknown): Promise<readonly (readonly Plan[])[]> {
    const sent: { sql: string; params: unknown[] }[] = [];
    const db = { query: async (sql: string, params: unknown[]) => (sent.push({ sql, params }), []) } as unknown as EntityManager;
    const none = {
      status: 'active',
      band: undefined,
      country: undefined,
      tier: undefined,
      tag: undefined,
      ownerId: undefined,
      nameKey: undefined,
    };
    const cursor = after === null ? null : { key: after as string | number, id: '80000000-0000-4000-8000-000000000000' };
    await listSuppliers(db, TENANT_A, { ...none, ...filter }, sortOf(sort), cursor, 50);
    return asApp(TENANT_A, async (client) => {
      const plans: (readonly Plan[])[] = [];
      for (const { sql, params } of sent) {
        const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`EXPLAIN (FORMAT JSON) ${sql}`, params);
        plans.push(nodesOf(rows[0]?.['QUERY PLAN'][0].Plan ?? { 'Node Type': 'none' }));
      }
      return plans;
    });
  }

  it.each([
    ['name', {}, null, 'supplier_by_name'],
    ['name', {}, 'supplier 4000', 'supplier_by_name'],
    ['-name', {}, 'supplier 4000', 'supplier_by_name'],
    ['name', { nameKey: 'supplier 49' }, null, 'supplier_by_name'],
    ['risk', {}, null, 'supplier_by_risk'],
    ['-risk', {}, null, 'supplier_by_risk'],
    ['-risk', {}, 75, 'supplier_by_risk'],
    ['name', { band: 'critical' }, null, 'supplier_by_band'],
    ['name', { country: 'VNM' }, null, 'supplier_by_country'],
    ['name', { relationship: { standing: 'on_hold', today: '2026-11-23' } }, null, 'supplier_by_relationship'],
    ['name', { relationship: { standing: 'on_hold', today: '2026-11-23' } }, 'supplier 4000', 'supplier_by_relationship'],
    ['name', { relationship: { standing: 'needs_decision', today: '2026-11-23' } }, 'supplier 4000', 'supplier_by_name'],
  ] as const)('by %s with %j after %j reads one page from an index, sorting nothing', async (sort, filter, after, index) => {
    const plans = await plansOf(sort, filter, after);
    expect(plans.length).toBeGreaterThan(0);
    for (const nodes of plans) {
      const ofSuppliers = nodes.filter((node) => node['Relation Name'] === 'supplier');
      expect(ofSuppliers.map((node) => `${node['Node Type']} ${node['Index Name']}`)).toEqual([
        expect.stringMatching(`^Index (Only )?Scan ${index}$`),
      ]);
      expect(nodes.map((node) => node['Node Type']).filter((type) => type.includes('Sort'))).toEqual([]);
    }
  });
});
