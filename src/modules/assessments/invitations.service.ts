import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { MailService } from '../mail/mail.service.js';
import { linkExpiry } from './link-dates.js';
import { extendLinks, linksOf } from './links.queries.js';
import { LinksService } from './links.service.js';

/** A round whose contacts are to be written to. */
export interface Invitation {
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly dueOn: IsoDate;
  readonly contactIds: readonly string[];
}

/** Gives contacts their links and the letters that carry them. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly links: LinksService,
    private readonly mail: MailService,
    private readonly clock: Clock,
  ) {}

  /** A link and a letter for each contact of each round. */
  async inviteWithin(
    db: EntityManager,
    actor: Actor,
    kind: 'assessment_invitation' | 'reassessment_due',
    rounds: readonly Invitation[],
  ): Promise<void> {
    const links = rounds.flatMap(({ contactIds, ...round }) => contactIds.map((contactId) => this.links.make({ ...round, contactId })));
    await this.links.storeWithin(db, actor.tenantId, links);
    await this.mail.queueAllWithin(
      db,
      actor,
      links.map(({ id, contactId }) => ({ kind, contactId, linkId: id })),
    );
  }

  /** Writes to everyone who holds the whole and whose link was not revoked, with the link they have; it opens long enough for the new due date. */
  async remindOfReturnWithin(db: EntityManager, actor: Actor, assessmentId: string, dueOn: IsoDate): Promise<void> {
    const live = (await linksOf(db, actor.tenantId, assessmentId)).filter(
      (link) => link.revoked_at === null && link.contact_status === 'active',
    );
    const whole = live.filter(({ chapters }) => chapters === null);
    const newest = [...new Map(whole.map((link) => [link.contact_id, link])).values()];
    const delegated = live.filter(({ chapters }) => chapters !== null);
    await extendLinks(
      db,
      actor.tenantId,
      [...newest, ...delegated].map(({ id }) => id),
      linkExpiry(dueOn, this.clock.today()),
    );
    await this.mail.queueAllWithin(
      db,
      actor,
      newest.map(({ id, contact_id: contactId }) => ({ kind: 'assessment_returned' as const, contactId, linkId: id })),
    );
  }
}
