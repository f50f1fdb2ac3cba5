import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, dayOf } from '../../domain/shared/instant.js';
import { type SystemActor, systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { SendingService } from '../assessments/sending.service.js';
import { type AuditEntry, AuditService } from '../audit/audit.service.js';
import { readPolicy } from './policy.queries.js';
import { sendReassessments } from './send-reassessments.job.js';
import { type DueDate, lockDueDates, markNotSent, markSent, nextDueSites } from './send-reassessments.queries.js';

const CHUNK = 200;
const DEFAULT_ANSWER_DAYS = 30;

/** A site that is gone is not asked again; anything else may change, and is tried again. */
const GONE: readonly string[] = ['SITE_NOT_FOUND', 'SITE_ARCHIVED'];

/**
 * Sends what is due, chunk by chunk, each chunk with its rounds, its mail and its dates in one transaction: a crash leaves it all undone,
 * and a second worker finds the dates taken or sent. So a site gets exactly one assessment a date.
 */
@Injectable()
@Handles(sendReassessments)
export class SendReassessmentsWorker implements JobHandler<typeof sendReassessments> {
  constructor(
    private readonly db: TenantDb,
    private readonly sending: SendingService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId }: PayloadOf<typeof sendReassessments.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    let after: string | null = null;
    do {
      after = await this.db.transaction(actor, (db): Promise<string | null> => this.sendChunk(db, actor, after));
    } while (after !== null);
  }

  /** @returns the last site of the chunk, null where none is left */
  private async sendChunk(db: EntityManager, actor: SystemActor, after: string | null): Promise<string | null> {
    const { tenantId } = actor;
    const today = this.clock.today();
    const siteIds = await nextDueSites(db, tenantId, today, after, CHUNK);
    const due = siteIds.length === 0 ? [] : await lockDueDates(db, tenantId, today, siteIds);
    if (due.length > 0) await this.send(db, actor, due, today);
    return siteIds.at(-1) ?? null;
  }

  private async send(db: EntityManager, actor: SystemActor, due: readonly DueDate[], today: string): Promise<void> {
    const dates = new Map(due.map((date) => [date.siteId, date]));
    const policy = await readPolicy(db, actor.tenantId);
    const { sent, skipped } = await this.sending.sendWithin(db, actor, {
      siteIds: [...dates.keys()],
      dueOn: dayOf(addDays(today, policy?.answerDays ?? DEFAULT_ANSWER_DAYS)),
      origin: 'reassessment',
      reassessmentDueOn: new Map(due.map(({ siteId, dueOn }) => [siteId, dueOn])),
    });
    const done = sent.flatMap(({ siteId, assessmentId }) => {
      const date = dates.get(siteId);
      return date === undefined ? [] : [{ siteId, assessmentId, dueOn: date.dueOn }];
    });
    const left = skipped.flatMap(({ siteId, code }) => {
      const date = dates.get(siteId);
      return date === undefined || date.blockedReason === code
        ? []
        : [{ siteId, code, dueOn: date.dueOn, state: GONE.includes(code) ? ('superseded' as const) : ('blocked' as const) }];
    });
    if (done.length > 0) await markSent(db, actor.tenantId, done, this.clock.now());
    if (left.length > 0) await markNotSent(db, actor.tenantId, left);
    await this.audit.recordAll(db, actor, [
      ...done.map(({ siteId, dueOn, assessmentId }) => entry('reassessment.sent', siteId, { dueOn, assessmentId })),
      ...left.map(({ siteId, dueOn, code, state }) => entry(`reassessment.${state}`, siteId, { dueOn, code })),
    ]);
  }
}

const entry = (action: string, siteId: string, after: Readonly<Record<string, unknown>>): AuditEntry => ({
  action,
  subjectKind: 'site',
  subjectId: siteId,
  after,
});
