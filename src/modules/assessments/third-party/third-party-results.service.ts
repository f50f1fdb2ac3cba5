import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { questionsOf } from '../../../domain/manual/manual.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { doerOf, type PersonActor, type RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import type { KeyRing } from '../../../platform/vault/key-ring.js';
import { AuditService } from '../../audit/audit.service.js';
import { ContentService } from '../../content/content.service.js';
import { ManualsInForce } from '../../content/manuals-in-force.service.js';
import { lockDocument } from '../evidence/documents.queries.js';
import { noDocument } from '../evidence/evidence-desk.service.js';
import { PreAnswering } from './pre-answering.service.js';
import { checkEntry } from './result-entry.js';
import type { NewResultDto } from './third-party.dto.js';
import { insertResult, lockResult, type ResultRow, type SiteRow, withdrawResult } from './third-party.queries.js';

type Doer = PersonActor | RespondentActor;

/** Where a result belongs, with which key its words are sealed, and whether the supplier knows of it. */
export interface ResultHome {
  readonly site: SiteRow;
  readonly key: { readonly id: string; readonly ring: KeyRing };
  readonly shared: boolean;
  /** Ids of the questions that findings may be about; null: those of the manual in force, which no supplier may read. */
  readonly questions: Iterable<string> | null;
}

/** Takes results in and back, within the transaction of whoever asks for it. */
@Injectable()
export class ThirdPartyResults {
  constructor(
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly answering: PreAnswering,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError what `checkEntry` refuses, DOCUMENT_NOT_FOUND, DOCUMENT_GONE */
  async enterWithin(db: EntityManager, actor: Doer, { site, key, shared, questions }: ResultHome, entry: NewResultDto): Promise<string> {
    const { tenantId } = actor;
    const asked = questions ?? questionsOf((await this.manuals.of(db, tenantId)).body).map(({ id }) => id);
    const checked = checkEntry((await this.content.thirdParty()).body, new Set(asked), entry, this.clock.today());
    await this.refuseDocument(db, tenantId, site, entry.documentId);
    const id = newId<string>();
    const facts = { scheme: entry.scheme, outcome: entry.outcome, ...checked, documentId: entry.documentId, shared };
    await insertResult(db, tenantId, {
      ...facts,
      id,
      siteId: site.id,
      supplierId: site.supplier_id,
      textsSealed: key.ring.seal(key.id, JSON.stringify(entry.findings.map(({ text }) => text))),
      keyId: key.id,
      by: doerOf(actor),
      at: this.clock.now(),
    });
    const answered = shared ? await this.answering.refreshWithin(db, actor, site.id) : null;
    await this.record(db, actor, 'third_party_result.entered', site.id, { resultId: id, ...facts, answered });
    return id;
  }

  /** Twice is no fault. @throws DomainError RESULT_NOT_FOUND, RESULT_NOT_YOURS where a supplier takes back what the buyer entered */
  async withdrawWithin(db: EntityManager, actor: Doer, site: SiteRow, id: string): Promise<ResultRow> {
    const { tenantId } = actor;
    const result = await lockResult(db, tenantId, site.id, id);
    if (actor.kind === 'contact' && result.entered_by_kind === 'person')
      throw new DomainError('RESULT_NOT_YOURS', 'conflict', 'The company that asks you entered this result; write to it if it is wrong.');
    if (result.withdrawn_at !== null) return result;
    await withdrawResult(db, tenantId, id, this.clock.now());
    const answered = result.shared ? await this.answering.refreshWithin(db, actor, site.id) : null;
    await this.record(db, actor, 'third_party_result.withdrawn', site.id, { resultId: id, scheme: result.scheme, answered });
    return lockResult(db, tenantId, site.id, id);
  }

  private async refuseDocument(db: EntityManager, tenantId: string, site: SiteRow, documentId: string): Promise<void> {
    const document = await lockDocument(db, tenantId, documentId);
    if (document?.supplier_id !== site.supplier_id) throw noDocument();
    if (document.storage_key === null) throw new DomainError('DOCUMENT_GONE', 'gone', 'The bytes of this document are not kept any more.');
  }

  private record(db: EntityManager, actor: Doer, action: string, siteId: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    return this.audit.record(db, actor, { action, subjectKind: 'site', subjectId: siteId, after });
  }
}
