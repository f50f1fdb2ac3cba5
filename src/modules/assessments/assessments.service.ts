import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { listAssessments } from './assessment.queries.js';
import type { AssessmentDetailView, AssessmentsQuery, AssessmentView } from './assessments.dto.js';
import { viewAssessment } from './assessments.view.js';
import { ReadingService } from './reading.service.js';
import { realDay } from './real-day.js';
import type { AcceptDto, ReturnDto } from './review.dto.js';
import { ReviewingService } from './reviewing.service.js';

/** What officers do with assessments once they are sent. */
@Injectable()
export class AssessmentsService {
  constructor(
    private readonly db: TenantDb,
    private readonly reading: ReadingService,
    private readonly reviewing: ReviewingService,
  ) {}

  list(actor: PersonActor, { after, limit, dueBefore, ...filter }: AssessmentsQuery): Promise<Page<AssessmentView>> {
    const cursor = readCursor(after);
    const before = dueBefore === undefined ? undefined : realDay(dueBefore, 'dueBefore');
    return this.db.transaction(actor, async (db) => {
      const rows = await listAssessments(db, actor.tenantId, { ...filter, dueBefore: before }, cursor, limit);
      return pageOf(rows, limit, (row) => ({ key: null, id: row.id }), viewAssessment);
    });
  }

  accept(actor: PersonActor, id: string, review: AcceptDto): Promise<AssessmentDetailView> {
    return this.db.transaction(actor, async (db) => {
      await this.reviewing.acceptWithin(db, actor, id, review);
      return this.reading.detailWithin(db, actor, id);
    });
  }

  return(actor: PersonActor, id: string, review: ReturnDto): Promise<AssessmentDetailView> {
    return this.db.transaction(actor, async (db) => {
      await this.reviewing.returnWithin(db, actor, id, review);
      return this.reading.detailWithin(db, actor, id);
    });
  }

  cancel(actor: PersonActor, id: string): Promise<AssessmentDetailView> {
    return this.db.transaction(actor, async (db) => {
      await this.reviewing.cancelWithin(db, actor, id);
      return this.reading.detailWithin(db, actor, id);
    });
  }
}
