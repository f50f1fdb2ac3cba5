import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Adjustments } from '../../domain/methods/adjustments.js';
import { checkAdjustments } from '../../domain/methods/check-adjustments.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { ContentService } from '../content/content.service.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import type { NewMethodDto } from './methods.dto.js';
import type { MethodContent } from './methods.queries.js';
import { requireSound } from './refusals.js';

/** Makes a method of a shipped version and a tenant's adjustments, judged by the manual and the indices in force. */
@Injectable()
export class MethodMaker {
  constructor(
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly indices: IndicesInForce,
    private readonly methods: MethodsInForce,
  ) {}

  /** @throws DomainError METHODOLOGY_UNKNOWN, METHOD_INVALID */
  async make(db: EntityManager, tenantId: string, number: number, dto: NewMethodDto): Promise<MethodContent> {
    const baseVersion = await this.baseVersion(dto.basedOn);
    const adjustments = adjustmentsIn(dto);
    await this.requireSound(db, tenantId, baseVersion, adjustments);
    const { version, sha256 } = await this.methods.madeOf(baseVersion, number, adjustments);
    return { name: dto.name.trim(), baseVersion, label: version, sha256, adjustments };
  }

  /** When it is written, and again before it counts: the manual may be another by then. @throws DomainError METHOD_INVALID, with every place */
  async requireSound(db: EntityManager, tenantId: string, baseVersion: string, adjustments: Adjustments): Promise<void> {
    const base = await this.content.methodologyVersion(baseVersion);
    const manual = await this.manuals.of(db, tenantId);
    const indices = await this.indices.of(db, tenantId);
    requireSound(checkAdjustments(adjustments, { base: base.body, manual: manual.body, indices: indices.body }));
  }

  /** Shipped versions that came after one. */
  async newerThan(version: string): Promise<readonly string[]> {
    const versions = await this.content.methodologyVersions();
    return versions.slice(versions.indexOf(version) + 1);
  }

  private async baseVersion(wanted: string | undefined): Promise<string> {
    const versions = await this.content.methodologyVersions();
    const found = wanted === undefined ? versions.at(-1) : versions.find((version) => version === wanted);
    if (found !== undefined) return found;
    const message = `There is no shipped version ${wanted ?? ''} of the method.`;
    throw new DomainError('METHODOLOGY_UNKNOWN', 'invalid', message, [{ path: 'basedOn', code: 'METHODOLOGY_UNKNOWN', message }]);
  }
}

/** Plain values in a fixed order: what is stored and hashed is what was read, and nothing else that a body may bear. */
const adjustmentsIn = ({ sectorValues = [], floors = [], cadence = null }: NewMethodDto): Adjustments => ({
  sectorValues: sectorValues.map(({ isic, value, reason }) => ({ isic, value, reason: { ...reason } })),
  floors: floors.map(({ id, value, when, reason }) => ({ id, value, when, reason: { ...reason } })),
  cadence: cadence === null ? null : { critical: cadence.critical, high: cadence.high, medium: cadence.medium, low: cadence.low },
});
