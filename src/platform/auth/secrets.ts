import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, safe in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export const sameHash = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/** A secret that can be made again for the same row, so that a mail sent twice carries the same link and none is ever stored. */
export const derivedSecret = (key: Buffer, purpose: string, id: string): string =>
  createHmac('sha256', key).update(`${purpose}:${id}`).digest('base64url');

export interface TenantToken {
  readonly tenantId: string;
  readonly id: string;
  readonly secret: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Tokens name their tenant and row, so that no look-up ever crosses tenants: `<prefix>_<tenant>.<row>.<secret>`. */
export const writeToken = (prefix: string, { tenantId, id, secret }: TenantToken): string => `${prefix}_${tenantId}.${id}.${secret}`;

/** null where the text is no such token. */
export function readToken(prefix: string, text: string): TenantToken | null {
  if (!text.startsWith(`${prefix}_`) || text.length > 300) return null;
  const [tenantId, id, secret, ...rest] = text.slice(prefix.length + 1).split('.');
  if (tenantId === undefined || id === undefined || secret === undefined || rest.length > 0) return null;
  return UUID.test(tenantId) && UUID.test(id) && secret.length >= 40 ? { tenantId, id, secret } : null;
}
