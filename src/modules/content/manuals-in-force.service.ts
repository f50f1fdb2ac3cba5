import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual } from '../../domain/manual/manual.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { toManual } from '../../platform/content/to-manual.js';
import { ContentService, type Published } from './content.service.js';

interface ManualRow {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
}

const KEPT = 32;

/** Which manual a tenant goes by: the one it chose among its own, else the shipped one of the newest version. */
@Injectable()
export class ManualsInForce {
  private readonly kept = new Map<string, Published<Manual>>();

  constructor(private readonly content: ContentService) {}

  async of(db: EntityManager, tenantId: string): Promise<Published<Manual>> {
    const rows: ManualRow[] = await db.query(
      `SELECT m.manual_id AS id, m.version, m.sha256 FROM manual_choice c
       JOIN tenant_manual m ON m.tenant_id = c.tenant_id AND m.id = c.tenant_manual_id WHERE c.tenant_id = $1`,
      [tenantId],
    );
    return rows[0] === undefined ? this.content.manual() : this.own(db, tenantId, rows[0]);
  }

  /** A published or retired manual of the tenant's, or a shipped one. @throws DomainError MANUAL_NOT_FOUND */
  async version(db: EntityManager, tenantId: string, id: string, version: string): Promise<Published<Manual>> {
    const rows: ManualRow[] = await db.query(
      `SELECT manual_id AS id, version, sha256 FROM tenant_manual WHERE tenant_id = $1 AND manual_id = $2 AND version = $3 AND state <> 'draft'`,
      [tenantId, id, version],
    );
    return rows[0] === undefined ? this.shipped(db, id, version) : this.own(db, tenantId, rows[0]);
  }

  /** Read through the caller's own connection: were a second one needed, callers who hold all of them would wait for each other for ever. */
  private shipped(db: EntityManager, id: string, version: string): Promise<Published<Manual>> {
    return this.keep(`shipped/${id}/${version}`, () => this.content.manualVersion(db, id, version));
  }

  private own(db: EntityManager, tenantId: string, { id, version, sha256 }: ManualRow): Promise<Published<Manual>> {
    return this.keep(`${tenantId}/${id}/${version}/${sha256}`, () => this.read(db, tenantId, id, version));
  }

  /** What lies under a key never changes, so it is unpacked once. */
  private async keep(key: string, read: () => Promise<Published<Manual>>): Promise<Published<Manual>> {
    const known = this.kept.get(key) ?? (await read());
    this.kept.delete(key);
    this.kept.set(key, known);
    const [longestAgo] = this.kept.keys();
    if (this.kept.size > KEPT && longestAgo !== undefined) this.kept.delete(longestAgo);
    return known;
  }

  private async read(db: EntityManager, tenantId: string, id: string, version: string): Promise<Published<Manual>> {
    const rows: Published<unknown>[] = await db.query(
      'SELECT manual_id AS id, version, sha256, body FROM tenant_manual WHERE tenant_id = $1 AND manual_id = $2 AND version = $3',
      [tenantId, id, version],
    );
    if (rows[0] === undefined) throw new DomainError('MANUAL_NOT_FOUND', 'not_found', 'There is no such manual, or no such version of it.');
    return { ...rows[0], body: toManual(rows[0].body) };
  }
}
