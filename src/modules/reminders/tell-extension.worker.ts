import { Injectable } from '@nestjs/common';
import { inCharge } from '../../domain/reminders/recipients.js';
import { systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { MailService } from '../mail/mail.service.js';
import { takeUntold } from './extensions.queries.js';
import { personRecipient } from './rounds-to-remind.js';
import { activeAdmins } from './rounds.queries.js';
import { tellExtension } from './tell-extension.job.js';

/** Writes to the relationship's owner, else to the officer who sent the round, else to the admins; once, however often it runs. */
@Injectable()
@Handles(tellExtension)
export class TellExtensionWorker implements JobHandler<typeof tellExtension> {
  constructor(
    private readonly db: TenantDb,
    private readonly mail: MailService,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId, extensionId }: PayloadOf<typeof tellExtension.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    await this.db.transaction(actor, async (db) => {
      const asked = await takeUntold(db, tenantId, extensionId, this.clock.now());
      if (asked === null) return;
      const admins = (await activeAdmins(db, tenantId)).flatMap((id) => personRecipient(id) ?? []);
      const people = {
        contact: null,
        secondContact: null,
        owner: personRecipient(asked.owner_id),
        sender: personRecipient(asked.sender_id),
        admins,
      };
      await this.mail.queueAllWithin(
        db,
        actor,
        inCharge(people).map(({ id: personId }) => ({
          kind: 'extension_requested' as const,
          personId,
          assessmentId: asked.assessment_id,
          day: asked.until,
        })),
      );
    });
  }
}
