import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { receiptOf } from '../../../domain/assessment/receipt.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { doerOf, type PersonActor, type RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { Vault } from '../../../platform/vault/vault.js';
import type { SubmittedReceiptView } from '../answers.dto.js';
import { viewContactName, viewWriter } from '../answers.view.js';
import { findAssessment } from '../assessment.queries.js';
import { type OpenedRound, visibleIn } from '../opened-round.js';
import { ReviewNames } from '../reviewing/review-names.service.js';
import { ReceiptLetters } from './receipt-letters.service.js';
import type { ReceiptView } from './receipts.dto.js';
import { insertReceipt, receiptsOf } from './receipts.queries.js';

/** Proof of what was submitted: the words are sealed beside the assessment, their hash is told to everyone concerned. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly names: ReviewNames,
    private readonly letters: ReceiptLetters,
    private readonly clock: Clock,
  ) {}

  /** Dates the submission, and writes to whoever it is for. */
  async issueWithin(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    round: OpenedRound,
    onBehalfOf: string | null,
  ): Promise<SubmittedReceiptView & { readonly submittedAt: Date }> {
    const { assessment, ring } = round;
    const submittedAt = this.clock.now();
    const comments = new Map(
      round.rows.flatMap((row) => {
        const comment = ring.open(assessment.key_id, row.comment_sealed);
        return comment === null ? [] : [[row.question_id, comment] as const];
      }),
    );
    const { id: assessmentId, questionnaire_sha256: questionnaireSha256 } = assessment;
    const facts = { assessmentId, questionnaireSha256, submittedAt: submittedAt.toISOString() };
    const { document, sha256 } = receiptOf(facts, visibleIn(round), round.answers, comments);
    const id = newId<string>();
    await insertReceipt(db, actor.tenantId, {
      id,
      supplierId: assessment.supplier_id,
      assessmentId,
      submittedAt,
      by: doerOf(actor),
      onBehalfOf,
      sha256,
      documentSealed: ring.seal(assessment.key_id, document),
    });
    await this.letters.sendWithin(db, actor, assessment, onBehalfOf);
    return { id, sha256, submittedAt };
  }

  /** The receipt of the newest submission. @throws DomainError ASSESSMENT_NOT_FOUND, RECEIPT_NOT_FOUND */
  read(actor: PersonActor | RespondentActor, assessmentId: string): Promise<ReceiptView> {
    return this.db.transaction(actor, async (db) => {
      const { tenantId } = actor;
      const assessment = await findAssessment(db, tenantId, assessmentId);
      const [newest, ...earlier] = await receiptsOf(db, tenantId, assessmentId);
      if (newest === undefined) throw new DomainError('RECEIPT_NOT_FOUND', 'not_found', 'This assessment has not been submitted yet.');
      const ring = await this.vault.ring(db, tenantId, [assessment.key_id]);
      const names = await this.names.of(db, actor, [newest.submitted_by, newest.on_behalf_of]);
      return {
        id: newest.id,
        assessmentId,
        submittedAt: newest.submitted_at.toISOString(),
        submittedBy: viewWriter(newest.submitted_by_kind, newest.submitted_by, names),
        onBehalfOf: viewContactName(newest.on_behalf_of, names),
        sha256: newest.sha256,
        document: ring.open(assessment.key_id, newest.document_sealed),
        earlier: earlier.map((row) => ({ id: row.id, submittedAt: row.submitted_at.toISOString(), sha256: row.sha256 })),
      };
    });
  }
}
