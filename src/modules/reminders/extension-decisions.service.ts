import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { MailService } from '../mail/mail.service.js';
import { decideExtension, type ExtensionRow, liveLinkOf } from './extensions.queries.js';

export interface ExtensionDecision {
  readonly state: 'approved' | 'declined';
  readonly grantedUntil: IsoDate | null;
  readonly comment: string | null;
}

/** Writes an officer's decision down and tells the contact who asked. */
@Injectable()
export class ExtensionDecisionsService {
  constructor(
    private readonly vault: Vault,
    private readonly mail: MailService,
    private readonly audit: AuditService,
  ) {}

  /** Two officers who decide at once take turns: the second finds it decided. @throws DomainError EXTENSION_DECIDED */
  async decideWithin(
    db: EntityManager,
    actor: PersonActor,
    asked: ExtensionRow,
    { state, grantedUntil, comment }: ExtensionDecision,
    now: Date,
  ): Promise<void> {
    const { tenantId } = actor;
    const ring = await this.vault.ring(db, tenantId, [asked.key_id]);
    const commentSealed = ring.sealOrNull(asked.key_id, comment);
    const decision = { state, grantedUntil, commentSealed, decidedBy: actor.personId, decidedAt: now };
    if (!(await decideExtension(db, tenantId, asked.id, decision)))
      throw new DomainError('EXTENSION_DECIDED', 'conflict', 'Somebody has decided this already.');
    await this.audit.record(db, actor, {
      action: `extension.${state}`,
      subjectKind: 'assessment',
      subjectId: asked.assessment_id,
      before: { state: 'open' },
      after: { extensionId: asked.id, until: asked.until, grantedUntil },
    });
    const { assessment_id: assessmentId, contact_id: contactId } = asked;
    const linkId = await liveLinkOf(db, tenantId, { assessmentId, contactId }, now);
    if (linkId === null) return;
    const kind = state === 'approved' ? 'extension_approved' : 'extension_declined';
    await this.mail.queueWithin(db, actor, { kind, contactId, linkId, ...(grantedUntil === null ? {} : { day: grantedUntil }) });
  }
}
