import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayMove } from '../../domain/assessment/assessment-states.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { changeState, lockAssessment } from './assessment.queries.js';
import { CountingService } from './counting.service.js';
import { linkExpiry } from './link-dates.js';
import { extendLinks, linksOf } from './links.queries.js';
import { dateRefused } from './real-day.js';

/** Gives a round that still waits for its answers more time. */
@Injectable()
export class DueDatesService {
  constructor(
    private readonly counting: CountingService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Links open longer, reminders begin anew and the score follows. @throws DomainError ASSESSMENT_NOT_FOUND, ASSESSMENT_CLOSED, DUE_DATE_NOT_LATER */
  async postponeWithin(db: EntityManager, actor: PersonActor, id: string, until: IsoDate): Promise<void> {
    const assessment = await lockAssessment(db, actor.tenantId, id);
    if (!mayMove(assessment.state, 'answer', 'respondent'))
      throw new DomainError('ASSESSMENT_CLOSED', 'conflict', 'This assessment is closed; there is nothing to answer.');
    if (until <= assessment.due_on || until < this.clock.today())
      throw dateRefused('DUE_DATE_NOT_LATER', 'until', 'This day is over, or not later than the day by which to answer now.');
    await changeState(db, actor.tenantId, id, { state: assessment.state, dueOn: until });
    const live = (await linksOf(db, actor.tenantId, id)).filter((link) => link.revoked_at === null);
    await extendLinks(
      db,
      actor.tenantId,
      live.map((link) => link.id),
      linkExpiry(until, this.clock.today()),
    );
    await this.counting.requestScore(db, actor, assessment);
    await this.audit.record(db, actor, {
      action: 'assessment.postponed',
      subjectKind: 'assessment',
      subjectId: id,
      before: { dueOn: assessment.due_on },
      after: { dueOn: until },
    });
  }
}
