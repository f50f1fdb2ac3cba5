import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { AuditService } from '../../audit/audit.service.js';
import { MailService } from '../../mail/mail.service.js';
import { DelegateContacts } from '../../suppliers/delegate-contacts.service.js';
import type { AssessmentRow } from '../assessment.queries.js';
import { LinksService } from '../links.service.js';
import type { NewDelegationDto } from './delegations.dto.js';

/** Gives a colleague a link of their own to some chapters, and writes to them. */
@Injectable()
export class HandingOver {
  constructor(
    private readonly contacts: DelegateContacts,
    private readonly links: LinksService,
    private readonly mail: MailService,
    private readonly audit: AuditService,
  ) {}

  /** @returns the link's id. @throws DomainError DELEGATE_ARCHIVED, DELEGATE_IS_SELF */
  async overWithin(db: EntityManager, actor: RespondentActor, assessment: AssessmentRow, body: NewDelegationDto): Promise<string> {
    const contactId = await this.contacts.findOrAddWithin(db, actor, body);
    if (contactId === actor.contactId)
      throw new DomainError('DELEGATE_IS_SELF', 'invalid', 'This is your own address; you hold the whole already.', [
        { path: 'email', code: 'DELEGATE_IS_SELF', message: 'your own address' },
      ]);
    const { id: assessmentId, supplier_id: supplierId, due_on: dueOn } = assessment;
    const { chapters } = body;
    const link = this.links.make({ supplierId, assessmentId, contactId, dueOn, chapters, delegatedBy: actor.contactId });
    await this.links.storeWithin(db, actor.tenantId, [link]);
    await this.mail.queueWithin(db, actor, { kind: 'chapter_delegated', contactId, linkId: link.id });
    await this.audit.record(db, actor, {
      action: 'chapters.delegated',
      subjectKind: 'assessment',
      subjectId: assessmentId,
      after: { linkId: link.id, contactId, chapters },
    });
    return link.id;
  }

  async tellTakenBack(
    db: EntityManager,
    actor: RespondentActor,
    link: { readonly linkId: string; readonly contactId: string },
  ): Promise<void> {
    await this.audit.record(db, actor, {
      action: 'chapters.taken_back',
      subjectKind: 'assessment',
      subjectId: actor.assessmentId,
      after: { ...link },
    });
  }
}
