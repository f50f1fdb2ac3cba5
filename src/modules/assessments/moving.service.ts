import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveAssessment } from '../../domain/assessment/assessment-states.js';
import type { Manual } from '../../domain/manual/manual.js';
import { compareVersions } from '../../domain/manual/version-step.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Published } from '../content/content.service.js';
import { type AssessmentRow, lockAssessment } from './assessment.queries.js';
import { MoveRecords } from './move-records.service.js';
import { reviewerOf } from './movers.js';
import type { MoveDto } from './moving.dto.js';
import { type FrozenQuestionnaire, storeQuestionnaires } from './questionnaires.queries.js';
import { QuestionnairesService } from './questionnaires.service.js';
import { RoundReader } from './round-reader.service.js';
import { SendableManuals } from './sendable-manuals.service.js';
import { failedQuestions, sitesToAsk } from './sending.queries.js';

/** Exchanges the questions of a round that is not submitted for those of a newer manual, chosen by the rules of sending. */
@Injectable()
export class MovingService {
  constructor(
    private readonly manuals: SendableManuals,
    private readonly questionnaires: QuestionnairesService,
    private readonly rounds: RoundReader,
    private readonly records: MoveRecords,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers come along by the question's id where it still means the same; the others are kept apart. Moving to the version it has changes nothing.
   * @throws DomainError ASSESSMENT_NOT_FOUND, ASSESSMENT_MOVE_ILLEGAL, MANUAL_NOT_SENDABLE, MANUAL_OTHER_FAMILY, MANUAL_NOT_NEWER
   */
  async moveWithin(db: EntityManager, actor: PersonActor, id: string, wish: MoveDto): Promise<void> {
    const { tenantId } = actor;
    const assessment = await lockAssessment(db, tenantId, id);
    moveAssessment(assessment.state, 'exchange', reviewerOf(actor));
    const manual = await this.target(db, tenantId, assessment, wish);
    if (manual.id === assessment.manual_id && manual.version === assessment.manual_version) return;
    refuseOlder(assessment, manual);
    const round = await this.rounds.open(db, actor, assessment);
    const next = await this.nextQuestions(db, tenantId, assessment, manual);
    await storeQuestionnaires(db, tenantId, this.clock.now(), [next]);
    await this.records.record(db, actor, round, next);
  }

  private target(db: EntityManager, tenantId: string, assessment: AssessmentRow, wish: MoveDto): Promise<Published<Manual>> {
    const { manualId, manualVersion } = wish;
    if (manualVersion !== undefined)
      return this.manuals.find(db, tenantId, { id: manualId ?? assessment.manual_id, version: manualVersion }, 'manualVersion');
    if (manualId === undefined) return this.manuals.find(db, tenantId, null, 'manualVersion');
    throw new DomainError('MANUAL_NOT_SENDABLE', 'invalid', 'Name the version of the manual as well.', [
      { path: 'manualVersion', code: 'MANUAL_NOT_SENDABLE', message: 'a version is expected beside the manual' },
    ]);
  }

  private async nextQuestions(
    db: EntityManager,
    tenantId: string,
    assessment: AssessmentRow,
    manual: Published<Manual>,
  ): Promise<FrozenQuestionnaire> {
    const siteIds = [assessment.site_id];
    const failed = await failedQuestions(db, tenantId, siteIds);
    const sites = await sitesToAsk(db, tenantId, siteIds);
    const next = (await this.questionnaires.forSites(db, tenantId, sites, assessment.audience, failed, manual)).get(assessment.site_id);
    if (next === undefined) throw new Error('no questions for the site of a round');
    return next;
  }
}

/** Question ids mean the same only within a family, and nobody goes back to what was left. */
function refuseOlder(assessment: AssessmentRow, manual: Published<Manual>): void {
  if (manual.body.family !== assessment.manual_family)
    throw new DomainError('MANUAL_OTHER_FAMILY', 'conflict', 'This manual is of another family; send an assessment of its own instead.');
  if (manual.id === assessment.manual_id && compareVersions(manual.version, assessment.manual_version) < 0)
    throw new DomainError('MANUAL_NOT_NEWER', 'conflict', 'The assessment goes by a newer version already.');
}
