import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type LoadedEdition, loadedInForce } from '../../domain/indices/editions-in-force.js';
import { INDEX_IDS, type IndexId, withEditions } from '../../domain/indices/index-ids.js';
import type { Indices } from '../../domain/indices/indices.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import { ContentService, type Published } from './content.service.js';
import { editionBodies, type LoadedRow, newestLoaded } from './index-editions.queries.js';

const KEPT = 32;

/** Which editions of the indices a tenant's scores go by: the shipped ones, and those of its own that are as new or newer. */
@Injectable()
export class IndicesInForce {
  /** By what they are made of; equal content is shared between tenants. */
  private readonly kept = new Map<string, Published<Indices>>();

  constructor(private readonly content: ContentService) {}

  async of(db: EntityManager, tenantId: string): Promise<Published<Indices>> {
    const shipped = await this.content.indices();
    const loaded = await newestLoaded(db, tenantId);
    const chosen = loaded.length === 0 ? new Map<IndexId, LoadedRow>() : loadedInForce(shipped.body, loaded);
    return chosen.size === 0 ? shipped : this.together(db, tenantId, shipped, chosen);
  }

  /** The tenant's own editions that are in force: index -> id. `beside` is one that is not stored, or not yet. */
  async own(db: EntityManager, tenantId: string, beside: readonly LoadedEdition[] = []): Promise<ReadonlyMap<IndexId, string>> {
    const shipped = await this.content.indices();
    const chosen = loadedInForce<LoadedEdition>(shipped.body, [...(await newestLoaded(db, tenantId)), ...beside]);
    return new Map([...chosen].map(([index, { id }]) => [index, id]));
  }

  private async together(
    db: EntityManager,
    tenantId: string,
    shipped: Published<Indices>,
    chosen: ReadonlyMap<IndexId, LoadedRow>,
  ): Promise<Published<Indices>> {
    const own = INDEX_IDS.flatMap((index) => chosen.get(index) ?? []);
    const key = [shipped.sha256, ...own.map(({ index, sha256 }) => `${index} ${sha256}`)].join(' ');
    const known = this.kept.get(key) ?? (await this.read(db, tenantId, shipped, own));
    this.kept.delete(key);
    this.kept.set(key, known);
    const [longestAgo] = this.kept.keys();
    if (this.kept.size > KEPT && longestAgo !== undefined) this.kept.delete(longestAgo);
    return known;
  }

  private async read(
    db: EntityManager,
    tenantId: string,
    shipped: Published<Indices>,
    own: readonly LoadedRow[],
  ): Promise<Published<Indices>> {
    const bodies = await editionBodies(
      db,
      tenantId,
      own.map(({ id }) => id),
    );
    const body = withEditions(
      shipped.body,
      new Map(
        own.flatMap(({ index, id }) => {
          const found = bodies.get(id);
          return found === undefined ? [] : [[index, found] as const];
        }),
      ),
    );
    const version = [shipped.version, ...own.map(({ index, edition }) => `${index} ${edition}`)].join(' + ');
    return { id: shipped.id, version, sha256: sha256Hex(canonicalJson(body)), body };
  }
}
