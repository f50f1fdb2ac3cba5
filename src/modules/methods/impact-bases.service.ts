import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { ScoringContents } from '../scoring/scoring-contents.service.js';
import type { ImpactBasis, ImpactRow } from './impact.queries.js';
import type { MethodDetail } from './methods.queries.js';
import { methodNotFound } from './refusals.js';

/** What a report compares: a method, and all that is in force. Where any of it is another by now, the report says nothing any more. */
@Injectable()
export class ImpactBases {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly contents: ScoringContents,
  ) {}

  /** @throws DomainError METHOD_NOT_FOUND where the tenant has no method in force */
  async of(db: EntityManager, tenantId: string, { id, sha256 }: Pick<MethodDetail, 'id' | 'sha256'>): Promise<ImpactBasis> {
    const { rowId, sha256: againstSha256 } = await this.methods.of(db, tenantId);
    if (rowId === null) throw methodNotFound();
    const { manual, indices } = await this.contents.inForce(db, tenantId);
    return {
      methodId: id,
      methodSha256: sha256,
      againstId: rowId,
      againstSha256,
      manualSha256: manual.sha256,
      indicesSha256: indices.sha256,
    };
  }

  /** Once the method itself is in force its report is history. */
  async isCurrent(db: EntityManager, tenantId: string, method: MethodDetail, impact: ImpactRow): Promise<boolean> {
    const now = await this.of(db, tenantId, method);
    return (['methodSha256', 'againstSha256', 'manualSha256', 'indicesSha256'] as const).every((name) => now[name] === impact[name]);
  }
}
