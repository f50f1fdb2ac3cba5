import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { sendReassessments } from './send-reassessments.job.js';

/** Finds tenants with a reassessment that has come due. */
@Injectable()
@Sweeps(sendReassessments)
export class DueReassessmentsSweep implements SweepStep {
  async tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query(
      "SELECT DISTINCT tenant_id FROM reassessment WHERE state IN ('planned', 'blocked') AND due_on <= $1::date",
      [now.toISOString().slice(0, 10)],
    );
    return rows.map((row) => row.tenant_id);
  }
}
