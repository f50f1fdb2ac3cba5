import { ConfigError } from '../platform/config/config-error.js';
import { type Config, readConfig } from '../platform/config/config.js';
import { migrate } from '../platform/db/migrate.js';
import { loadContent } from './load-content.js';

/** `plumbline migrate`: schema, roles and content, as the owner of the schema. */
export async function migrateCommand(): Promise<number> {
  const config = readConfig();
  if (config.databaseAdminUrl === null)
    throw new ConfigError('Set DATABASE_ADMIN_URL to the sign-in of the owner of the schema, who may create roles.');
  const adminUrl = config.databaseAdminUrl;
  await reaching('DATABASE_ADMIN_URL', () =>
    migrate({ adminUrl, appPassword: passwordIn(config, 'databaseUrl'), queuePassword: passwordIn(config, 'queueDatabaseUrl') }),
  );
  await loadContent(adminUrl);
  process.stdout.write('The database is up to date and the content is loaded.\n');
  return 0;
}

/** The application's own addresses tell which passwords its roles are to have. */
function passwordIn(config: Config, name: 'databaseUrl' | 'queueDatabaseUrl'): string | null {
  const url = config[name];
  if (url === null) return null;
  const { username, password } = new URL(url);
  const role = name === 'databaseUrl' ? 'plumbline_app' : 'plumbline_queue';
  if (username !== role)
    throw new ConfigError(`${name === 'databaseUrl' ? 'DATABASE_URL' : 'QUEUE_DATABASE_URL'} must sign in as ${role}.`);
  return password === '' ? null : decodeURIComponent(password);
}

async function reaching(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (['ECONNREFUSED', 'ENOTFOUND', '28P01', '28000', '3D000'].includes(String(code))) {
      throw new ConfigError(`${name} cannot be reached: ${error instanceof Error ? error.message || String(code) : 'no answer'}.`);
    }
    throw error;
  }
}
