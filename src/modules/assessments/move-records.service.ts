import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mergeChanges, moveAnswers, type NumberedChange, numberChanges } from '../../domain/assessment/move-answers.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { type AssessmentRow, findAssessment } from './assessment.queries.js';
import { CountingService } from './counting.service.js';
import { changesOfMoves, movesOf, setAsideIn, storeMove } from './moves.queries.js';
import type { MoveView } from './moving.dto.js';
import { viewMove } from './moving.view.js';
import { type OpenedRound, versionOf } from './opened-round.js';
import type { FrozenQuestionnaire } from './questionnaires.queries.js';

/** Keeps what moves changed, and shows it to whoever answers and to whoever asks. */
@Injectable()
export class MoveRecords {
  constructor(
    private readonly vault: Vault,
    private readonly counting: CountingService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The round goes on with other questions; they are stored already. */
  async record(db: EntityManager, actor: PersonActor, round: OpenedRound, next: FrozenQuestionnaire): Promise<void> {
    const { assessment } = round;
    const { manual, depth } = next.questionnaire;
    const moved = moveAnswers(round.questionnaire, next.questionnaire, round.answers);
    const from = {
      manualId: assessment.manual_id,
      manualVersion: assessment.manual_version,
      questionnaireSha256: assessment.questionnaire_sha256,
    };
    const to = { manualId: manual.id, manualVersion: manual.version, questionnaireSha256: next.questionnaireSha256 };
    await storeMove(db, actor.tenantId, {
      id: newId<string>(),
      assessmentId: assessment.id,
      supplierId: assessment.supplier_id,
      from,
      to: { ...to, manualSha256: manual.sha256, manualFamily: manual.family, depth },
      changes: numberChanges(moved.changes, (question) => versionOf(round, question)),
      setAside: moved.setAside,
      movedBy: actor.personId,
      now: this.clock.now(),
    });
    await this.audit.record(db, actor, {
      action: 'assessment.moved',
      subjectKind: 'assessment',
      subjectId: assessment.id,
      before: { ...from, depth: assessment.depth },
      after: { ...to, depth, kept: moved.kept.length, setAside: moved.setAside },
    });
    await this.counting.requestScore(db, actor, assessment);
  }

  /** For whoever answers, until they have submitted. */
  async changesSince(db: EntityManager, tenantId: string, assessment: AssessmentRow): Promise<NumberedChange[]> {
    if (assessment.moved_at === null || assessment.submitted_at !== null) return [];
    return [...mergeChanges(await changesOfMoves(db, tenantId, assessment.id))];
  }

  /** For the buyer's people: nothing that was said is lost. @throws DomainError ASSESSMENT_NOT_FOUND */
  async list(db: EntityManager, tenantId: string, assessmentId: string): Promise<MoveView[]> {
    const assessment = await findAssessment(db, tenantId, assessmentId);
    const moves = await movesOf(db, tenantId, assessmentId);
    const answers = await setAsideIn(db, tenantId, assessmentId);
    const ring = await this.vault.ring(db, tenantId, [assessment.key_id]);
    return moves.map((move) =>
      viewMove(
        move,
        answers.filter((answer) => answer.move_id === move.id),
        assessment.key_id,
        ring,
      ),
    );
  }
}
