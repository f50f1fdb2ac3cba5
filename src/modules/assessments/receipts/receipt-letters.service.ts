import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type PersonActor, type RespondentActor, systemOf } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { MailService } from '../../mail/mail.service.js';
import type { AssessmentRow } from '../assessment.queries.js';
import { linksOf } from '../links.queries.js';
import { LinksService } from '../links.service.js';

/** A way in for whoever gets a receipt. */
export interface ReceiptAddress {
  readonly contactId: string;
  readonly linkId: string;
}

/** Sends the receipt of a submission to the contact who submitted, or for whom an officer did. */
@Injectable()
export class ReceiptLetters {
  constructor(
    private readonly links: LinksService,
    private readonly mail: MailService,
    private readonly clock: Clock,
  ) {}

  /** A contact submits through a link; one who spoke on the phone may have none that opens, and gets one. */
  async sendWithin(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    assessment: AssessmentRow,
    onBehalfOf: string | null,
  ): Promise<void> {
    const address = await this.addressOf(db, actor, assessment, onBehalfOf);
    if (address !== null) await this.mail.queueWithin(db, systemOf(actor.tenantId), { kind: 'submission_receipt', ...address });
  }

  private async addressOf(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    assessment: AssessmentRow,
    contactId: string | null,
  ): Promise<ReceiptAddress | null> {
    if (actor.kind === 'contact') return { contactId: actor.contactId, linkId: actor.linkId };
    if (contactId === null) return null;
    const now = this.clock.now();
    const live = (await linksOf(db, actor.tenantId, assessment.id)).filter(
      (link) => link.contact_id === contactId && link.chapters === null && link.revoked_at === null && link.expires_at > now,
    );
    const newest = live.at(-1);
    if (newest !== undefined) return { contactId, linkId: newest.id };
    const { id: assessmentId, supplier_id: supplierId, due_on: dueOn } = assessment;
    const link = this.links.make({ supplierId, assessmentId, contactId, dueOn });
    await this.links.storeWithin(db, actor.tenantId, [link]);
    return { contactId, linkId: link.id };
  }
}
