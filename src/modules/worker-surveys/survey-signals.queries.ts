import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Observation } from '../../domain/signals/site-signal.js';
import type { SurveyOutcome } from '../../domain/worker-survey/outcome.js';

export interface NewSurveySignal {
  readonly id: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly outcome: SurveyOutcome;
  readonly observedOn: IsoDate;
  readonly observations: readonly Observation[];
  readonly family: string;
  readonly ilo: readonly number[];
  readonly keyId: string;
  readonly by: { readonly kind: 'person' | 'system'; readonly id: string | null };
  readonly at: Date;
}

/** What workers said is held until an officer releases it. */
export async function insertSignal(db: EntityManager, tenantId: string, signal: NewSurveySignal): Promise<void> {
  await db.query(
    `INSERT INTO signal (tenant_id, id, supplier_id, site_id, kind, outcome, observed_on, observations, manual_family, ilo, visibility, key_id,
                         entered_by_kind, entered_by, entered_at)
     VALUES ($1, $2, $3, $4, 'worker_survey', $5, $6, $7, $8, $9, 'held', $10, $11, $12, $13)`,
    [
      tenantId,
      signal.id,
      signal.supplierId,
      signal.siteId,
      signal.outcome,
      signal.observedOn,
      JSON.stringify(signal.observations),
      signal.family,
      signal.ilo,
      signal.keyId,
      signal.by.kind,
      signal.by.id,
      signal.at,
    ],
  );
}

export async function nameSignal(db: EntityManager, tenantId: string, surveyId: string, signalId: string): Promise<void> {
  await db.query('UPDATE worker_survey SET signal_id = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, surveyId, signalId]);
}

/** A signal that was withdrawn already stays as it is. */
export async function withdrawSignal(db: EntityManager, tenantId: string, surveyId: string, by: string | null, now: Date): Promise<void> {
  await db.query(
    `UPDATE signal g SET withdrawn_at = $3, withdrawn_by = $4, version = g.version + 1 FROM worker_survey s
     WHERE s.tenant_id = $1 AND s.id = $2 AND g.tenant_id = s.tenant_id AND g.id = s.signal_id AND g.withdrawn_at IS NULL`,
    [tenantId, surveyId, now, by],
  );
}
