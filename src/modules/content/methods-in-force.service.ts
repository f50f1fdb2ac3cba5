import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Adjustments, NO_ADJUSTMENTS } from '../../domain/methods/adjustments.js';
import { mergeMethod } from '../../domain/methods/merge-method.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { ContentService, type Published } from './content.service.js';
import {
  adjustmentsOf,
  baseVersionOn,
  insertFirstMethod,
  methodRow,
  methodRowOfHash,
  methodRowOn,
  type MethodRow,
} from './methods-in-force.queries.js';

/** A whole method, floors and cadence in it; the adjusted sector values belong into the indices (`withSectorValues`). */
export interface MethodInForce extends Published<Methodology> {
  /** Always the same object for the same method. */
  readonly adjustments: Adjustments;
  /** Id of the tenant's row; null: the tenant has none, and goes by the newest shipped version. */
  readonly rowId: string | null;
  /** The shipped version under it. */
  readonly baseVersion: string;
}

const KEPT = 64;

/** Which method a tenant's scores go by: the latest it adopted whose day has come. A newer shipped version changes nothing until it is adopted. */
@Injectable()
export class MethodsInForce {
  private readonly kept = new Map<string, MethodInForce>();

  constructor(
    private readonly content: ContentService,
    private readonly clock: Clock,
  ) {}

  async of(db: EntityManager, tenantId: string): Promise<MethodInForce> {
    const row = await methodRowOn(db, tenantId, this.clock.today());
    return row === undefined ? shipped(await this.content.methodology()) : this.whole(db, tenantId, row);
  }

  /** The shipped version under the method in force, without anything of the tenant's own: what a supplier's transaction can read too. */
  async figuresOf(db: EntityManager, tenantId: string): Promise<Published<Methodology>> {
    const version = await baseVersionOn(db, tenantId, this.clock.today());
    return version === undefined ? this.content.methodology() : this.content.methodologyVersion(version);
  }

  /** The method of one row, whatever its state; undefined where there is none. */
  async ofRow(db: EntityManager, tenantId: string, id: string): Promise<MethodInForce | undefined> {
    const row = await methodRow(db, tenantId, id);
    return row === undefined ? undefined : this.whole(db, tenantId, row);
  }

  /** The method that a score names: the tenant's own, or a shipped version. @throws DomainError METHODOLOGY_NOT_FOUND */
  async named(db: EntityManager, tenantId: string, { version, sha256 }: Pick<Methodology, 'version' | 'sha256'>): Promise<MethodInForce> {
    const row = await methodRowOfHash(db, tenantId, sha256);
    return row === undefined ? shipped(await this.content.methodologyVersion(version)) : this.whole(db, tenantId, row);
  }

  /** What a method would be with these adjustments. */
  async madeOf(baseVersion: string, number: number, adjustments: Adjustments): Promise<MethodInForce> {
    return { ...merged(await this.content.methodologyVersion(baseVersion), number, adjustments), rowId: null };
  }

  /** A new tenant begins with the newest shipped version, and stays at it until it adopts another. */
  async beginWithin(db: EntityManager, tenantId: string): Promise<void> {
    const { version, sha256 } = await this.content.methodology();
    await insertFirstMethod(db, tenantId, { id: newId<string>(), version, sha256, adjustments: NO_ADJUSTMENTS, now: this.clock.now() });
  }

  /** What lies under a row and hash never changes, so it is put together once. */
  private async whole(db: EntityManager, tenantId: string, row: MethodRow): Promise<MethodInForce> {
    const key = `${tenantId}/${row.id}/${row.sha256}`;
    const known = this.kept.get(key) ?? (await this.read(db, tenantId, row));
    this.kept.delete(key);
    this.kept.set(key, known);
    const [longestAgo] = this.kept.keys();
    if (this.kept.size > KEPT && longestAgo !== undefined) this.kept.delete(longestAgo);
    return known;
  }

  private async read(db: EntityManager, tenantId: string, { id, number, baseVersion, sha256 }: MethodRow): Promise<MethodInForce> {
    const adjustments = await adjustmentsOf(db, tenantId, id, sha256);
    if (adjustments === undefined)
      throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
    return { ...merged(await this.content.methodologyVersion(baseVersion), number, adjustments), rowId: id };
  }
}

function merged(base: Published<Methodology>, number: number, adjustments: Adjustments): Omit<MethodInForce, 'rowId'> {
  const body = mergeMethod(base.body, number, adjustments);
  return { id: body.id, version: body.version, sha256: body.sha256, body, adjustments, baseVersion: base.version };
}

const shipped = (method: Published<Methodology>): MethodInForce => ({
  ...method,
  adjustments: NO_ADJUSTMENTS,
  rowId: null,
  baseVersion: method.version,
});
