import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { sendReminders } from './send-reminders.job.js';

/** Finds tenants with a round whose reminders are to be looked at by now. */
@Injectable()
@Sweeps(sendReminders)
export class DueRemindersSweep implements SweepStep {
  async tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query(
      "SELECT DISTINCT tenant_id FROM assessment WHERE state IN ('sent', 'in_progress', 'returned') AND remind_at <= $1",
      [now],
    );
    return rows.map((row) => row.tenant_id);
  }
}
