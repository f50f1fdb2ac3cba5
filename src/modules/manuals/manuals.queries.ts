import type { EntityManager } from 'typeorm';

/** One version that may be sent or was, without what it asks. */
export interface ManualVersionRow {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
  readonly origin: 'shipped' | 'own';
  readonly state: 'published' | 'retired';
  readonly inForce: boolean;
  readonly loadedAt: Date;
  /** The head of the body: title, source, licence and the like. */
  readonly outline: Readonly<Record<string, unknown>>;
}

/** Where a page of versions begins. */
export interface VersionMark {
  readonly id: string;
  readonly version: string;
  readonly origin: string;
}

/** By id, the newest version first; one more than `limit`. Of a shipped and an own version of one name only the own one is ever used. */
export function listManualVersions(
  db: EntityManager,
  tenantId: string,
  inForce: { readonly id: string; readonly version: string },
  after: VersionMark | null,
  limit: number,
): Promise<ManualVersionRow[]> {
  return db.query(
    `SELECT v.id, v.version, v.sha256, v.origin, v.state, v.at AS "loadedAt", v.id = $2 AND v.version = $3 AND v.origin = v.used AS "inForce",
            v.body - ARRAY['chapters', 'contradictions'] AS outline
     FROM (SELECT c.id, c.version, c.sha256, 'shipped' AS origin, 'published' AS state, c.loaded_at AS at, c.body,
                  CASE WHEN EXISTS (SELECT FROM tenant_manual o WHERE o.tenant_id = $1 AND o.manual_id = c.id AND o.version = c.version AND o.state <> 'draft')
                       THEN 'own' ELSE 'shipped' END AS used
           FROM content_version c WHERE c.kind = 'manual'
           UNION ALL
           SELECT manual_id, version, sha256, 'own', state, published_at, body, 'own' FROM tenant_manual WHERE tenant_id = $1 AND state <> 'draft') v
     WHERE $4::text IS NULL OR v.id > $4 COLLATE "C"
       OR (v.id = $4 AND (string_to_array(v.version, '.')::integer[] < string_to_array($5, '.')::integer[] OR (v.version = $5 AND v.origin > $6)))
     ORDER BY v.id COLLATE "C", string_to_array(v.version, '.')::integer[] DESC, v.origin LIMIT $7`,
    [tenantId, inForce.id, inForce.version, after?.id ?? null, after?.version ?? null, after?.origin ?? null, limit + 1],
  );
}

/** State of a version of the tenant's own; undefined: it is not one, or a draft. */
export async function ownState(
  db: EntityManager,
  tenantId: string,
  { id, version }: { readonly id: string; readonly version: string },
): Promise<'published' | 'retired' | undefined> {
  const rows: { state: 'published' | 'retired' }[] = await db.query(
    `SELECT state FROM tenant_manual WHERE tenant_id = $1 AND manual_id = $2 AND version = $3 AND state <> 'draft'`,
    [tenantId, id, version],
  );
  return rows[0]?.state;
}
