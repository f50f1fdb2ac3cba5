import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Standing, standingAtSubmission } from '../../domain/assessment/counted-answers.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { BuyerPractices } from '../signals/buyer-practices.service.js';
import type { AnswerRow } from './answers.queries.js';
import type { AssessmentRow } from './assessment.queries.js';
import { appendCounted, appendStandings, type Counted, type CountedSource, type NewCounted } from './counted.queries.js';
import { type OpenedRound, visibleIn } from './opened-round.js';
import { ReviewSnapshots } from './reviewing/review-snapshots.service.js';

/** Adds to what counts for a site, and has the site scored. */
@Injectable()
export class CountingService {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly scoring: ScoringQueue,
    private readonly snapshots: ReviewSnapshots,
    private readonly practices: BuyerPractices,
    private readonly clock: Clock,
  ) {}

  /** The visible answers of a round that is being submitted; hidden ones are kept and left out. `previous` is what counted before. */
  async countSubmission(db: EntityManager, actor: Actor, round: OpenedRound, previous: Counted): Promise<void> {
    await this.snapshots.keepWithin(db, actor, round);
    const { answerMaxAgeMonths } = (await this.methods.figuresOf(db, actor.tenantId)).body;
    const rows = new Map(round.rows.map((row) => [row.question_id, row]));
    const counted = visibleIn(round).flatMap((question): NewCounted[] => {
      const row = rows.get(question.id);
      if (row === undefined) return [];
      const isText = question.type === 'text';
      const claim = {
        state: row.state,
        value: row.value,
        origin: row.origin,
        answeredOn: row.answered_on,
        isText,
        onBehalf: row.on_behalf_of !== null,
      };
      const before = previous.get(question.id);
      const standing = standingAtSubmission(
        claim,
        before?.meaning === question.meaning ? before : null,
        this.clock.today(),
        answerMaxAgeMonths,
      );
      return [countedAnswer(row, question.meaning, standing)];
    });
    await appendCounted(db, this.sourceOf(actor, round.assessment), counted);
    await this.tellOfOurselves(db, actor, round);
    await this.requestScore(db, actor, round.assessment);
  }

  /** What our own people answered about how we buy is said of the site, too. */
  private async tellOfOurselves(db: EntityManager, actor: Actor, round: OpenedRound): Promise<void> {
    const { audience, id: assessmentId, site_id: siteId } = round.assessment;
    if (audience !== 'buyer' || actor.kind !== 'person') return;
    await this.practices.renewWithin(db, actor, { assessmentId, siteId, asked: visibleIn(round), answers: round.answers });
  }

  /** Answers whose proof a review has changed, by question id. */
  async countReview(db: EntityManager, actor: Actor, round: OpenedRound, standings: ReadonlyMap<string, Standing>): Promise<void> {
    const counted = round.rows.flatMap((row) => {
      const standing = standings.get(row.question_id);
      const meaning = round.questions.get(row.question_id)?.meaning ?? 1;
      return standing === undefined ? [] : [countedAnswer(row, meaning, standing)];
    });
    await appendCounted(db, this.sourceOf(actor, round.assessment), counted);
    await this.requestScore(db, actor, round.assessment);
  }

  /** Answers of any sites that count on other proof from now on. */
  async countAnew(
    db: EntityManager,
    actor: Actor,
    changes: readonly { readonly countedId: string; readonly siteId: string; readonly supplierId: string; readonly standing: Standing }[],
  ): Promise<void> {
    const rows = changes.map(({ countedId, standing }) => ({ ...standing, countedId, id: newId<string>() }));
    await appendStandings(db, actor.tenantId, this.clock.now(), rows);
    await this.scoring.request(db, actor, changes);
  }

  /** A round that ends or gets another due date changes when its site's score changes. */
  async requestScore(db: EntityManager, actor: Actor, { site_id: siteId, supplier_id: supplierId }: AssessmentRow): Promise<void> {
    await this.scoring.request(db, actor, [{ siteId, supplierId }]);
  }

  private sourceOf({ tenantId }: Actor, assessment: AssessmentRow): CountedSource {
    return {
      tenantId,
      supplierId: assessment.supplier_id,
      siteId: assessment.site_id,
      source: `assessment:${assessment.id}`,
      manual: { id: assessment.manual_id, version: assessment.manual_version, family: assessment.manual_family },
      now: this.clock.now(),
    };
  }
}

const countedAnswer = (row: AnswerRow, meaning: number, standing: Standing): NewCounted => ({
  id: newId<string>(),
  question: row.question_id,
  meaning,
  state: row.state,
  value: row.value,
  ...standing,
});
