import { Injectable } from '@nestjs/common';
import { FAILURES_BEFORE_LOCK, LOCK_MINUTES } from '../../domain/people/people.js';
import { systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { type Attempt, beginAttempt } from './sign-in.queries.js';

/** Counts wrong passwords and locks an account for a while after too many in a row. */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly db: TenantDb,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** null where nobody active has this address, or the account is locked. */
  begin(tenantId: string, emailHash: string): Promise<Attempt | null> {
    const now = this.clock.now();
    const lockUntil = new Date(now.getTime() + LOCK_MINUTES * 60_000);
    return this.db.transaction(systemOf(tenantId), (db) =>
      beginAttempt(db, { tenantId, emailHash, now, lockUntil, allowed: FAILURES_BEFORE_LOCK }),
    );
  }

  /** The lock itself was written with the attempt. */
  async tellOfLock({ tenant_id: tenantId, id, locked_until: until }: Attempt): Promise<void> {
    const actor = systemOf(tenantId);
    await this.db.transaction(actor, (db) =>
      this.audit.record(db, actor, {
        action: 'person.locked',
        subjectKind: 'person',
        subjectId: id,
        after: { until: until?.toISOString() },
      }),
    );
  }
}
