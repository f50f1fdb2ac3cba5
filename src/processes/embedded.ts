import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../platform/config/config.js';
import { ConfigError } from '../platform/config/config-error.js';
import type { Settings } from '../platform/config/tokens.js';
import { addressOf, ensureDatabase } from '../platform/db/databases.js';
import { migrate } from '../platform/db/migrate.js';
import type { EmbeddedPostgres } from '../platform/embedded/embedded-postgres.js';
import { loadContent } from './load-content.js';
import { commonSettings } from './common-settings.js';

export const EMBEDDED_DATABASE = 'plumbline';

/** Settings of a process on its own PostgreSQL: the database made, migrated and filled with content, its roles given passwords of this start. */
export async function embeddedSettings(config: Config, postgres: EmbeddedPostgres, dataDir: string): Promise<Settings> {
  await ensureDatabase(postgres.adminUrl, EMBEDDED_DATABASE);
  const adminUrl = addressOf(postgres.adminUrl, { database: EMBEDDED_DATABASE });
  const appPassword = randomBytes(24).toString('base64url');
  const queuePassword = randomBytes(24).toString('base64url');
  await migrate({ adminUrl, appPassword, queuePassword });
  await loadContent(adminUrl);
  return {
    ...commonSettings(config),
    dataDir,
    databaseUrl: addressOf(adminUrl, { user: 'plumbline_app', password: appPassword }),
    queue:
      config.redisUrl === null
        ? { kind: 'postgres', url: addressOf(adminUrl, { user: 'plumbline_queue', password: queuePassword }) }
        : { kind: 'redis', url: config.redisUrl },
    masterKey: config.masterKey ?? (await keptMasterKey(dataDir)),
  };
}

/** The data folder's own key, made on the first start. Without it nothing that is sealed there can be read again. */
async function keptMasterKey(dataDir: string): Promise<Buffer> {
  const path = join(dataDir, 'master.key');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length !== 32) throw new ConfigError(`${path} does not hold a key.`);
  return key;
}
