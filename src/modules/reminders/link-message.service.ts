import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { OPEN_STATES } from '../../domain/assessment/assessment-states.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { LinksService } from '../assessments/links.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ShortMessageService } from '../mail/short-message.service.js';
import type { LinkMessageView } from './link-message.dto.js';
import { type LinkToShare, linkToShare } from './link-message.queries.js';

/** Hands an officer a contact's link with a few words around it. Whoever holds the link can answer, so the log tells who had it shown. */
@Injectable()
export class LinkMessageService {
  constructor(
    private readonly db: TenantDb,
    private readonly links: LinksService,
    private readonly audit: AuditService,
    private readonly messages: ShortMessageService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError LINK_NOT_FOUND, LINK_REVOKED, LINK_EXPIRED, ASSESSMENT_CLOSED */
  read(actor: PersonActor, assessmentId: string, linkId: string, language: string | undefined): Promise<LinkMessageView> {
    const { tenantId } = actor;
    return this.db.transaction(actor, async (db) => {
      const link = requireOpen(await linkToShare(db, tenantId, assessmentId, linkId), this.clock.now());
      await this.audit.record(db, actor, {
        action: 'link.shown',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { linkId, contactId: link.contact_id },
      });
      return this.messages.compose([language, link.language], {
        buyer: link.buyer,
        site: link.site,
        due: link.due_on,
        link: this.links.addressOf(tenantId, linkId),
      });
    });
  }
}

function requireOpen(link: LinkToShare | null, now: Date): LinkToShare {
  if (link === null) throw new DomainError('LINK_NOT_FOUND', 'not_found', 'This assessment has no such link.');
  if (link.revoked_at !== null || link.contact_status !== 'active')
    throw new DomainError('LINK_REVOKED', 'gone', 'This link was withdrawn; make another one.');
  if (link.expires_at <= now) throw new DomainError('LINK_EXPIRED', 'gone', 'This link has expired; make another one.');
  if (!OPEN_STATES.includes(link.state))
    throw new DomainError('ASSESSMENT_CLOSED', 'conflict', 'This assessment is closed; there is nothing to answer.');
  return link;
}
