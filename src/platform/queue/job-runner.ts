import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { elapsedMs } from '../clock/clock.js';
import { newId } from '../db/ids.js';
import { LOG, type Log } from '../log/log.module.js';
import { withRequestId } from '../log/request-context.js';
import { type Job, QUEUES, type QueueName, readPayload } from './define-job.js';
import { HANDLES, type JobHandler } from './handles.decorator.js';
import { QueueHub } from './queue-hub.js';

/** All jobs there are, provided by the application. */
export const JOBS = Symbol('jobs');

const CONCURRENCY: Readonly<Record<QueueName, number>> = { scoring: 2, mail: 4, sweeps: 2 };

/** Finds the worker of each job and runs it. */
@Injectable()
export class JobRunner {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly hub: QueueHub,
    @Inject(JOBS) private readonly jobs: readonly Job[],
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws when a job has no worker, or two. */
  handlers(): ReadonlyMap<string, { job: Job; handler: JobHandler<Job> }> {
    const found = new Map<string, { job: Job; handler: JobHandler<Job> }>();
    for (const { metatype, instance } of this.discovery.getProviders()) {
      const job = typeof metatype === 'function' ? this.reflector.get<Job | undefined>(HANDLES, metatype) : undefined;
      if (job === undefined || instance === undefined) continue;
      if (found.has(job.name)) throw new Error(`job ${job.name} has two workers`);
      found.set(job.name, { job, handler: instance as JobHandler<Job> });
    }
    for (const job of this.jobs) if (!found.has(job.name)) throw new Error(`job ${job.name} has no worker`);
    return found;
  }

  start(): void {
    const handlers = this.handlers();
    for (const queue of QUEUES) {
      this.hub.work(queue, CONCURRENCY[queue], async ({ name, data, id }) => {
        const entry = handlers.get(name);
        if (entry === undefined) throw new Error(`nobody handles ${name}`);
        await withRequestId(`job-${id ?? newId<string>()}`, async () => {
          const startedAt = elapsedMs();
          try {
            await entry.handler.run(readPayload(entry.job, data));
            this.log.info({ job: name, ms: elapsedMs() - startedAt }, 'job done');
          } catch (error) {
            this.log.error({ job: name, error: error instanceof Error ? error.message : 'unknown' }, 'job failed');
            throw error;
          }
        });
      });
    }
  }
}
