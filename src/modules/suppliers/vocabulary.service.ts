import { Injectable } from '@nestjs/common';
import type { Indices } from '../../domain/indices/indices.js';
import { countryLookup } from '../../domain/suppliers/country-codes.js';
import type { ImportVocabulary } from '../../domain/suppliers/import-row.js';
import type { Actor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';

const KEPT = 32;

/** The codes that facts about suppliers are checked against, from the indices in force for a tenant. */
@Injectable()
export class VocabularyService {
  /** By the hash of the indices they are from. */
  private readonly kept = new Map<string, ImportVocabulary>();

  constructor(
    private readonly db: TenantDb,
    private readonly indices: IndicesInForce,
  ) {}

  /** Never within a transaction: it begins one of its own. */
  async vocabulary(actor: Actor): Promise<ImportVocabulary> {
    const { sha256, body } = await this.db.transaction(actor, (db) => this.indices.of(db, actor.tenantId));
    const known = this.kept.get(sha256) ?? vocabularyOf(body);
    this.kept.delete(sha256);
    this.kept.set(sha256, known);
    const [longestAgo] = this.kept.keys();
    if (this.kept.size > KEPT && longestAgo !== undefined) this.kept.delete(longestAgo);
    return known;
  }
}

function vocabularyOf(indices: Indices): ImportVocabulary {
  const regions = new Map<string, readonly string[]>();
  for (const entry of indices.stateImposed.entries) regions.set(entry.iso3, [...(regions.get(entry.iso3) ?? []), ...entry.regions]);
  return {
    country: countryLookup(indices.countries.countries),
    divisions: new Set(indices.sectors.sectors.map(({ isic }) => isic)),
    goods: new Set(indices.goods.goods.map(({ id }) => id)),
    regions,
  };
}
