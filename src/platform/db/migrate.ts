import { fileURLToPath } from 'node:url';
import { runMigrations as runQueueMigrations } from 'bullmq';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../migrations', import.meta.url));
export const QUEUE_SCHEMA = 'bullmq';

export interface MigrateOptions {
  /** Sign-in of the owner of the schema, who may create roles. */
  readonly adminUrl: string;
  /** Passwords that the application's and the queue's roles shall sign in with; null: left as they are. */
  readonly appPassword: string | null;
  readonly queuePassword: string | null;
}

/** Brings the schema, the roles and the queue's own schema up to date; safe to run twice and at the same time. */
export async function migrate({ adminUrl, appPassword, queuePassword }: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Roles belong to the cluster, so two databases migrated at once must take turns.
    await client.query(`SELECT pg_advisory_lock(hashtext('plumbline-migrate'))`);
    const quiet = () => undefined;
    await runner({
      dbClient: client,
      dir: MIGRATIONS_DIR,
      direction: 'up',
      migrationsTable: 'schema_migration',
      checkOrder: true,
      singleTransaction: true,
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    await setPassword(client, 'plumbline_app', appPassword);
    await setPassword(client, 'plumbline_queue', queuePassword);
    await client.query(`GRANT SELECT ON schema_migration TO plumbline_app`);
    await migrateQueue(client);
  } finally {
    await client.end();
  }
}

async function setPassword(client: pg.Client, role: string, password: string | null): Promise<void> {
  if (password !== null) await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`);
}

/** The queue's tables belong to its own role, which makes sequences in its schema as it goes and can read nothing of ours. */
async function migrateQueue(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  const database = rows[0]?.name ?? '';
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${QUEUE_SCHEMA} AUTHORIZATION plumbline_queue`);
  await client.query(`GRANT CREATE ON DATABASE ${database} TO plumbline_queue; SET ROLE plumbline_queue`);
  try {
    await runQueueMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.query(`RESET ROLE; REVOKE CREATE ON DATABASE ${database} FROM plumbline_queue`);
  }
}

/** The files whose migrations the database has not had yet; empty when it is up to date. */
export async function missingMigrations(query: (sql: string) => Promise<{ name: string }[]>, files: readonly string[]): Promise<string[]> {
  const applied = new Set((await query('SELECT name FROM schema_migration')).map((row) => row.name));
  return files.filter((file) => !applied.has(file));
}
