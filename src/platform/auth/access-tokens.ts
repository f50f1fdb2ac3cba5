import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { purposeKey } from '../vault/sealing.js';

export const ACCESS_TOKEN_MINUTES = 15;

export interface AccessClaims {
  readonly tenantId: string;
  readonly personId: string;
  readonly sessionId: string;
}

/** Short-lived signed tokens that say who signed in; what the person may do is read from the database on every request. */
@Injectable()
export class AccessTokens {
  private readonly key: Buffer;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.key = purposeKey(settings.masterKey, 'access-tokens');
  }

  issue({ tenantId, personId, sessionId }: AccessClaims): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ tid: tenantId, sid: sessionId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(personId)
      .setIssuer('plumbline')
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_MINUTES * 60)
      .sign(this.key);
  }

  /** null for a token that is not ours or has expired. */
  async read(token: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify(token, this.key, { issuer: 'plumbline', algorithms: ['HS256'], currentDate: this.clock.now() });
      const { sub, tid, sid } = payload as { sub?: string; tid?: string; sid?: string };
      return sub === undefined || tid === undefined || sid === undefined ? null : { tenantId: tid, personId: sub, sessionId: sid };
    } catch {
      return null;
    }
  }
}
