import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { TenantDb } from '../platform/db/tenant-db.js';
import { QUEUES } from '../platform/queue/define-job.js';
import { QueueHub } from '../platform/queue/queue-hub.js';

const PATIENCE_MS = 600_000;

/** Waits until nothing is waiting in the outbox, in the queues or to be scored. @throws after ten minutes */
export async function untilIdle(app: INestApplicationContext): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let quiet = 0; quiet < 2;) {
    if (performance.now() > until) throw new Error('the workers do not come to rest');
    quiet = (await isIdle(app)) ? quiet + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function isIdle(app: INestApplicationContext): Promise<boolean> {
  const now = app.get(Clock).now();
  const waiting = await app.get(TenantDb).system(async (db) => {
    const rows: { waiting: boolean }[] = await db.query(
      `SELECT EXISTS (SELECT FROM outbox WHERE sent_at IS NULL AND set_aside_at IS NULL) OR EXISTS (SELECT FROM scoring_due WHERE due_at <= $1) AS waiting`,
      [now],
    );
    return rows[0]?.waiting ?? false;
  });
  if (waiting) return false;
  const counts = await Promise.all(QUEUES.map((queue) => app.get(QueueHub).counts(queue)));
  return counts.every((count) => (count['waiting'] ?? 0) + (count['active'] ?? 0) === 0);
}
