import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isTouched } from '../../../domain/assessment/answer-origin.js';
import { type CopyPlan, type CopySource, planCopy } from '../../../domain/questionnaire/copy.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { AnswerWriting, type NewAnswer } from '../answering/answer-writing.service.js';
import { type AssessmentRow, findAssessment } from '../assessment.queries.js';
import { editableIn, type OpenedRound, versionOf, visibleIn } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import { foreignSites, openRoundIds } from './copying.queries.js';
import { ManyRounds } from './many-rounds.service.js';
import type { CopiedView, CopyAnswersDto } from './reuse.dto.js';

interface PlannedCopy extends CopyPlan {
  readonly target: OpenedRound;
}

/** Fills the open questionnaires of a supplier's other sites in with what one of its sites said. */
@Injectable()
export class CopyingService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly many: ManyRounds,
    private readonly writing: AnswerWriting,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND, COPY_INVALID */
  copy(actor: PersonActor | RespondentActor, sourceId: string, { siteIds }: CopyAnswersDto): Promise<CopiedView> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await findAssessment(db, actor.tenantId, sourceId);
      await refuseWrong(db, actor.tenantId, assessment, siteIds);
      const source = await this.rounds.open(db, actor, assessment);
      const targets = await this.many.open(
        db,
        actor.tenantId,
        await openRoundIds(db, actor.tenantId, assessment, siteIds?.map((id) => id.toLowerCase()) ?? null),
      );
      const said = sourceOf(source);
      const plans = targets.map((target) => ({ target, ...planCopy(said, targetOf(target)) }));
      await this.write(db, actor, source, plans);
      const reached = new Set(targets.map(({ assessment: { site_id: siteId } }) => siteId));
      return {
        copied: plans.map(({ target, copied, oneByOne }) => ({
          siteId: target.assessment.site_id,
          assessmentId: target.assessment.id,
          questions: [...copied],
          oneByOne: [...oneByOne],
        })),
        skipped: (siteIds ?? []).filter((id) => !reached.has(id.toLowerCase())).map((siteId) => ({ siteId, code: 'NO_OPEN_ROUND' })),
      };
    });
  }

  private async write(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    source: OpenedRound,
    plans: readonly PlannedCopy[],
  ): Promise<void> {
    const into = plans
      .filter(({ copied }) => copied.length > 0)
      .map(({ target, copied }) => ({ round: target, answers: copied.map((question) => copiedAnswer(source, target, question)) }));
    const writing = { actor, action: 'answers.copied', onBehalfOf: null, copiedFrom: source.assessment.id };
    if ((await this.writing.write(db, writing, into)) === null)
      throw new DomainError('ANSWER_CONFLICT', 'conflict', 'Somebody has answered at one of the sites just now; nothing was copied.');
  }
}

/** Only what somebody stands by: of a round that was never submitted, not what was merely carried over into it. */
function sourceOf(round: OpenedRound): CopySource {
  const submitted = round.assessment.submitted_at !== null;
  const meant = new Set(round.rows.filter(({ origin }) => submitted || isTouched(origin)).map(({ question_id: id }) => id));
  return {
    questionnaire: round.questionnaire,
    visible: visibleIn(round).filter(({ id }) => meant.has(id)),
    answers: round.answers,
  };
}

const targetOf = (round: OpenedRound) => ({
  questionnaire: round.questionnaire,
  origins: new Map(round.rows.map(({ question_id: id, origin }) => [id, origin])),
  isEditable: (question: string) => editableIn(round, question),
});

/** The day of the claim goes with it; a comment was about the other site, and stays there. */
function copiedAnswer(source: OpenedRound, target: OpenedRound, question: string): NewAnswer {
  const row = source.rows.find(({ question_id: id }) => id === question);
  return {
    state: 'answered',
    value: source.answers[question]?.value ?? null,
    question,
    version: versionOf(target, question),
    comment: null,
    origin: 'copied',
    answeredOn: row?.answered_on ?? target.assessment.sent_at.toISOString().slice(0, 10),
  };
}

async function refuseWrong(
  db: EntityManager,
  tenantId: string,
  assessment: AssessmentRow,
  siteIds: readonly string[] | undefined,
): Promise<void> {
  const invalid = (path: string, code: string, message: string): DomainError =>
    new DomainError('COPY_INVALID', 'invalid', 'These answers cannot be copied; nothing was.', [{ path, code, message }]);
  if (assessment.audience !== 'supplier')
    throw invalid('assessmentId', 'ASSESSMENT_WITHOUT_RESPONDENT', "The buyer's own answers are for one site.");
  if (siteIds === undefined) return;
  const [foreign] = await foreignSites(db, tenantId, assessment.supplier_id, siteIds);
  if (foreign !== undefined) throw invalid('siteIds', 'SITE_NOT_FOUND', 'The supplier has no such site.');
}
