import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import type { OverrideDirection, OverrideStanding } from '../../domain/overrides/override-rules.js';
import { standingOf } from '../../domain/overrides/override-rules.js';
import type { Band } from '../../domain/scoring/methodology.js';
import { Clock } from '../../platform/clock/clock.js';
import { Vault } from '../../platform/vault/vault.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { openOverrides } from './overrides.queries.js';
import { computedOf, judgedOf } from './override-rows.js';

const BANDS = ['low', 'medium', 'high', 'critical'];

/** An officer's own judgement beside a computed score, never in its place; a supplier never sees it. */
export class ShownOverride {
  @ApiProperty()
  id: string;

  @ApiProperty({ type: Number, nullable: true, description: 'null: the band alone is overridden.' })
  residual: number | null;

  @ApiProperty({ enum: BANDS })
  band: Band;

  @ApiProperty({ enum: ['up', 'down'] })
  direction: OverrideDirection;

  @ApiProperty({ type: String, nullable: true, description: 'null where it was erased.' })
  reason: string | null;

  @ApiProperty({ description: 'Id of the person who judged so.' })
  by: string;

  @ApiProperty({ type: String, nullable: true, description: 'Id of the second person, who approved a lower score.' })
  approvedBy: string | null;

  @ApiProperty({ format: 'date', description: 'The last day on which it holds.' })
  until: string;

  @ApiProperty({
    enum: ['proposed', 'in_force', 'overtaken', 'suspended'],
    description:
      '`proposed` waits for a second person; `overtaken`: the computed score has gone past it; `suspended`: a zero-tolerance case is open above it. Only `in_force` counts.',
  })
  state: OverrideStanding;
}

/** What officers judge of sites, to be shown wherever the computed score stands. */
@Injectable()
export class OverridesBeside {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** By site; only what is proposed or stands, and has not expired. */
  async of(db: EntityManager, tenantId: string, siteIds: readonly string[]): Promise<ReadonlyMap<string, ShownOverride>> {
    const rows = siteIds.length === 0 ? [] : await openOverrides(db, siteIds);
    if (rows.length === 0) return new Map();
    const method = (await this.methods.of(db, tenantId)).body;
    const ring = await this.vault.ring(
      db,
      tenantId,
      rows.map((row) => row.key_id),
    );
    const today = this.clock.today();
    return new Map(
      rows.flatMap((row): [string, ShownOverride][] => {
        const computed = computedOf(row);
        const state = computed === null ? row.state : standingOf(method, judgedOf(row), computed, today);
        if (state === 'expired') return [];
        const { id, residual, band, direction, proposed_by: by, approved_by: approvedBy, until } = row;
        return [
          [row.site_id, { id, residual, band, direction, reason: ring.open(row.key_id, row.reason_sealed), by, approvedBy, until, state }],
        ];
      }),
    );
  }
}
