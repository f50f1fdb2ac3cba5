import { Injectable } from '@nestjs/common';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { findAssessment } from '../assessment.queries.js';
import { withinPart } from '../delegation/part.js';
import { RoundReader } from '../round-reader.service.js';
import { DownloadsService } from './downloads.service.js';
import type { EvidenceView, FileUrlView } from './evidence.dto.js';
import { evidenceNotFound, findLive } from './evidence.service.js';
import { EvidenceReader } from './evidence-reader.service.js';

type Doer = PersonActor | RespondentActor;

/** Who may see which file of a round. */
@Injectable()
export class EvidenceAccess {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly reader: EvidenceReader,
    private readonly downloads: DownloadsService,
  ) {}

  list(actor: Doer, assessmentId: string): Promise<EvidenceView[]> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, assessmentId));
      return this.reader.files(db, actor, round);
    });
  }

  /** @throws DomainError ASSESSMENT_NOT_FOUND, EVIDENCE_NOT_FOUND */
  url(actor: Doer, assessmentId: string, evidenceId: string): Promise<FileUrlView> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, assessmentId));
      const row = await findLive(db, actor.tenantId, assessmentId, evidenceId);
      if (!withinPart(actor, round, row.question_id)) throw evidenceNotFound();
      const document = { id: row.document_id, sha256: row.sha256, storage_key: row.storage_key };
      return this.downloads.urlWithin(db, actor, document, { kind: 'assessment', id: assessmentId });
    });
  }
}
