import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { REFRESH_DAYS } from '../../domain/people/people.js';
import { judgeRefresh, type RefreshVerdict } from '../../domain/people/refresh.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonId, TenantId } from '../../domain/shared/ids.js';
import { DAY_MS } from '../../domain/shared/instant.js';
import { type PersonActor, systemOf } from '../../platform/auth/actor.js';
import { AccessTokens } from '../../platform/auth/access-tokens.js';
import { hashSecret, newSecret, readToken, sameHash, writeToken } from '../../platform/auth/secrets.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import type { PersonRow } from './people.queries.js';
import { readPerson } from './people.queries.js';
import {
  endSession,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  readRoleInSession,
  type RefreshTokenRow,
  spendRefreshToken,
} from './sessions.queries.js';

const PREFIX = 'plr';

/** A running session with the refresh token that was just made for it. */
export interface OpenSession {
  readonly sessionId: string;
  readonly person: PersonRow;
  readonly refreshToken: string;
}

/** Sign-ins and the tokens that follow from them. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly db: TenantDb,
    private readonly accessTokens: AccessTokens,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Who presents this access token, with the role as it is now. @throws DomainError SIGN_IN_REQUIRED, SESSION_ENDED */
  async personOf(accessToken: string): Promise<PersonActor> {
    const claims = await this.accessTokens.read(accessToken);
    if (claims === null)
      throw new DomainError('SIGN_IN_REQUIRED', 'unauthenticated', 'This sign-in has expired; refresh it or sign in again.');
    const { tenantId, personId, sessionId } = claims;
    const role = await this.db.transaction(systemOf(tenantId), (db) => readRoleInSession(db, tenantId, sessionId, personId));
    if (role === null) throw sessionEnded();
    return { kind: 'person', tenantId: tenantId as TenantId, personId: personId as PersonId, sessionId, role };
  }

  /** Begins a session of someone whose password has been checked, within the transaction that says so. */
  async openWithin(db: EntityManager, person: PersonRow): Promise<OpenSession> {
    const sessionId = newId<string>();
    await insertSession(db, { tenantId: person.tenant_id, id: sessionId, personId: person.id, startedAt: this.clock.now() });
    const actor: PersonActor = {
      kind: 'person',
      tenantId: person.tenant_id as TenantId,
      personId: person.id as PersonId,
      sessionId,
      role: person.role,
    };
    await this.audit.record(db, actor, { action: 'session.started', subjectKind: 'session', subjectId: sessionId });
    return { sessionId, person, refreshToken: await this.makeRefreshToken(db, person.tenant_id, sessionId) };
  }

  /** Exchanges a refresh token for the next one. @throws DomainError REFRESH_TOKEN_INVALID, _REUSED, _EXPIRED, SESSION_ENDED */
  async rotate(refreshToken: string): Promise<OpenSession> {
    const token = readToken(PREFIX, refreshToken);
    if (token === null) throw REFUSALS.invalid();
    // The refusal is thrown after the commit: a family that is ended must stay ended although the answer is 401.
    const { verdict, session } = await this.db.transaction(systemOf(token.tenantId), async (db) => {
      const row = await lockRefreshToken(db, token.tenantId, token.id);
      const judged = judgeRefresh(presented(row, token.secret), this.clock.now().getTime());
      return { verdict: judged, session: row === null ? null : await this.carryOut(db, token.tenantId, row, judged) };
    });
    if (verdict !== 'rotate') throw REFUSALS[verdict]();
    if (session === null) throw REFUSALS.ended();
    return session;
  }

  async signOut(actor: PersonActor): Promise<void> {
    await this.db.transaction(actor, async (db) => {
      if (!(await endSession(db, actor.tenantId, actor.sessionId, 'signed_out', this.clock.now()))) return;
      await this.audit.record(db, actor, {
        action: 'session.ended',
        subjectKind: 'session',
        subjectId: actor.sessionId,
        after: { reason: 'signed_out' },
      });
    });
  }

  private async carryOut(db: EntityManager, tenantId: string, row: RefreshTokenRow, verdict: RefreshVerdict): Promise<OpenSession | null> {
    const now = this.clock.now();
    if (verdict === 'reused' && (await endSession(db, tenantId, row.session_id, 'token_reused', now))) {
      const after = { reason: 'token_reused', personId: row.person_id };
      await this.audit.record(db, systemOf(tenantId), {
        action: 'session.ended',
        subjectKind: 'session',
        subjectId: row.session_id,
        after,
      });
    }
    if (verdict !== 'rotate') return null;
    await spendRefreshToken(db, tenantId, row.id, now);
    const person = await readPerson(db, tenantId, row.person_id);
    if (person === null) return null;
    return { sessionId: row.session_id, person, refreshToken: await this.makeRefreshToken(db, tenantId, row.session_id) };
  }

  private async makeRefreshToken(db: EntityManager, tenantId: string, sessionId: string): Promise<string> {
    const [id, secret, now] = [newId<string>(), newSecret(), this.clock.now()];
    const expiresAt = new Date(now.getTime() + REFRESH_DAYS * DAY_MS);
    await insertRefreshToken(db, { tenantId, id, sessionId, secretHash: hashSecret(secret), issuedAt: now, expiresAt });
    return writeToken(PREFIX, { tenantId, id, secret });
  }
}

const presented = (row: RefreshTokenRow | null, secret: string) =>
  row === null
    ? null
    : {
        secretFits: sameHash(row.secret_hash, hashSecret(secret)),
        used: row.used_at !== null,
        expiresAt: row.expires_at.getTime(),
        sessionEnded: row.ended_at !== null,
        personStatus: row.status,
      };

const refused = (code: string, message: string) => (): DomainError => new DomainError(code, 'unauthenticated', message);

const sessionEnded = refused('SESSION_ENDED', 'This session has ended; sign in again.');

const REFUSALS: Readonly<Record<Exclude<RefreshVerdict, 'rotate'>, () => DomainError>> = {
  invalid: refused('REFRESH_TOKEN_INVALID', 'This refresh token is not one of ours.'),
  reused: refused('REFRESH_TOKEN_REUSED', 'This refresh token has been used before, so the session has been ended; sign in again.'),
  ended: sessionEnded,
  expired: refused('REFRESH_TOKEN_EXPIRED', 'This session was left alone too long; sign in again.'),
};
