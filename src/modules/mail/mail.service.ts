import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { MailKind } from './letters.js';
import { insertMails } from './mail.queries.js';
import { sendMail } from './send-mail.job.js';

/** A mail to one contact or one person. */
export interface MailRequest {
  readonly kind: MailKind;
  readonly contactId?: string;
  readonly personId?: string;
  /** The assessment link or the invitation that it carries; left out for letters that lead an officer to an assessment. */
  readonly linkId?: string;
  /** The assessment it is about, where no link says so. */
  readonly assessmentId?: string;
  /** A day that the letter is about, where that is not the due date. */
  readonly day?: IsoDate;
}

/** Promises mails within the transaction that makes them necessary; nothing readable is stored of them. */
@Injectable()
export class MailService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async queueWithin(db: EntityManager, actor: Actor, mail: MailRequest): Promise<void> {
    await this.queueAllWithin(db, actor, [mail]);
  }

  /** Two statements for all of them. */
  async queueAllWithin(db: EntityManager, actor: Actor, mails: readonly MailRequest[]): Promise<void> {
    if (mails.length === 0) return;
    const rows = mails.map(({ kind, contactId, personId, linkId, assessmentId, day }) => ({
      id: newId<string>(),
      kind,
      contactId: contactId ?? null,
      personId: personId ?? null,
      linkId: linkId ?? null,
      assessmentId: assessmentId ?? null,
      day: day ?? null,
    }));
    await insertMails(db, actor.tenantId, this.clock.now(), rows);
    await this.outbox.enqueueAll(
      db,
      sendMail,
      rows.map(({ id }) => ({ tenantId: actor.tenantId, mailId: id })),
    );
  }
}
