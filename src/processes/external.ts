import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { ConfigError } from '../platform/config/config-error.js';
import type { Config } from '../platform/config/config.js';
import type { Settings } from '../platform/config/tokens.js';
import { MIGRATIONS_DIR, missingMigrations } from '../platform/db/migrate.js';
import { commonSettings } from './common-settings.js';

/** Settings of a process that uses a PostgreSQL (and Redis) of yours. @throws ConfigError when it cannot be reached or is not fit to use. */
export async function externalSettings(config: Config & { databaseUrl: string }): Promise<Settings> {
  await checkDatabase(config.databaseUrl);
  if (config.masterKey === null) throw new ConfigError('MASTER_KEY is missing.');
  return {
    ...commonSettings(config),
    databaseUrl: config.databaseUrl,
    queue: config.redisUrl === null ? { kind: 'postgres', url: config.queueDatabaseUrl ?? '' } : { kind: 'redis', url: config.redisUrl },
    masterKey: config.masterKey,
  };
}

/** The application must sign in as a role that row-level security binds, to a database that is up to date. */
async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new ConfigError(`DATABASE_URL cannot be reached: ${error instanceof Error ? error.message || 'no answer' : 'no answer'}.`);
  }
  try {
    const { rows } = await client.query<{ bypasses: boolean }>(
      'SELECT rolsuper OR rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
    );
    if (rows[0]?.bypasses !== false) {
      throw new ConfigError(
        'DATABASE_URL signs in as a role that row-level security does not bind; use plumbline_app, and DATABASE_ADMIN_URL for migrate.',
      );
    }
    const files = (await readdir(MIGRATIONS_DIR)).filter((file) => file.endsWith('.sql')).map((file) => file.replace(/\.sql$/, ''));
    const missing = await missingMigrations(async (sql) => (await client.query<{ name: string }>(sql)).rows, files).catch(() => files);
    if (missing.length > 0)
      throw new ConfigError('The database is not up to date; run "npx plumbline migrate" with DATABASE_ADMIN_URL set.');
  } finally {
    await client.end();
  }
}
