import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveAssessment } from '../../../domain/assessment/assessment-states.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { doerOf, type PersonActor, type RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { FileStore } from '../../../platform/storage/file-store.js';
import { AuditService } from '../../audit/audit.service.js';
import { readOnly } from '../answering.service.js';
import { changeState, findAssessment, lockAssessment } from '../assessment.queries.js';
import type { EvidenceFields, EvidenceView } from './evidence.dto.js';
import { type EvidenceRow, insertEvidence, liveEvidence, withdrawEvidence } from './evidence.queries.js';
import { viewEvidence } from './evidence.view.js';
import { mediaTypeOf } from './file-kind.js';
import { moverOf } from '../movers.js';
import { editableIn, type OpenedRound } from '../opened-round.js';
import { dateRefused, realDay } from '../real-day.js';
import { RoundReader } from '../round-reader.service.js';
import { fileRefused, type Upload } from './upload.js';

const MAX_FILES_PER_QUESTION = 20;

type Doer = PersonActor | RespondentActor;

/** Files that prove answers: taken by what their bytes are, kept once, and never readable by name on disk. */
@Injectable()
export class EvidenceService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly files: FileStore,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The same file beside the same question is the same evidence. */
  async add(actor: Doer, assessmentId: string, { name, content, fields }: Upload): Promise<EvidenceView> {
    const mediaType = await mediaTypeOf(content, name);
    if (mediaType === null) {
      throw fileRefused(
        'FILE_TYPE_UNSUPPORTED',
        'unsupported',
        'Send a PDF, PNG, JPEG, WebP, DOCX or XLSX file, or plain text or CSV in UTF-8.',
      );
    }
    const dates = this.datesIn(fields);
    const sha256 = createHash('sha256').update(content).digest('hex');
    let stored: string | null = null;
    try {
      return await this.db.transaction(actor, async (db) => {
        const round = await this.editable(db, actor, assessmentId, fields.question);
        refuseUnknownRule(round, fields);
        const beside = (await liveEvidence(db, actor.tenantId, assessmentId)).filter((row) => row.question_id === fields.question);
        const same = beside.find((row) => row.sha256 === sha256);
        if (same !== undefined) return viewEvidence(same, round.assessment.key_id, round.ring);
        if (beside.length >= MAX_FILES_PER_QUESTION) {
          throw fileRefused('TOO_MANY_FILES', 'conflict', `A question takes ${MAX_FILES_PER_QUESTION} files at most; withdraw one first.`);
        }
        stored = await this.files.put(actor.tenantId, content);
        const facts = { question: fields.question, rule: fields.rule ?? null, ...dates, mediaType, size: content.length, sha256 };
        return this.insert(db, actor, round, { ...facts, name, storageKey: stored });
      });
    } catch (error) {
      if (stored !== null) await this.files.remove(stored);
      throw error;
    }
  }

  list(actor: Doer, assessmentId: string): Promise<EvidenceView[]> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, assessmentId));
      return (await liveEvidence(db, actor.tenantId, assessmentId)).map((row) => viewEvidence(row, round.assessment.key_id, round.ring));
    });
  }

  /** @throws DomainError ASSESSMENT_NOT_FOUND, EVIDENCE_NOT_FOUND */
  async read(actor: Doer, assessmentId: string, evidenceId: string): Promise<{ readonly file: EvidenceView; readonly content: Readable }> {
    const { row, view } = await this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, assessmentId));
      const found = await this.find(db, actor, assessmentId, evidenceId);
      return { row: found, view: viewEvidence(found, round.assessment.key_id, round.ring) };
    });
    return { file: view, content: this.files.read(row.storage_key) };
  }

  /** Before submission alone; what no officer can have seen leaves the disk too. */
  async withdraw(actor: Doer, assessmentId: string, evidenceId: string): Promise<void> {
    const unseen = await this.db.transaction(actor, async (db) => {
      const { question_id: question, storage_key: key } = await this.find(db, actor, assessmentId, evidenceId);
      const round = await this.editable(db, actor, assessmentId, question);
      const { sha256 } = await this.find(db, actor, assessmentId, evidenceId);
      await withdrawEvidence(db, actor.tenantId, evidenceId, this.clock.now());
      await this.audit.record(db, actor, {
        action: 'evidence.withdrawn',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        before: { evidenceId, question, sha256 },
      });
      return round.assessment.submitted_at === null ? key : null;
    });
    if (unseen !== null) await this.files.remove(unseen);
  }

  /** The round, locked, where the files beside a question may be changed. */
  private async editable(db: EntityManager, actor: Doer, assessmentId: string, question: string): Promise<OpenedRound> {
    const assessment = await lockAssessment(db, actor.tenantId, assessmentId);
    const round = await this.rounds.open(db, actor, assessment);
    if (moverOf(actor, assessment) === 'respondent' && !editableIn(round, question)) throw readOnly();
    const state = moveAssessment(assessment.state, 'answer', moverOf(actor, assessment));
    if (!round.questions.has(question)) {
      const message = 'This assessment does not ask such a question.';
      throw new DomainError('QUESTION_UNKNOWN', 'invalid', message, [{ path: 'question', code: 'QUESTION_UNKNOWN', message }]);
    }
    if (state !== assessment.state) await changeState(db, actor.tenantId, assessmentId, { state, openedAt: this.clock.now() });
    return round;
  }

  private async insert(
    db: EntityManager,
    actor: Doer,
    { assessment, ring }: OpenedRound,
    { name, storageKey, ...facts }: Facts & { readonly name: string; readonly storageKey: string },
  ): Promise<EvidenceView> {
    const id = newId<string>();
    await insertEvidence(db, actor.tenantId, {
      ...facts,
      id,
      storageKey,
      supplierId: assessment.supplier_id,
      assessmentId: assessment.id,
      nameSealed: ring.seal(assessment.key_id, name),
      by: doerOf(actor),
      now: this.clock.now(),
    });
    await this.audit.record(db, actor, {
      action: 'evidence.added',
      subjectKind: 'assessment',
      subjectId: assessment.id,
      after: { evidenceId: id, ...facts },
    });
    return viewEvidence(await this.find(db, actor, assessment.id, id), assessment.key_id, ring);
  }

  private async find(db: EntityManager, actor: Doer, assessmentId: string, evidenceId: string): Promise<EvidenceRow> {
    const row = (await liveEvidence(db, actor.tenantId, assessmentId)).find(({ id }) => id === evidenceId);
    if (row === undefined) throw new DomainError('EVIDENCE_NOT_FOUND', 'not_found', 'There is no such file beside this assessment.');
    return row;
  }

  private datesIn({ issuedOn, validUntil }: EvidenceFields): { issuedOn: string | null; validUntil: string | null } {
    const issued = issuedOn === undefined ? null : realDay(issuedOn, 'issuedOn');
    const until = validUntil === undefined ? null : realDay(validUntil, 'validUntil');
    if (issued !== null && issued > this.clock.today())
      throw dateRefused('DATE_IN_FUTURE', 'issuedOn', 'The document is dated in the future.');
    if (issued !== null && until !== null && until < issued)
      throw dateRefused('DATES_REVERSED', 'validUntil', 'The document ends before it was issued.');
    return { issuedOn: issued, validUntil: until };
  }
}

interface Facts {
  readonly question: string;
  readonly rule: string | null;
  readonly issuedOn: string | null;
  readonly validUntil: string | null;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

function refuseUnknownRule({ questions }: OpenedRound, { question, rule }: EvidenceFields): void {
  if (rule === undefined || questions.get(question)?.evidence.some(({ id }) => id === rule)) return;
  const message = 'The question asks for no such evidence.';
  throw new DomainError('EVIDENCE_RULE_UNKNOWN', 'invalid', message, [{ path: 'rule', code: 'EVIDENCE_RULE_UNKNOWN', message }]);
}
