import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SystemActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { AuditService } from '../../audit/audit.service.js';
import { MailService } from '../../mail/mail.service.js';
import { LinksService } from '../links.service.js';
import { type EndingProof, endingProofs, markSeen } from './tend-documents.queries.js';

const KIND = 'evidence_expiring';
/** Days before the end at which a letter goes out, the last one first: whoever is told late is told once. */
const STEPS: readonly number[] = [7, 30];

/** Tells a supplier in good time that a document will prove nothing any more. */
@Injectable()
export class ExpiryLetters {
  constructor(
    private readonly links: LinksService,
    private readonly mail: MailService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Once a day; each letter goes out once, whoever calls. */
  async writeWithin(db: EntityManager, actor: SystemActor): Promise<void> {
    const today = this.clock.today();
    if (!(await markSeen(db, actor.tenantId, today))) return;
    for (const days of STEPS) {
      const ending = await endingProofs(db, actor.tenantId, KIND, today, days);
      await this.write(db, actor, ending, days);
    }
  }

  private async write(db: EntityManager, actor: SystemActor, ending: readonly EndingProof[], days: number): Promise<void> {
    const letters = ending.map((proof) => ({
      proof,
      link: this.links.make({
        supplierId: proof.supplierId,
        assessmentId: proof.assessmentId,
        contactId: proof.contactId,
        dueOn: proof.endsOn,
      }),
    }));
    await this.links.storeWithin(
      db,
      actor.tenantId,
      letters.map(({ link }) => link),
    );
    await this.mail.queueAllWithin(
      db,
      actor,
      letters.map(({ proof, link }) => ({
        kind: KIND,
        contactId: proof.contactId,
        linkId: link.id,
        assessmentId: proof.assessmentId,
        day: proof.endsOn,
      })),
    );
    await this.audit.recordAll(
      db,
      actor,
      ending.map(({ siteId, questions, endsOn }) => ({
        action: 'evidence.expiry_told',
        subjectKind: 'site',
        subjectId: siteId,
        after: { questions, endsOn, days },
      })),
    );
  }
}
