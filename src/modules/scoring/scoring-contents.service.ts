import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Indices } from '../../domain/indices/indices.js';
import type { Manual } from '../../domain/manual/manual.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import type { Published } from '../content/content.service.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';

/** The content a score is computed by. */
export interface ScoringContent {
  readonly manual: Published<Manual>;
  readonly methodology: Published<Methodology>;
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

  inForce(db: EntityManager, tenantId: string): Promise<ScoringContent> {
    return this.with(db, tenantId, this.manuals.of(db, tenantId));
  }

  /** With the manual that a receipt names: an old score is explained in the words it was asked in. */
  ofReceipt(db: EntityManager, tenantId: string, { manual }: Receipt): Promise<ScoringContent> {
    return this.with(db, tenantId, this.manuals.version(db, tenantId, manual.id, manual.version));
  }

  private async with(db: EntityManager, tenantId: string, asked: Promise<Published<Manual>>): Promise<ScoringContent> {
    const manual = await asked;
    const methodology = await this.methods.of(db, tenantId);
    const indices = await this.indices.of(db, tenantId);
    return { manual, methodology, indices };
  }
}
