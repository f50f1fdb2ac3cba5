import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Indices } from '../../domain/indices/indices.js';
import { withSectorValues } from '../../domain/methods/with-sector-values.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { IndicesInForce } from './indices-in-force.service.js';
import { MethodsInForce } from './methods-in-force.service.js';

/** By what risk is judged before anybody answers. */
export interface Basis {
  readonly methodology: Methodology;
  /** With the sector values of the method. */
  readonly indices: Indices;
}

/** Finds the method and the indices that a tenant goes by, fitted together: whoever needs both asks here, so that no sector value is forgotten. */
@Injectable()
export class RiskBasis {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly indices: IndicesInForce,
  ) {}

  async of(db: EntityManager, tenantId: string): Promise<Basis> {
    const method = await this.methods.of(db, tenantId);
    const indices = await this.indices.of(db, tenantId);
    return { methodology: method.body, indices: withSectorValues(indices.body, method.adjustments.sectorValues) };
  }
}
