import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { iloOf, observationsOf, type SurveyResult } from '../../domain/worker-survey/outcome.js';
import { type Actor, doerOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { SignalEntry } from '../signals/signal-entry.service.js';
import { insertSignal, nameSignal, withdrawSignal } from './survey-signals.queries.js';
import type { SurveyRow } from './worker-surveys.queries.js';

/** Makes a signal of a counted survey, and takes it back: the only place where this module writes signals. */
@Injectable()
export class SurveySignals {
  constructor(
    private readonly signals: SignalEntry,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  async enterWithin(db: EntityManager, actor: Actor, row: SurveyRow, result: SurveyResult, family: string): Promise<void> {
    const { tenantId } = actor;
    const doer = doerOf(actor);
    // The key names no supplier: its contacts shall not even see that there is one.
    const key = await this.vault.createKey(db, tenantId, 'case', null);
    const id = newId<string>();
    await insertSignal(db, tenantId, {
      id,
      supplierId: row.supplier_id,
      siteId: row.site_id,
      outcome: result.outcome,
      observedOn: this.clock.today(),
      observations: observationsOf(result),
      family,
      ilo: iloOf(result),
      keyId: key.id,
      by: doer.kind === 'person' ? { kind: 'person', id: doer.id } : { kind: 'system', id: null },
      at: this.clock.now(),
    });
    await nameSignal(db, tenantId, row.id, id);
    const said = { id, kind: 'worker_survey', outcome: result.outcome, ilo: iloOf(result), shows: [] } as const;
    await this.signals.raiseWithin(db, actor, { siteId: row.site_id, supplierId: row.supplier_id }, said);
  }

  withdrawWithin(db: EntityManager, actor: Actor, row: SurveyRow): Promise<void> {
    return withdrawSignal(db, actor.tenantId, row.id, doerOf(actor).id, this.clock.now());
  }
}
