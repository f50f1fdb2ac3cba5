import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../../platform/auth/actor.js';
import { Vault } from '../../../platform/vault/vault.js';
import { sealedNames } from './review-names.queries.js';

/** Who said something, by name: contacts to whoever may read the round, the buyer's people to their own alone. */
@Injectable()
export class ReviewNames {
  constructor(private readonly vault: Vault) {}

  /** By id; whoever is erased is missing. */
  async of(db: EntityManager, actor: Actor, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(ids.filter((id) => id !== null))];
    if (wanted.length === 0) return new Map();
    const rows = await sealedNames(db, actor.tenantId, wanted, actor.kind === 'person');
    const ring = await this.vault.ring(
      db,
      actor.tenantId,
      rows.map(({ key_id: keyId }) => keyId),
    );
    return new Map(
      rows.flatMap(({ id, key_id: keyId, name_sealed: sealed }) => {
        const name = ring.open(keyId, sealed);
        return name === null ? [] : [[id, name] as const];
      }),
    );
  }
}
