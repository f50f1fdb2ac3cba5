import { createServer } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { sweep } from '../platform/sweep/sweep.job.js';
import type { Clock } from '../platform/clock/clock.js';
import { ConfigError } from '../platform/config/config-error.js';
import type { Settings } from '../platform/config/tokens.js';
import { createApp } from '../platform/http/create-app.js';
import { Relay } from '../platform/outbox/relay.js';
import { JobRunner } from '../platform/queue/job-runner.js';
import { QueueHub } from '../platform/queue/queue-hub.js';
import { keepHeapSmall } from './small-heap.js';

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
  if (listen !== null) await claimPort(listen.host, listen.port);
  const app = await createApp(AppModule.with(settings, clock), settings);
  try {
    app.get(JobRunner).handlers();
    if (work) {
      keepHeapSmall();
      app.get(JobRunner).start();
      app.get(Relay).start();
      await app.get(QueueHub).every(sweep, SWEEP_EVERY_MS);
    }
    if (listen === null) await app.init();
    else await app.listen(listen.port, listen.host);
    return app;
  } catch (error) {
    await app.close().catch(() => undefined);
    throw error;
  }
}

/** Looked at before anything is started: a process that cannot serve must not take jobs either. @throws ConfigError */
const claimPort = (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code ?? 'unknown'})`;
      reject(new ConfigError(`Port ${port} ${why}; set PORT to another one.`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
