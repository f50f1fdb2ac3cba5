import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { HOURS_BETWEEN_LINKS, mayAskForNewLink } from '../../../domain/assessment/new-link.js';
import { type SystemActor, systemOf } from '../../../platform/auth/actor.js';
import { hashSecret, readToken, sameHash, type TenantToken } from '../../../platform/auth/secrets.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { AuditService } from '../../audit/audit.service.js';
import { MailService } from '../../mail/mail.service.js';
import { lockAssessment } from '../assessment.queries.js';
import { findLink, type LinkRow, revokeLink } from '../links.queries.js';
import { LinksService } from '../links.service.js';
import { standingOf } from './link-refusals.js';
import { renewedSince } from './new-link.queries.js';

/** Sends a new link to the contact to whom the old one belongs, and to nobody else. */
@Injectable()
export class NewLinkService {
  constructor(
    private readonly db: TenantDb,
    private readonly links: LinksService,
    private readonly mail: MailService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Never says whether anything was sent. */
  async ask(token: string): Promise<void> {
    const read = readToken('plk', token.trim());
    if (read === null) return;
    const actor = systemOf(read.tenantId);
    await this.db.transaction(actor, (db) => this.askWithin(db, actor, read));
  }

  private async askWithin(db: EntityManager, actor: SystemActor, { tenantId, id, secret }: TenantToken): Promise<void> {
    const found = await findLink(db, tenantId, id);
    if (found === null || !sameHash(found.secret_hash, hashSecret(secret))) return;
    // Of many who ask at once the first is heard, and the others find that it was.
    const assessment = await lockAssessment(db, tenantId, found.assessment_id);
    const link = await findLink(db, tenantId, id);
    if (link === null || !mayAskForNewLink(standingOf(link))) return;
    const asked = { contactId: link.contact_id, assessmentId: assessment.id, since: this.hourAgo() };
    if (await renewedSince(db, tenantId, asked)) return;
    await this.send(db, actor, link, assessment.due_on);
  }

  private async send(db: EntityManager, actor: SystemActor, link: LinkRow, dueOn: string): Promise<void> {
    const made = this.links.make({
      supplierId: link.supplier_id,
      assessmentId: link.assessment_id,
      contactId: link.contact_id,
      dueOn,
      chapters: link.chapters,
      delegatedBy: link.delegated_by,
      renewedFrom: link.id,
    });
    await this.links.storeWithin(db, actor.tenantId, [made]);
    await revokeLink(db, actor.tenantId, { assessmentId: link.assessment_id, id: link.id, reason: 'rotation', now: this.clock.now() });
    await this.mail.queueWithin(db, actor, { kind: 'link_renewed', contactId: link.contact_id, linkId: made.id });
    await this.audit.record(db, actor, {
      action: 'link.renewed',
      subjectKind: 'assessment',
      subjectId: link.assessment_id,
      before: { linkId: link.id },
      after: { linkId: made.id, contactId: link.contact_id },
    });
  }

  private hourAgo(): Date {
    return new Date(this.clock.now().getTime() - HOURS_BETWEEN_LINKS * 3_600_000);
  }
}
