import { parseArgs } from 'node:util';
import type { INestApplication } from '@nestjs/common';
import { SystemClock } from '../platform/clock/clock.js';
import { type Config, readConfig } from '../platform/config/config.js';
import { startEmbeddedPostgres } from '../platform/embedded/embedded-postgres.js';
import { DEMO_PEOPLE, ensureDemoTenant } from '../demo/demo-tenant.js';
import { embeddedSettings } from './embedded.js';
import { externalSettings } from './external.js';
import { startApp } from './start-app.js';
import { untilToldToStop } from './stop-signal.js';

/** `plumbline serve`: on a PostgreSQL of its own, or on yours where DATABASE_URL is set. */
export async function serve(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { 'no-worker': { type: 'boolean', default: false } }, allowPositionals: false });
  const config = readConfig();
  const work = !values['no-worker'];
  return config.databaseUrl === null ? serveEmbedded(config, work) : serveExternal({ ...config, databaseUrl: config.databaseUrl }, work);
}

async function serveExternal(config: Config & { databaseUrl: string }, work: boolean): Promise<number> {
  const app = await startApp({ settings: await externalSettings(config), clock: new SystemClock(), listen: config, work });
  tellWhere(await app.getUrl(), []);
  return untilToldToStop(() => app.close());
}

async function serveEmbedded(config: Config, work: boolean): Promise<number> {
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir });
  let app: INestApplication | null = null;
  try {
    const settings = await embeddedSettings(config, postgres, config.dataDir);
    app = await startApp({ settings, clock: new SystemClock(), listen: config, work });
    await ensureDemoTenant(await app.getUrl(), settings);
    tellWhere(
      await app.getUrl(),
      DEMO_PEOPLE.map(({ role, email, password }) => `${role}: tenant demo, ${email}, password ${password}`),
    );
    const running = app;
    return await untilToldToStop(() => running.close());
  } finally {
    await app?.close().catch(() => undefined);
    await postgres.stop();
  }
}

function tellWhere(url: string, signIns: readonly string[]): void {
  const lines = [
    `Plumbline is ready at ${url}`,
    `API documentation: ${url}/api/docs`,
    ...signIns.map((line) => `Demo sign-in, ${line}`),
    'Ctrl-C stops it.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
