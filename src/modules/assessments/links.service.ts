import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OPEN_STATES } from '../../domain/assessment/assessment-states.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { AssessmentId, ContactId, SupplierId, TenantId } from '../../domain/shared/ids.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { type PersonActor, type RespondentActor, systemOf } from '../../platform/auth/actor.js';
import { hashSecret, readToken, sameHash } from '../../platform/auth/secrets.js';
import { Clock } from '../../platform/clock/clock.js';
import { SETTINGS, type Settings } from '../../platform/config/tokens.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { respondUrl } from '../../platform/auth/link-urls.js';
import { type AssessmentRow, lockAssessment } from './assessment.queries.js';
import { linkExpiry } from './link-dates.js';
import { linkExpired, linkInvalid, linkRevoked } from './new-link/link-refusals.js';
import type { LinkView, NewLinkDto, NewLinkView } from './links.dto.js';
import { contactStatus, findLink, insertLinks, type LinkRow, linksOf, type NewLink, revokeLink } from './links.queries.js';

/** Whom a new link is for; `chapters` left out: the whole. */
export interface LinkTerms {
  readonly supplierId: string;
  readonly assessmentId: string;
  readonly contactId: string;
  readonly dueOn: IsoDate;
  readonly chapters?: readonly string[] | null;
  readonly delegatedBy?: string | null;
  readonly renewedFrom?: string | null;
}

/** A contact's ways in: who comes through one, and how an officer makes and revokes them. */
@Injectable()
export class LinksService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Opening never consumes a link. @throws DomainError LINK_INVALID, LINK_EXPIRED, LINK_REVOKED */
  async respondentOf(token: string): Promise<RespondentActor> {
    const read = readToken('plk', token);
    const link = read === null ? null : await this.db.transaction(systemOf(read.tenantId), (db) => findLink(db, read.tenantId, read.id));
    if (read === null || link === null || !sameHash(link.secret_hash, hashSecret(read.secret))) {
      throw linkInvalid();
    }
    if (link.revoked_at !== null || link.contact_status !== 'active') throw linkRevoked(link);
    if (link.expires_at <= this.clock.now()) throw linkExpired(link);
    return {
      kind: 'contact',
      tenantId: read.tenantId as TenantId,
      supplierId: link.supplier_id as SupplierId,
      contactId: link.contact_id as ContactId,
      assessmentId: link.assessment_id as AssessmentId,
      linkId: link.id,
      chapters: link.chapters,
    };
  }

  /** A new link that is not stored yet. */
  make(of: LinkTerms): NewLink {
    const id = newId<string>();
    return {
      id,
      supplierId: of.supplierId,
      assessmentId: of.assessmentId,
      contactId: of.contactId,
      secretHash: hashSecret(this.vault.linkSecret(id)),
      expiresAt: linkExpiry(of.dueOn, this.clock.today()),
      chapters: of.chapters ?? null,
      delegatedBy: of.delegatedBy ?? null,
      renewedFrom: of.renewedFrom ?? null,
    };
  }

  async storeWithin(db: EntityManager, tenantId: string, links: readonly NewLink[]): Promise<void> {
    if (links.length > 0) await insertLinks(db, tenantId, this.clock.now(), links);
  }

  /** @throws DomainError ASSESSMENT_NOT_FOUND, ASSESSMENT_CLOSED, ASSESSMENT_WITHOUT_RESPONDENT, CONTACT_UNKNOWN */
  create(actor: PersonActor, assessmentId: string, { contactId }: NewLinkDto): Promise<NewLinkView> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, assessmentId);
      await this.checkNewLink(db, actor, assessment, contactId);
      const link = this.make({ supplierId: assessment.supplier_id, assessmentId, contactId, dueOn: assessment.due_on });
      await this.storeWithin(db, actor.tenantId, [link]);
      await this.audit.record(db, actor, {
        action: 'link.created',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { linkId: link.id, contactId },
      });
      const url = this.addressOf(actor.tenantId, link.id);
      return {
        id: link.id,
        contactId,
        expiresAt: link.expiresAt.toISOString(),
        revokedAt: null,
        createdAt: this.clock.instant(),
        chapters: null,
        delegatedBy: null,
        revokedReason: null,
        url,
      };
    });
  }

  /** Revoking a link twice is no fault. @throws DomainError LINK_NOT_FOUND */
  async revoke(actor: PersonActor, assessmentId: string, linkId: string): Promise<void> {
    await this.db.transaction(actor, async (db) => {
      const link = await findLink(db, actor.tenantId, linkId);
      if (link === null || link.assessment_id !== assessmentId)
        throw new DomainError('LINK_NOT_FOUND', 'not_found', 'This assessment has no such link.');
      if (!(await revokeLink(db, actor.tenantId, { assessmentId, id: linkId, reason: 'officer', now: this.clock.now() }))) return;
      await this.audit.record(db, actor, {
        action: 'link.revoked',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { linkId, contactId: link.contact_id },
      });
    });
  }

  /** What a contact opens; made again each time, for it is stored nowhere. */
  addressOf(tenantId: string, linkId: string): string {
    return respondUrl(this.settings.publicUrl, tenantId, linkId, this.vault.linkSecret(linkId));
  }

  async list(db: EntityManager, tenantId: string, assessmentId: string): Promise<LinkView[]> {
    return (await linksOf(db, tenantId, assessmentId)).map(viewLink);
  }

  private async checkNewLink(db: EntityManager, actor: PersonActor, assessment: AssessmentRow, contactId: string): Promise<void> {
    if (assessment.audience === 'buyer') {
      throw new DomainError(
        'ASSESSMENT_WITHOUT_RESPONDENT',
        'conflict',
        "The buyer's own questions are answered by an officer, without a link.",
      );
    }
    if (!OPEN_STATES.includes(assessment.state))
      throw new DomainError('ASSESSMENT_CLOSED', 'conflict', 'This assessment is closed; there is nothing to answer.');
    if ((await contactStatus(db, actor.tenantId, assessment.supplier_id, contactId)) === 'active') return;
    throw new DomainError('CONTACT_UNKNOWN', 'invalid', 'The assessed supplier has no such active contact.', [
      { path: 'contactId', code: 'CONTACT_UNKNOWN', message: 'no active contact of this supplier' },
    ]);
  }
}

const viewLink = (row: LinkRow): LinkView => ({
  id: row.id,
  contactId: row.contact_id,
  expiresAt: row.expires_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  chapters: row.chapters === null ? null : [...row.chapters],
  delegatedBy: row.delegated_by,
  revokedReason: row.revoked_reason,
});
