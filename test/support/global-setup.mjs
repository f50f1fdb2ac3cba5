/** One PostgreSQL for the whole end-to-end run, with a migrated template database that every test file copies. */
import { randomBytes } from 'node:crypto';

const dist = new URL('../../dist/', import.meta.url);

export default async function globalSetup() {
  const { startThrowAwayPostgres } = await import(new URL('platform/embedded/throw-away-postgres.js', dist));
  const { addressOf, ensureDatabase } = await import(new URL('platform/db/databases.js', dist));
  const { migrate } = await import(new URL('platform/db/migrate.js', dist));
  const { loadContent } = await import(new URL('processes/load-content.js', dist));
  const postgres = await startThrowAwayPostgres();
  globalThis.__stopPostgres = () => postgres.stop();
  const passwords = { app: randomBytes(16).toString('hex'), queue: randomBytes(16).toString('hex') };
  await ensureDatabase(postgres.adminUrl, 'plumbline_template');
  const template = addressOf(postgres.adminUrl, { database: 'plumbline_template' });
  await migrate({ adminUrl: template, appPassword: passwords.app, queuePassword: passwords.queue });
  await loadContent(template);
  process.env.PLUMBLINE_TEST_CLUSTER = JSON.stringify({ adminUrl: postgres.adminUrl, passwords });
}
