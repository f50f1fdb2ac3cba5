import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { derivedSecret } from '../auth/secrets.js';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { newId } from '../db/ids.js';
import { KeyRing } from './key-ring.js';
import { keyedHash, open, purposeKey, seal } from './sealing.js';

export type KeySubject = 'person' | 'contact' | 'case';

/** A row of `data_key`, for inserts of many at once. */
export interface NewKey {
  readonly id: string;
  readonly subject: KeySubject;
  readonly supplierId: string | null;
  readonly wrapped: Buffer;
  /** The key itself, to seal with before the row is written. */
  readonly ring: KeyRing;
}

/** Personal data is sealed with a key per person, contact or case; wiping the key erases the data wherever it lies, backups of rows included. */
@Injectable()
export class Vault {
  private readonly wrapping: Buffer;
  private readonly lookup: Buffer;
  private readonly links: Buffer;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.wrapping = purposeKey(settings.masterKey, 'wrap');
    this.lookup = purposeKey(settings.masterKey, 'lookup');
    this.links = purposeKey(settings.masterKey, 'links');
  }

  /** Keyed hash of a personal value, for look-ups and for audit events. */
  hash(tenantId: string, value: string): string {
    return keyedHash(this.lookup, tenantId, value);
  }

  /** The secret of a link, made again whenever its mail is sent. */
  linkSecret(linkId: string): string {
    return derivedSecret(this.links, 'link', linkId);
  }

  /** The secret of a survey's link, made again whenever its address is shown or printed. */
  surveySecret(surveyId: string): string {
    return derivedSecret(this.links, 'worker-survey', surveyId);
  }

  /** A new key that is not stored yet. */
  makeKey(tenantId: string, subject: KeySubject, supplierId: string | null): NewKey {
    const id = newId<string>();
    const key = randomBytes(32);
    const wrapped = seal(this.wrapping, key, `${tenantId}/${id}`);
    return { id, subject, supplierId, wrapped, ring: new KeyRing(tenantId, new Map([[id, key]])) };
  }

  /** Stores keys made by `makeKey`, in one statement. */
  async storeKeys(db: EntityManager, tenantId: string, keys: readonly NewKey[]): Promise<void> {
    if (keys.length === 0) return;
    await db.query(
      `INSERT INTO data_key (tenant_id, id, subject, supplier_id, wrapped, created_at)
       SELECT $1, k.id, k.subject, k.supplier_id, k.wrapped, $2 FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::bytea[]) AS k (id, subject, supplier_id, wrapped)`,
      [
        tenantId,
        this.clock.now(),
        keys.map((key) => key.id),
        keys.map((key) => key.subject),
        keys.map((key) => key.supplierId),
        keys.map((key) => key.wrapped),
      ],
    );
  }

  /** A new key, stored. */
  async createKey(db: EntityManager, tenantId: string, subject: KeySubject, supplierId: string | null): Promise<NewKey> {
    const key = this.makeKey(tenantId, subject, supplierId);
    await this.storeKeys(db, tenantId, [key]);
    return key;
  }

  /** The keys with these ids; an erased one is missing, and what it sealed reads as null. */
  async ring(db: EntityManager, tenantId: string, keyIds: readonly string[]): Promise<KeyRing> {
    const rows: { id: string; wrapped: Buffer | null }[] =
      keyIds.length === 0
        ? []
        : await db.query('SELECT id, wrapped FROM data_key WHERE tenant_id = $1 AND id = ANY ($2::uuid[])', [
            tenantId,
            [...new Set(keyIds)],
          ]);
    const keys = new Map<string, Buffer>();
    for (const { id, wrapped } of rows) if (wrapped !== null) keys.set(id, open(this.wrapping, wrapped, `${tenantId}/${id}`));
    return new KeyRing(tenantId, keys);
  }

  /** Wipes a key for good. @throws DomainError ALREADY_ERASED */
  async erase(db: EntityManager, tenantId: string, keyId: string): Promise<void> {
    const [rows]: [{ id: string }[]] = await db.query(
      'UPDATE data_key SET wrapped = NULL, erased_at = $3 WHERE tenant_id = $1 AND id = $2 AND wrapped IS NOT NULL RETURNING id',
      [tenantId, keyId, this.clock.now()],
    );
    if (rows.length === 0) throw new DomainError('ALREADY_ERASED', 'gone', 'This person has been erased already.');
  }
}
