import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Indices } from '../../domain/indices/indices.js';
import type { Manual } from '../../domain/manual/manual.js';
import { withSectorValues } from '../../domain/methods/with-sector-values.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import type { Published } from '../content/content.service.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { type MethodInForce, MethodsInForce } from '../content/methods-in-force.service.js';

/** The content a score is computed by. */
export interface ScoringContent {
  readonly manual: Published<Manual>;
  readonly methodology: Published<Methodology>;
  /** With the sector values of the method. */
  readonly indices: Published<Indices>;
}

/** Finds the content by which a tenant's scores are computed, or were. */
@Injectable()
export class ScoringContents {
  constructor(
    private readonly manuals: ManualsInForce,
    private readonly methods: MethodsInForce,
    private readonly indices: IndicesInForce,
  ) {}

  async inForce(db: EntityManager, tenantId: string): Promise<ScoringContent> {
    return this.under(db, tenantId, await this.methods.of(db, tenantId));
  }

  /** As it would be by another method, all else being in force. */
  async under(db: EntityManager, tenantId: string, method: MethodInForce): Promise<ScoringContent> {
    return this.with(db, tenantId, await this.manuals.of(db, tenantId), method);
  }

  /** With the manual and the method that a receipt names: an old score is explained in the words it was asked in, under its own method. */
  async ofReceipt(db: EntityManager, tenantId: string, { manual, method }: Receipt): Promise<ScoringContent> {
    const asked = await this.manuals.version(db, tenantId, manual.id, manual.version);
    return this.with(db, tenantId, asked, await this.methods.named(db, tenantId, method));
  }

  private async with(db: EntityManager, tenantId: string, manual: Published<Manual>, method: MethodInForce): Promise<ScoringContent> {
    const indices = await this.indices.of(db, tenantId);
    return { manual, methodology: method, indices: { ...indices, body: withSectorValues(indices.body, method.adjustments.sectorValues) } };
  }
}
