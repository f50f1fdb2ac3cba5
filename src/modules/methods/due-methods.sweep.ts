import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { tendMethods } from './tend-methods.job.js';

/** Finds tenants with a method whose day has come, a report that is not done, or one that is too old. */
@Injectable()
@Sweeps(tendMethods)
export class DueMethodsSweep implements SweepStep {
  async tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query(
      `SELECT tenant_id FROM tenant_method WHERE NOT settled AND adopt_on <= ($1::timestamptz AT TIME ZONE 'UTC')::date
       UNION SELECT tenant_id FROM method_impact WHERE state = 'running'
       UNION SELECT tenant_id FROM method_impact WHERE keep_until < $1`,
      [now],
    );
    return rows.map((row) => row.tenant_id);
  }
}
