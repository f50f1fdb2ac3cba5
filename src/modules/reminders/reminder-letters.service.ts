import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DueReminder, ReminderPlan } from '../../domain/reminders/plan-reminders.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { LinksService } from '../assessments/links.service.js';
import { AuditService } from '../audit/audit.service.js';
import { type MailRequest, MailService } from '../mail/mail.service.js';
import { insertReminders, reminderKey, type NewReminder } from './reminders.queries.js';
import type { RoundRow } from './rounds.queries.js';

/** What is to be written about one round. */
export interface RoundLetters {
  readonly round: RoundRow;
  readonly plan: ReminderPlan;
  /** Links that open, by contact. */
  readonly links: ReadonlyMap<string, string>;
}

interface Written extends NewReminder {
  readonly round: RoundRow;
  readonly letter: DueReminder;
  readonly linkId: string | undefined;
}

/** Writes reminders down and has their letters sent, all in one transaction. */
@Injectable()
export class ReminderLettersService {
  constructor(
    private readonly links: LinksService,
    private readonly mail: MailService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async writeWithin(db: EntityManager, actor: SystemActor, rounds: readonly RoundLetters[]): Promise<void> {
    const wanted = rounds.flatMap(writtenOf);
    const made = await insertReminders(db, actor.tenantId, this.clock.now(), wanted);
    const written = wanted.filter((reminder) => made.has(reminderKey(reminder)));
    if (written.length === 0) return;
    const linkIds = await this.linksFor(db, actor, written);
    await this.mail.queueAllWithin(
      db,
      actor,
      written.map((reminder) => mailOf(reminder, linkIds.get(reminderKey(reminder)))),
    );
    await this.audit.recordAll(
      db,
      actor,
      written.map(({ assessmentId, step, dueOn, recipientId }) => ({
        action: 'reminder.sent',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { step, dueOn, recipientId },
      })),
    );
  }

  /** A second contact who was never asked gets a link with the letter. */
  private async linksFor(db: EntityManager, { tenantId }: SystemActor, written: readonly Written[]): Promise<ReadonlyMap<string, string>> {
    const toContacts = written.filter(({ letter, round }) => isToContact(letter, round));
    const found = toContacts.map((reminder) => {
      const { round, dueOn, recipientId: contactId } = reminder;
      const made =
        reminder.linkId === undefined ? this.links.make({ supplierId: round.supplier_id, assessmentId: round.id, contactId, dueOn }) : null;
      return { key: reminderKey(reminder), id: reminder.linkId ?? made?.id ?? '', made };
    });
    await this.links.storeWithin(
      db,
      tenantId,
      found.flatMap(({ made }) => made ?? []),
    );
    return new Map(found.map(({ key, id }) => [key, id]));
  }
}

const writtenOf = ({ round, plan, links }: RoundLetters): readonly Written[] =>
  plan.letters.flatMap((letter) =>
    letter.recipients.map(({ id: recipientId }) => ({
      assessmentId: round.id,
      dueOn: plan.dueOn,
      step: letter.step,
      recipientId,
      round,
      letter,
      linkId: links.get(recipientId),
    })),
  );

const isToContact = ({ role }: DueReminder, { audience }: RoundRow): boolean =>
  audience === 'supplier' && (role === 'contact' || role === 'second_contact');

function mailOf({ round, letter, recipientId, dueOn }: Written, linkId: string | undefined): MailRequest {
  const day: IsoDate = dueOn;
  if (isToContact(letter, round)) return { kind: kindToContact(letter), contactId: recipientId, linkId, day };
  const kind = round.audience === 'buyer' ? 'own_questions_due' : 'answers_overdue';
  return { kind, personId: recipientId, assessmentId: round.id, day };
}

function kindToContact({ step }: DueReminder): MailRequest['kind'] {
  if (step === 'second_contact') return 'assessment_escalated';
  return step === 'overdue' ? 'assessment_overdue' : 'assessment_reminder';
}
