import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../dist/demo/api-client.js';
import { Mailbox } from '../../dist/demo/mailbox.js';
import { untilIdle } from '../../dist/demo/idle.js';
import { MovableClock } from '../../dist/platform/clock/clock.js';
import { readConfig } from '../../dist/platform/config/config.js';
import { startThrowAwayPostgres } from '../../dist/platform/embedded/throw-away-postgres.js';
import { embeddedSettings } from '../../dist/processes/embedded.js';
import { startApp } from '../../dist/processes/start-app.js';

/** Runs `work` with the whole product on a throw-away database, in this process; `worker: false`: its jobs are left to another. */
export async function withProduct(work, { worker = true } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const postgres = await startThrowAwayPostgres();
  try {
    const config = { ...readConfig({ LOG_LEVEL: 'error' }), port: 0 };
    const settings = await embeddedSettings(config, postgres, dataDir);
    const app = await startApp({ settings, clock: new MovableClock(), listen: { host: '127.0.0.1', port: 0 }, work: worker });
    try {
      return await work({ app, postgres, settings, api: new ApiClient(await app.getUrl()), mailbox: new Mailbox(dataDir) });
    } finally {
      await app.close();
    }
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export { untilIdle };
