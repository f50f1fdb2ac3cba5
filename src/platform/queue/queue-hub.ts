import { Inject, Injectable } from '@nestjs/common';
import { type Job as BullJob, Queue as RedisQueue, Worker as RedisWorker, createPostgresBackend, withBackend } from 'bullmq';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { QUEUE_SCHEMA } from '../db/migrate.js';
import { LOG, type Log } from '../log/log.module.js';
import { type Job, QUEUES, type QueueName } from './define-job.js';

const OnPostgres = withBackend(createPostgresBackend);

/** The part of a BullMQ queue that is used here, the same on both back ends. */
interface ProducerQueue {
  addBulk(jobs: { name: string; data: unknown; opts: object }[]): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: { every: number }, template: { name: string; data: object; opts?: object }): Promise<unknown>;
  getJobCounts(): Promise<Record<string, number>>;
  close(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
}
interface ConsumerWorker {
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface Message {
  readonly job: Job;
  readonly id: string;
  readonly payload: Readonly<Record<string, string>>;
}

const STALLED_LIMIT = 10;

/** BullMQ on PostgreSQL or on Redis: same queues, same jobs, chosen by the settings. */
@Injectable()
export class QueueHub {
  private readonly queues = new Map<QueueName, ProducerQueue>();
  private readonly workers: ConsumerWorker[] = [];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async add(messages: readonly Message[]): Promise<void> {
    for (const name of QUEUES) {
      const mine = messages.filter((message) => message.job.queue === name);
      if (mine.length > 0)
        await this.queue(name).addBulk(
          mine.map((message) => ({ name: message.job.name, data: message.payload, opts: optionsOf(message) })),
        );
    }
  }

  /** Wakes a job every so many milliseconds; the job itself decides what is due. */
  async every(job: Job, milliseconds: number): Promise<void> {
    await this.queue(job.queue).upsertJobScheduler(
      job.name,
      { every: milliseconds },
      { name: job.name, data: {}, opts: { removeOnComplete: true, removeOnFail: 100 } },
    );
  }

  /** Starts taking jobs of one queue. */
  work(name: QueueName, concurrency: number, run: (job: BullJob) => Promise<void>): void {
    const options = { concurrency, maxStalledCount: STALLED_LIMIT, stalledInterval: 15_000, lockDuration: 30_000 };
    const worker: ConsumerWorker =
      this.settings.queue.kind === 'postgres'
        ? new OnPostgres.Worker(queueName(name), run, { ...options, connection: this.postgres() })
        : new RedisWorker(queueName(name), run, { ...options, connection: this.redis() });
    worker.on('error', (error) => this.log.warn({ queue: name, error: error.message }, 'queue worker'));
    this.workers.push(worker);
  }

  /** Counts of waiting, active and failed jobs. @throws when the queue cannot be reached. */
  counts(name: QueueName): Promise<Record<string, number>> {
    return this.queue(name).getJobCounts();
  }

  /** Lets running jobs finish and takes no new ones. */
  async stopWorking(): Promise<void> {
    await Promise.all(this.workers.splice(0).map((worker) => worker.close()));
  }

  async close(): Promise<void> {
    await this.stopWorking();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.queues.clear();
  }

  private queue(name: QueueName): ProducerQueue {
    const known = this.queues.get(name);
    if (known !== undefined) return known;
    const made: ProducerQueue =
      this.settings.queue.kind === 'postgres'
        ? new OnPostgres.Queue(queueName(name), { connection: this.postgres() })
        : new RedisQueue(queueName(name), { connection: { ...this.redis(), maxRetriesPerRequest: 3, enableOfflineQueue: true } });
    made.on('error', (error) => this.log.warn({ queue: name, error: error.message }, 'queue'));
    this.queues.set(name, made);
    return made;
  }

  private postgres() {
    return { connectionString: this.settings.queue.url, schema: QUEUE_SCHEMA, max: 3 };
  }

  private redis() {
    const url = new URL(this.settings.queue.url);
    return {
      host: url.hostname,
      port: Number(url.port || '6379'),
      username: url.username || undefined,
      password: url.password ? decodeURIComponent(url.password) : undefined,
      db: Number(url.pathname.slice(1) || '0'),
      ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
      maxRetriesPerRequest: null,
    };
  }
}

const queueName = (name: QueueName): string => `plumbline-${name}`;

/** A coalesced job is known by its key while it waits; any other by its outbox message, so that a message relayed twice is one job. */
function optionsOf({ job, id, payload }: Message): object {
  return {
    attempts: job.attempts,
    backoff: { type: 'exponential', delay: 500 },
    removeOnComplete: { age: 3_600, count: 1_000 },
    removeOnFail: { age: 7 * 86_400, count: 1_000 },
    ...(job.coalesceBy === null
      ? { jobId: id }
      : { deduplication: { id: `${job.name}/${job.coalesceBy(payload)}`, keepLastIfActive: true } }),
  };
}
