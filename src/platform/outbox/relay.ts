import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { TenantDb } from '../db/tenant-db.js';
import { LOG, type Log } from '../log/log.module.js';
import type { Job } from '../queue/define-job.js';
import { JOBS } from '../queue/job-runner.js';
import { type Message, QueueHub } from '../queue/queue-hub.js';

const BATCH = 500;
const IDLE_MS = 100;
const PATIENCE = 5;

interface Waiting {
  readonly tenant_id: string;
  readonly id: string;
  readonly job: string;
  readonly payload: Record<string, string>;
}

/** Hands committed outbox messages to the queue, at least once, in order; one that the queue refuses is set aside and stops nobody. */
@Injectable()
export class Relay {
  private stopping = false;
  private running: Promise<void> | null = null;

  constructor(
    private readonly db: TenantDb,
    private readonly hub: QueueHub,
    private readonly clock: Clock,
    @Inject(JOBS) private readonly jobs: readonly Job[],
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.loop();
  }

  /** Finishes the batch in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Relays one batch. @returns how many messages it took. */
  relayOnce(): Promise<number> {
    return this.db.system(async (db) => {
      const rows: Waiting[] = await db.query(
        `SELECT tenant_id, id, job, payload FROM outbox WHERE sent_at IS NULL AND set_aside_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
      );
      if (rows.length === 0) return 0;
      const { sent, refused } = await this.hand(rows);
      await db.query('UPDATE outbox SET sent_at = $1 WHERE id = ANY ($2::uuid[])', [this.clock.now(), sent]);
      for (const { id, error } of refused) await this.refuse(db, id, error);
      return rows.length;
    });
  }

  private async hand(rows: readonly Waiting[]): Promise<{ sent: string[]; refused: { id: string; error: string }[] }> {
    const messages = rows.flatMap((row) => this.messageOf(row) ?? []);
    const unknown = rows
      .filter((row) => !messages.some((message) => message.id === row.id))
      .map(({ id }) => ({ id, error: 'no such job' }));
    try {
      await this.hub.add(messages);
      return { sent: messages.map(({ id }) => id), refused: unknown };
    } catch {
      const sent: string[] = [];
      const refused = [...unknown];
      for (const message of messages) {
        try {
          await this.hub.add([message]);
          sent.push(message.id);
        } catch (error) {
          refused.push({ id: message.id, error: error instanceof Error ? error.message : 'unknown' });
        }
      }
      return { sent, refused };
    }
  }

  private messageOf({ id, job: name, payload }: Waiting): Message | null {
    const job = this.jobs.find((candidate) => candidate.name === name);
    return job === undefined ? null : { job, id, payload };
  }

  private async refuse(db: EntityManager, id: string, error: string): Promise<void> {
    this.log.warn({ message: id, error }, 'the queue refused a message');
    await db.query(
      `UPDATE outbox SET attempts = attempts + 1, error = $2, set_aside_at = CASE WHEN attempts + 1 >= ${PATIENCE} THEN $3::timestamptz END WHERE id = $1`,
      [id, error.slice(0, 500), this.clock.now()],
    );
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      let taken = 0;
      try {
        taken = await this.relayOnce();
      } catch (error) {
        this.log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'relay');
      }
      if (taken === 0 && !this.stopping) await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    }
  }
}
