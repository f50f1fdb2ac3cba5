import { SystemClock } from '../platform/clock/clock.js';
import { ConfigError } from '../platform/config/config-error.js';
import { readConfig } from '../platform/config/config.js';
import { externalSettings } from './external.js';
import { startApp } from './start-app.js';
import { untilToldToStop } from './stop-signal.js';

/** `plumbline worker`: takes jobs, serves nothing. */
export async function work(): Promise<number> {
  const config = readConfig();
  if (config.databaseUrl === null)
    throw new ConfigError('The worker needs DATABASE_URL; without it, "plumbline serve" does everything in one process.');
  const settings = await externalSettings({ ...config, databaseUrl: config.databaseUrl });
  const app = await startApp({ settings, clock: new SystemClock(), listen: null, work: true });
  process.stdout.write('Plumbline workers are running.\n');
  return untilToldToStop(() => app.close());
}
