import type { EntityManager } from 'typeorm';

/** A sealed name with the key that opens it. */
export interface SealedName {
  readonly id: string;
  readonly key_id: string;
  readonly name_sealed: Buffer | null;
}

/** Names of contacts; `people`: also of the tenant's own, whom a respondent's transaction cannot read. */
export function sealedNames(db: EntityManager, tenantId: string, ids: readonly string[], people: boolean): Promise<SealedName[]> {
  const from = (table: 'contact' | 'person'): string =>
    `SELECT id, key_id, name_sealed FROM ${table} WHERE tenant_id = $1 AND id = ANY ($2::uuid[])`;
  return db.query(people ? `${from('contact')} UNION ALL ${from('person')}` : from('contact'), [tenantId, ids]);
}
