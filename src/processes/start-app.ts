import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { sweep } from '../modules/reassessment/sweep.job.js';
import type { Clock } from '../platform/clock/clock.js';
import { ConfigError } from '../platform/config/config-error.js';
import type { Settings } from '../platform/config/tokens.js';
import { createApp } from '../platform/http/create-app.js';
import { Relay } from '../platform/outbox/relay.js';
import { JobRunner } from '../platform/queue/job-runner.js';
import { QueueHub } from '../platform/queue/queue-hub.js';

export interface StartOptions {
  readonly settings: Settings;
  readonly clock: Clock;
  /** null: no HTTP, a worker only. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  readonly work: boolean;
}

const SWEEP_EVERY_MS = 30_000;

/** Starts the product in this process: HTTP, workers, or both. */
export async function startApp({ settings, clock, listen, work }: StartOptions): Promise<NestFastifyApplication> {
  const app = await createApp(AppModule.with(settings, clock), settings.logLevel);
  try {
    app.get(JobRunner).handlers();
    if (work) {
      app.get(JobRunner).start();
      app.get(Relay).start();
      await app.get(QueueHub).every(sweep, SWEEP_EVERY_MS);
    }
    if (listen === null) await app.init();
    else await listenOn(app, listen);
    return app;
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

async function listenOn(app: NestFastifyApplication, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new ConfigError(`Port ${port} is taken; set PORT to another one.`);
    if ((error as NodeJS.ErrnoException).code === 'EACCES')
      throw new ConfigError(`Port ${port} may not be used by this account; set PORT to another one.`);
    throw error;
  }
}
