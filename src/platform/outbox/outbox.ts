import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { newId } from '../db/ids.js';
import { type Job, type PayloadOf, readPayload } from '../queue/define-job.js';

/** Promises a job within the transaction that makes it necessary: nothing is promised before commit, nothing lost after. */
@Injectable()
export class Outbox {
  constructor(private readonly clock: Clock) {}

  async enqueue<J extends Job>(db: EntityManager, job: J, payload: PayloadOf<J['fields']> & { readonly tenantId: string }): Promise<void> {
    await this.enqueueAll(db, job, [payload]);
  }

  /** One statement for all of them. */
  async enqueueAll<J extends Job>(
    db: EntityManager,
    job: J,
    payloads: readonly (PayloadOf<J['fields']> & { readonly tenantId: string })[],
  ): Promise<void> {
    if (payloads.length === 0) return;
    await db.query(
      `INSERT INTO outbox (tenant_id, id, job, payload, created_at)
       SELECT m.tenant_id, m.id, $1, m.payload, $2 FROM unnest($3::uuid[], $4::uuid[], $5::jsonb[]) AS m (tenant_id, id, payload)`,
      [
        job.name,
        this.clock.now(),
        payloads.map((payload) => payload.tenantId),
        payloads.map(() => newId<string>()),
        payloads.map((payload) => JSON.stringify(readPayload(job, payload))),
      ],
    );
  }
}
