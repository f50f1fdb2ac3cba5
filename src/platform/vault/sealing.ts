import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** A key for one purpose, from the master key: the key that wraps is not the key that hashes. */
export const purposeKey = (master: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, '', `plumbline/${purpose}`, 32));

/** AES-256-GCM; `bound` (tenant and key id) must be the same when opening, so that a sealed value cannot be moved to another row's owner. */
export function seal(key: Buffer, plain: Buffer, bound: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the value was changed, or sealed with another key or for another owner. */
export function open(key: Buffer, sealed: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(bound));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
}

/** Finds a row by a personal value without storing the value. */
export const keyedHash = (key: Buffer, tenantId: string, value: string): string =>
  createHmac('sha256', key)
    .update(`${tenantId}:${value.normalize('NFKC').trim().toLowerCase()}`)
    .digest('hex');
