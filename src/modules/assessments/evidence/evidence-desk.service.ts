import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { FileStore } from '../../../platform/storage/file-store.js';
import type { OpenedRound } from '../opened-round.js';
import { type DocumentRow, isUsedFor, lockDocument } from './documents.queries.js';
import { type DocumentHome, DocumentsService } from './documents.service.js';
import type { EvidenceFields, EvidenceView, ReuseDto } from './evidence.dto.js';
import { EvidenceService, ownerOf } from './evidence.service.js';
import { readDates } from './evidence-terms.js';
import { ownPart } from './own-part.js';
import type { Upload } from './uploads.service.js';

type Doer = PersonActor | RespondentActor;

/** What respondents and officers do with the files of a round, each in a transaction of its own. */
@Injectable()
export class EvidenceDesk {
  constructor(
    private readonly db: TenantDb,
    private readonly documents: DocumentsService,
    private readonly evidence: EvidenceService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  add(actor: Doer, assessmentId: string, upload: Upload<EvidenceFields>): Promise<EvidenceView> {
    const { fields } = upload;
    const dates = readDates(fields, this.clock.today());
    return this.documents.keeping(upload, (keep) =>
      this.db.transaction(actor, async (db) => {
        const round = await this.evidence.editable(db, actor, assessmentId, fields.question);
        const document = await keep(db, actor, homeIn(round));
        return this.evidence.placeWithin(db, actor, round, { document, fields, ...dates, origin: 'uploaded' });
      }),
    );
  }

  /** @throws DomainError DOCUMENT_NOT_FOUND, DOCUMENT_GONE */
  reuse(actor: Doer, assessmentId: string, { documentId, ...fields }: ReuseDto): Promise<EvidenceView> {
    const dates = readDates(fields, this.clock.today());
    return this.db.transaction(actor, async (db) => {
      const round = await this.evidence.editable(db, actor, assessmentId, fields.question);
      const document = await this.ownDocument(db, actor, round, documentId);
      return this.evidence.placeWithin(db, actor, round, { document, fields, ...dates, origin: 'reused' });
    });
  }

  /** Before submission alone; what no officer can have seen leaves the disk too. */
  async withdraw(actor: Doer, assessmentId: string, evidenceId: string): Promise<void> {
    const unseen = await this.db.transaction(actor, (db) => this.evidence.withdrawWithin(db, actor, assessmentId, evidenceId));
    if (unseen !== null) await this.files.remove(unseen);
  }

  private async ownDocument(db: EntityManager, actor: Doer, round: OpenedRound, documentId: string): Promise<DocumentRow> {
    const document = await lockDocument(db, actor.tenantId, documentId);
    const part = actor.kind === 'contact' ? ownPart(actor, round) : null;
    const isOurs = document?.supplier_id === round.assessment.supplier_id && document.owner === ownerOf(round.assessment);
    if (document === null || !isOurs || (part !== null && !(await isUsedFor(db, actor.tenantId, documentId, part)))) throw noDocument();
    if (document.storage_key === null) throw new DomainError('DOCUMENT_GONE', 'gone', 'The bytes of this document are not kept any more.');
    return document;
  }
}

/** A document that comes in with a round: its name is sealed as the round's other words are. */
export const homeIn = ({ assessment, ring }: OpenedRound): DocumentHome => ({
  supplierId: assessment.supplier_id,
  owner: ownerOf(assessment),
  keyId: assessment.key_id,
  ring,
});

export const noDocument = (): DomainError => new DomainError('DOCUMENT_NOT_FOUND', 'not_found', 'There is no such document.');
