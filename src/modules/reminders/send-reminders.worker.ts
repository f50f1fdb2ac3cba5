import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SystemActor, systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { planReminders } from '../../domain/reminders/plan-reminders.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { ReminderLettersService, type RoundLetters } from './reminder-letters.service.js';
import { sentReminders } from './reminders.queries.js';
import { roundToRemind } from './rounds-to-remind.js';
import { activeAdmins, contactsOf, lookAgainAt, type RoundRow, takeRounds } from './rounds.queries.js';
import { sendReminders } from './send-reminders.job.js';

const CHUNK = 200;
const HELD_MS = 3_600_000;

/**
 * Looks at rounds whose moment has come, chunk by chunk, each chunk with its letters and its next moments in one transaction: a crash leaves it
 * all undone, and a second worker finds the rounds taken or done.
 */
@Injectable()
@Handles(sendReminders)
export class SendRemindersWorker implements JobHandler<typeof sendReminders> {
  constructor(
    private readonly db: TenantDb,
    private readonly methods: MethodsInForce,
    private readonly letters: ReminderLettersService,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId }: PayloadOf<typeof sendReminders.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    let taken = CHUNK;
    while (taken === CHUNK) taken = await this.db.transaction(actor, (db): Promise<number> => this.sendChunk(db, actor));
  }

  private async sendChunk(db: EntityManager, actor: SystemActor): Promise<number> {
    const now = this.clock.now();
    const rows = await takeRounds(db, actor.tenantId, now, CHUNK);
    if (rows.length === 0) return 0;
    const free = rows.filter(({ held }) => !held);
    const held = rows.filter((row) => row.held).map(({ id }) => ({ id, at: new Date(now.getTime() + HELD_MS).toISOString() }));
    const { graceDays } = (await this.methods.of(db, actor.tenantId)).body;
    const planned = await this.plan(db, actor, free, graceDays, now);
    await this.letters.writeWithin(db, actor, planned);
    await lookAgainAt(db, actor.tenantId, [...held, ...planned.map(({ round: { id }, plan: { nextAt } }) => ({ id, at: nextAt }))]);
    return rows.length;
  }

  private async plan(
    db: EntityManager,
    { tenantId }: SystemActor,
    rows: readonly RoundRow[],
    graceDays: number,
    now: Date,
  ): Promise<readonly RoundLetters[]> {
    const ids = rows.map(({ id }) => id);
    const contacts = await contactsOf(db, tenantId, ids, now);
    const sent = await sentReminders(db, tenantId, ids);
    const admins = await activeAdmins(db, tenantId);
    return rows.map((row) => {
      const ofRound = contacts.filter((contact) => contact.assessment_id === row.id);
      const round = roundToRemind(row, { contacts: ofRound, admins, sent: sent.get(row.id) ?? [], graceDays });
      const links = new Map(ofRound.flatMap(({ contact_id: id, link_id: link }) => (link === null ? [] : [[id, link] as const])));
      return { round: row, plan: planReminders(round, now.toISOString()), links };
    });
  }
}
