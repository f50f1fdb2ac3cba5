import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { standingWithout } from '../../../domain/assessment/lost-document.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { Vault } from '../../../platform/vault/vault.js';
import { AuditService } from '../../audit/audit.service.js';
import { lockAssessment } from '../assessment.queries.js';
import { CountingService } from '../counting.service.js';
import { closeDocument, type DocumentRow, insertVersion, lockDocument } from './documents.queries.js';
import type { Keep } from './documents.service.js';
import { noDocument } from './evidence-desk.service.js';
import { findLive } from './evidence.service.js';
import { documentedAnswers, moveToCopy, type PlacedDocument, placesAround } from './removal.queries.js';

/** Which file of which assessment an officer takes away, and why. */
export interface Removal {
  readonly assessmentId: string;
  readonly evidenceId: string;
  readonly reason: string;
}

/** Takes the bytes of a document away, and what they proved with them; that there was such a document stays told. */
@Injectable()
export class RemovalSteps {
  constructor(
    private readonly vault: Vault,
    private readonly counting: CountingService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @returns where the bytes lie, to be removed after the transaction. @throws DomainError ASSESSMENT_NOT_FOUND, EVIDENCE_NOT_FOUND */
  async remove(db: EntityManager, actor: PersonActor, removal: Removal): Promise<string | null> {
    const document = await this.find(db, actor, removal);
    const places = await placesAround(db, actor.tenantId, document.id);
    await this.close(db, actor, document, 'removed', removal.reason);
    const demoted = await this.countWithout(db, actor, document, places);
    await this.record(db, actor, 'evidence.removed', removal, { documentId: document.id, sha256: document.sha256, demoted });
    return document.storage_key;
  }

  /** The copy stands wherever the original stood and proves what it proved. @throws DomainError REDACTION_UNCHANGED, DOCUMENT_REMOVED */
  async redact(db: EntityManager, actor: PersonActor, removal: Removal, keep: Keep): Promise<string | null> {
    const document = await this.find(db, actor, removal);
    const { id, supplier_id: supplierId, owner, key_id: keyId } = document;
    const copy = await keep(db, actor, { supplierId, owner, keyId, ring: await this.vault.ring(db, actor.tenantId, [keyId]) });
    if (copy.id === id)
      throw new DomainError('REDACTION_UNCHANGED', 'invalid', 'This is the same file; send the copy in which the names are blacked out.', [
        { path: 'file', code: 'REDACTION_UNCHANGED', message: 'the same bytes' },
      ]);
    const at = this.clock.now();
    await this.close(db, actor, document, 'redacted', removal.reason);
    await insertVersion(db, actor.tenantId, { id: newId<string>(), supplierId, documentId: copy.id, replacesId: id, kind: 'redacted', at });
    await moveToCopy(db, actor.tenantId, id, copy.id, at);
    await this.record(db, actor, 'evidence.redacted', removal, {
      before: { documentId: id, sha256: document.sha256 },
      after: { documentId: copy.id, sha256: copy.sha256 },
    });
    return document.storage_key;
  }

  private async find(db: EntityManager, actor: PersonActor, { assessmentId, evidenceId }: Removal): Promise<DocumentRow> {
    await lockAssessment(db, actor.tenantId, assessmentId);
    const row = await findLive(db, actor.tenantId, assessmentId, evidenceId);
    const document = await lockDocument(db, actor.tenantId, row.document_id);
    if (document === null || document.removed_at !== null) throw noDocument();
    return document;
  }

  private async close(
    db: EntityManager,
    actor: PersonActor,
    document: DocumentRow,
    as: 'removed' | 'redacted',
    reason: string,
  ): Promise<void> {
    const ring = await this.vault.ring(db, actor.tenantId, [document.key_id]);
    const reasonSealed = ring.seal(document.key_id, reason);
    await closeDocument(db, actor.tenantId, document.id, { as, by: actor.personId, at: this.clock.now(), reasonSealed });
  }

  /** @returns ids of the questions that count for less now */
  private async countWithout(
    db: EntityManager,
    actor: PersonActor,
    { id }: DocumentRow,
    places: readonly PlacedDocument[],
  ): Promise<readonly string[]> {
    const sites = [...new Set(places.map(({ siteId }) => siteId))];
    const questions = [...new Set(places.map(({ question }) => question))];
    const answers = await documentedAnswers(db, actor.tenantId, sites, questions);
    const changes = answers.flatMap((answer) => {
      const beside = places.filter(({ siteId, question }) => siteId === answer.siteId && question === answer.question);
      const lost = beside.filter(({ documentId }) => documentId === id);
      if (lost.length === 0) return [];
      const left = beside.filter(({ documentId, accepted }) => documentId !== id && accepted);
      const standing = standingWithout({ current: answer, claimedOn: answer.claimedOn, lost, left }, this.clock.today());
      return standing === null ? [] : [{ countedId: answer.id, siteId: answer.siteId, supplierId: answer.supplierId, standing, answer }];
    });
    if (changes.length > 0) await this.counting.countAnew(db, actor, changes);
    return [...new Set(changes.map(({ answer }) => answer.question))];
  }

  private record(
    db: EntityManager,
    actor: PersonActor,
    action: string,
    removal: Removal,
    facts: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.audit.record(db, actor, {
      action,
      subjectKind: 'assessment',
      subjectId: removal.assessmentId,
      after: { evidenceId: removal.evidenceId, reasonHash: this.vault.hash(actor.tenantId, removal.reason), ...facts },
    });
  }
}
