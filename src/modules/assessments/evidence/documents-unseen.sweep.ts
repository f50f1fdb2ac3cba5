import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../../platform/sweep/sweeps.decorator.js';
import { tendDocuments } from './tend-documents.job.js';

/** Finds tenants whose documents nobody has looked through today. */
@Injectable()
@Sweeps(tendDocuments)
export class DocumentsUnseenSweep implements SweepStep {
  async tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query('SELECT tenant_id FROM tenant WHERE documents_seen_on IS DISTINCT FROM $1::date', [
      now.toISOString().slice(0, 10),
    ]);
    return rows.map((row) => row.tenant_id);
  }
}
