import { Injectable } from '@nestjs/common';
import { FAILURES_BEFORE_LOCK, LOCK_MINUTES } from '../../domain/people/people.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { systemOf } from '../../platform/auth/actor.js';
import { NOBODYS_HASH, passwordFits } from '../../platform/auth/passwords.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { TenantDirectory } from '../tenants/tenant-directory.service.js';
import type { SignInDto } from './identity.dto.js';
import { type OpenSession, SessionsService } from './sessions.service.js';
import { type Attempt, forgiveAttempts } from './sign-in.queries.js';
import { SignInAttempts } from './sign-in-attempts.service.js';

/** Looked up for where there is no such organisation, so that the same statements run. */
const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** A refusal comes no sooner than this, which hides whether a row was written on the way. */
const REFUSAL_MS = 250;

/** Lets people in. Whether an organisation or an address is known, or locked, cannot be told from the answer or its time. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: TenantDb,
    private readonly directory: TenantDirectory,
    private readonly vault: Vault,
    private readonly sessions: SessionsService,
    private readonly attempts: SignInAttempts,
  ) {}

  /** @throws DomainError SIGN_IN_FAILED */
  async signIn({ tenant, email, password }: SignInDto): Promise<OpenSession> {
    const pause = new Promise<void>((resolve) => setTimeout(resolve, REFUSAL_MS));
    const tenantId = (await this.directory.tenantIdOf(tenant.trim().toLowerCase())) ?? NO_TENANT;
    const attempt = await this.attempts.begin(tenantId, this.vault.hash(tenantId, email));
    const fits = await passwordFits(attempt?.password_hash ?? NOBODYS_HASH, password);
    const session = attempt !== null && fits ? await this.open(attempt) : null;
    if (session !== null) return session;
    if (attempt !== null && attempt.locked_until !== null) await this.attempts.tellOfLock(attempt);
    await pause;
    throw new DomainError(
      'SIGN_IN_FAILED',
      'unauthenticated',
      `The organisation, the e-mail address or the password is not right. After ${FAILURES_BEFORE_LOCK} failures in a row, wait ${LOCK_MINUTES} minutes.`,
    );
  }

  private open(attempt: Attempt): Promise<OpenSession | null> {
    const { tenant_id: tenantId, id, password_hash: passwordHash } = attempt;
    return this.db.transaction(systemOf(tenantId), async (db) => {
      if (passwordHash === null || !(await forgiveAttempts(db, tenantId, id, passwordHash))) return null;
      return this.sessions.openWithin(db, attempt);
    });
  }
}
