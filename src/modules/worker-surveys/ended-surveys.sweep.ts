import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { countSurveys } from './count-surveys.job.js';

/** Finds tenants with a worker survey whose last day is over. */
@Injectable()
@Sweeps(countSurveys)
export class EndedSurveysSweep implements SweepStep {
  async tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query(
      `SELECT DISTINCT tenant_id FROM worker_survey WHERE state = 'open' AND closes_on < $1`,
      [now.toISOString().slice(0, 10)],
    );
    return rows.map((row) => row.tenant_id);
  }
}
