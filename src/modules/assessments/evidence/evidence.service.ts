import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveAssessment } from '../../../domain/assessment/assessment-states.js';
import type { Question } from '../../../domain/manual/manual.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { AuditService } from '../../audit/audit.service.js';
import { readOnly } from '../answering/answer-inputs.js';
import { type AssessmentRow, changeState, lockAssessment } from '../assessment.queries.js';
import { refuseOutsidePart } from '../delegation/part.js';
import { moverOf } from '../movers.js';
import { editableIn, type OpenedRound } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import { type DocumentOwner, type DocumentRow, emptyDocument, insertVersion, isKept, lockDocument } from './documents.queries.js';
import type { EvidenceFields, EvidenceView } from './evidence.dto.js';
import { type EvidenceOrigin, type EvidenceRow, insertEvidence, lastDatesOf, liveEvidence, withdrawEvidence } from './evidence.queries.js';
import { EvidenceReader } from './evidence-reader.service.js';
import { type DocumentDates, provesUntil, refuseUnknownRule, refuseYounger } from './evidence-terms.js';
import { fileRefused } from './file-refused.js';

const MAX_FILES_PER_QUESTION = 20;

type Doer = PersonActor | RespondentActor;

/** A document that is to stand beside a question. */
export interface Placing extends DocumentDates {
  readonly document: DocumentRow;
  readonly fields: Pick<EvidenceFields, 'question' | 'rule' | 'replaces'>;
  readonly origin: EvidenceOrigin;
}

/** Ties documents to questions and unties them, within the transaction of whoever asks for it. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly rounds: RoundReader,
    private readonly reader: EvidenceReader,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The round, locked, where the files beside a question may be changed. @throws DomainError ASSESSMENT_READ_ONLY, QUESTION_UNKNOWN, QUESTION_NOT_IN_PART */
  async editable(db: EntityManager, actor: Doer, assessmentId: string, question: string): Promise<OpenedRound> {
    const assessment = await lockAssessment(db, actor.tenantId, assessmentId);
    const round = await this.rounds.open(db, actor, assessment);
    refuseOutsidePart(actor, round, question);
    if (moverOf(actor, assessment) === 'respondent' && !editableIn(round, question)) throw readOnly();
    const state = moveAssessment(assessment.state, 'answer', moverOf(actor, assessment));
    if (!round.questions.has(question)) throw placeRefused('QUESTION_UNKNOWN', 'question', 'This assessment does not ask such a question.');
    if (state !== assessment.state) await changeState(db, actor.tenantId, assessmentId, { state, openedAt: this.clock.now() });
    return round;
  }

  /**
   * The same document beside the same question for the same rule is the same evidence.
   * @throws DomainError EVIDENCE_RULE_UNKNOWN, ISSUED_AFTER_UPLOAD, REPLACED_UNKNOWN, TOO_MANY_FILES
   */
  async placeWithin(db: EntityManager, actor: Doer, round: OpenedRound, placing: Placing): Promise<EvidenceView> {
    const { tenantId } = actor;
    const { document, fields, origin } = placing;
    const dates = await this.datesOf(db, actor, placing);
    const question = round.questions.get(fields.question) as Question;
    refuseUnknownRule(question, fields.rule);
    refuseYounger(dates, document.uploaded_at);
    const beside = (await liveEvidence(db, tenantId, round.assessment.id)).filter((row) => row.question_id === fields.question);
    const rule = fields.rule ?? null;
    const same = beside.find((row) => row.document_id === document.id && row.rule_id === rule);
    if (same !== undefined) return this.viewOne(db, actor, same);
    const replaced = fields.replaces === undefined ? null : replacedAmong(beside, fields.replaces);
    if (beside.length - (replaced === null ? 0 : 1) >= MAX_FILES_PER_QUESTION)
      throw fileRefused('TOO_MANY_FILES', 'conflict', `A question takes ${MAX_FILES_PER_QUESTION} files at most; withdraw one first.`);
    if (replaced !== null) await this.replace(db, actor, document, replaced);
    const id = newId<string>();
    const facts = { question: fields.question, rule, documentId: document.id, origin, ...dates };
    await insertEvidence(db, tenantId, this.clock.now(), [
      {
        ...facts,
        id,
        supplierId: document.supplier_id,
        assessmentId: round.assessment.id,
        provesUntil: provesUntil(question, rule, dates, document.uploaded_at),
        uploadedByKind: document.uploaded_by_kind,
        uploadedBy: document.uploaded_by,
        uploadedAt: document.uploaded_at,
        resultId: null,
      },
    ]);
    const { media_type: mediaType, size, sha256 } = document;
    await this.record(db, actor, 'evidence.added', round.assessment, {
      evidenceId: id,
      ...facts,
      mediaType,
      size,
      sha256,
      replaces: fields.replaces ?? null,
    });
    return this.viewOne(db, actor, await findLive(db, tenantId, round.assessment.id, id));
  }

  /** @returns where the bytes lie that nobody but their sender can have seen, to be removed after the transaction; null: they are kept */
  async withdrawWithin(db: EntityManager, actor: Doer, assessmentId: string, evidenceId: string): Promise<string | null> {
    const { tenantId } = actor;
    const { question_id: question } = await findLive(db, tenantId, assessmentId, evidenceId);
    const round = await this.editable(db, actor, assessmentId, question);
    const { sha256, document_id: documentId } = await findLive(db, tenantId, assessmentId, evidenceId);
    await withdrawEvidence(db, tenantId, evidenceId, this.clock.now());
    await this.record(db, actor, 'evidence.withdrawn', round.assessment, null, { evidenceId, documentId, question, sha256 });
    const document = await lockDocument(db, tenantId, documentId);
    if (document === null || (await isKept(db, tenantId, documentId))) return null;
    await emptyDocument(db, tenantId, documentId);
    return document.storage_key;
  }

  /** What is not said of a document's dates is as it was said last: sending it again without them makes it no younger. */
  private async datesOf(db: EntityManager, { tenantId }: Doer, { document, issuedOn, validUntil }: Placing): Promise<DocumentDates> {
    const known = await lastDatesOf(db, tenantId, document.id);
    return { issuedOn: issuedOn ?? known.issuedOn, validUntil: validUntil ?? known.validUntil };
  }

  private async replace(db: EntityManager, { tenantId }: Doer, document: DocumentRow, replaced: EvidenceRow): Promise<void> {
    await withdrawEvidence(db, tenantId, replaced.id, this.clock.now());
    if (replaced.document_id === document.id) return;
    await insertVersion(db, tenantId, {
      id: newId<string>(),
      supplierId: document.supplier_id,
      documentId: document.id,
      replacesId: replaced.document_id,
      kind: 'newer',
      at: this.clock.now(),
    });
  }

  private async viewOne(db: EntityManager, { tenantId }: Doer, row: EvidenceRow): Promise<EvidenceView> {
    const [view] = await this.reader.view(db, tenantId, [row]);
    return view as EvidenceView;
  }

  private record(
    db: EntityManager,
    actor: Doer,
    action: string,
    { id }: AssessmentRow,
    after: Readonly<Record<string, unknown>> | null,
    before: Readonly<Record<string, unknown>> | null = null,
  ): Promise<void> {
    return this.audit.record(db, actor, { action, subjectKind: 'assessment', subjectId: id, before, after });
  }
}

/** Whose the documents are that are put beside the questions of an assessment. */
export const ownerOf = ({ audience }: AssessmentRow): DocumentOwner => audience;

/** @throws DomainError EVIDENCE_NOT_FOUND */
export async function findLive(db: EntityManager, tenantId: string, assessmentId: string, evidenceId: string): Promise<EvidenceRow> {
  const row = (await liveEvidence(db, tenantId, assessmentId)).find(({ id }) => id === evidenceId);
  if (row === undefined) throw evidenceNotFound();
  return row;
}

export const evidenceNotFound = (): DomainError =>
  new DomainError('EVIDENCE_NOT_FOUND', 'not_found', 'There is no such file beside this assessment.');

function replacedAmong(beside: readonly EvidenceRow[], id: string): EvidenceRow {
  const row = beside.find((one) => one.id === id);
  if (row === undefined) throw placeRefused('REPLACED_UNKNOWN', 'replaces', 'There is no such file beside this question.');
  return row;
}

const placeRefused = (code: string, path: string, message: string): DomainError =>
  new DomainError(code, 'invalid', message, [{ path, code, message }]);
