import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { hashPassword, NOBODYS_HASH, passwordFits } from '../../platform/auth/passwords.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import type { ChangePasswordDto } from './identity.dto.js';
import { readPerson } from './people.queries.js';
import { endSessionsOf } from './sessions.queries.js';
import { replacePassword } from './sign-in.queries.js';

/** People change their own passwords; nobody sets another's. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: TenantDb,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Ends every other session of the person: whoever knew the old password is out. @throws DomainError PASSWORD_WRONG */
  async change(actor: PersonActor, { currentPassword, newPassword }: ChangePasswordDto): Promise<void> {
    const person = await this.db.transaction(actor, (db) => readPerson(db, actor.tenantId, actor.personId));
    const stored = person?.password_hash ?? NOBODYS_HASH;
    if (!(await passwordFits(stored, currentPassword))) throw wrongPassword();
    const replacement = await hashPassword(newPassword);
    await this.db.transaction(actor, async (db) => {
      if (!(await replacePassword(db, actor.tenantId, actor.personId, { from: stored, to: replacement }))) throw wrongPassword();
      const whose = { tenantId: actor.tenantId, personId: actor.personId, except: actor.sessionId };
      const sessionsEnded = await endSessionsOf(db, whose, 'password_changed', this.clock.now());
      const after = { fields: ['password'], sessionsEnded };
      await this.audit.record(db, actor, { action: 'person.password_changed', subjectKind: 'person', subjectId: actor.personId, after });
    });
  }
}

const wrongPassword = (): DomainError =>
  new DomainError('PASSWORD_WRONG', 'invalid', 'The current password is not right.', [
    { path: 'currentPassword', code: 'PASSWORD_WRONG', message: 'is not right' },
  ]);
