import type { EntityManager } from 'typeorm';
import type { Manner, Shown } from '../../domain/signals/signal-kinds.js';
import type { Observation, SignalKind } from '../../domain/signals/site-signal.js';
import type { Cursor } from '../../platform/db/pages.js';

/** A finding that a signal raised, as far as its reader must know of it. */
export interface SignalFindingRow {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly zeroTolerance: boolean;
  readonly state: string;
}

export interface SignalRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly kind: SignalKind;
  readonly outcome: string;
  readonly manner: Manner | null;
  readonly level: number | null;
  readonly observed_on: string;
  readonly observations: readonly Observation[];
  readonly ilo: readonly number[];
  readonly shows: readonly Shown[];
  readonly origin: string;
  readonly visibility: 'held' | 'released';
  readonly document_id: string | null;
  readonly third_party_result_id: string | null;
  readonly key_id: string;
  readonly text_sealed: Buffer | null;
  readonly withdrawal_sealed: Buffer | null;
  readonly entered_by: string | null;
  readonly entered_at: Date;
  readonly withdrawn_at: Date | null;
  readonly withdrawn_by: string | null;
  readonly version: number;
  readonly findings: readonly SignalFindingRow[];
}

const SELECT = `SELECT g.id, g.supplier_id, g.site_id, g.kind, g.outcome, g.manner, g.level, to_char(g.observed_on, 'YYYY-MM-DD') AS observed_on, g.observations,
    g.ilo, g.shows, g.origin, g.visibility, g.document_id, g.third_party_result_id, g.key_id, g.text_sealed, g.withdrawal_sealed, g.entered_by, g.entered_at,
    g.withdrawn_at, g.withdrawn_by, g.version,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'ruleId', f.rule_id, 'severity', f.severity, 'zeroTolerance', f.zero_tolerance, 'state', f.state)
                     ORDER BY f.id), '[]'::jsonb)
     FROM finding f WHERE f.tenant_id = g.tenant_id AND f.signal_id = g.id) AS findings
  FROM signal g`;

/** Newest first; one row more than `limit`. */
export function listSignals(db: EntityManager, siteId: string, after: Cursor | null, limit: number): Promise<SignalRow[]> {
  return db.query(
    `${SELECT} WHERE g.tenant_id = (SELECT current_tenant()) AND g.site_id = $1 AND ($2::uuid IS NULL OR g.id < $2) ORDER BY g.id DESC LIMIT $3`,
    [siteId, after?.id ?? null, limit + 1],
  );
}

export async function readSignal(db: EntityManager, id: string): Promise<SignalRow | null> {
  const rows: SignalRow[] = await db.query(`${SELECT} WHERE g.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Locks its site first, as scoring and sending do, so that none waits for another. */
export async function lockSignal(db: EntityManager, id: string): Promise<SignalRow | null> {
  await db.query(
    'SELECT s.id FROM site s JOIN signal g ON g.tenant_id = s.tenant_id AND g.site_id = s.id WHERE g.id = $1 FOR NO KEY UPDATE OF s',
    [id],
  );
  await db.query('SELECT id FROM signal WHERE id = $1 FOR UPDATE', [id]);
  return readSignal(db, id);
}

export interface LockedSite {
  readonly siteId: string;
  readonly supplierId: string;
  readonly archived: boolean;
}

/** What is said of one site is entered one after another. null: there is no such site. */
export async function lockSignalSite(db: EntityManager, siteId: string): Promise<LockedSite | null> {
  const rows: LockedSite[] = await db.query(
    `SELECT s.id AS "siteId", s.supplier_id AS "supplierId", s.status = 'archived' OR p.status = 'archived' AS archived
     FROM site s JOIN supplier p ON p.tenant_id = s.tenant_id AND p.id = s.supplier_id WHERE s.id = $1 FOR NO KEY UPDATE OF s`,
    [siteId],
  );
  return rows[0] ?? null;
}

export async function siteIsKnown(db: EntityManager, siteId: string): Promise<boolean> {
  const rows: unknown[] = await db.query('SELECT FROM site WHERE id = $1', [siteId]);
  return rows.length > 0;
}

/** A document of a supplier, and whether its bytes are kept. */
export interface Proof {
  readonly id: string;
  readonly sha256: string;
  readonly kept: boolean;
}

export async function readProof(db: EntityManager, supplierId: string, id: string): Promise<Proof | null> {
  const rows: Proof[] = await db.query(
    'SELECT id, sha256, storage_key IS NOT NULL AS kept FROM document WHERE id = $1 AND supplier_id = $2',
    [id, supplierId],
  );
  return rows[0] ?? null;
}

export interface NewSignal {
  readonly id: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly kind: SignalKind;
  readonly outcome: string;
  readonly manner: Manner | null;
  readonly level: number | null;
  readonly observedOn: string;
  readonly observations: readonly Observation[];
  readonly manualFamily: string;
  readonly ilo: readonly number[];
  readonly shows: readonly Shown[];
  readonly origin: string;
  readonly visibility: 'held' | 'released';
  readonly documentId: string | null;
  readonly documentSha256: string | null;
  readonly thirdPartyResultId: string | null;
  readonly keyId: string;
  readonly textSealed: Buffer | null;
  readonly entryHash: string | null;
  readonly enteredBy: { readonly kind: 'person' | 'system'; readonly id: string | null };
  readonly enteredAt: Date;
}

/** @returns false where the same was entered already and stands */
export async function insertSignal(db: EntityManager, tenantId: string, one: NewSignal): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO signal (tenant_id, id, supplier_id, site_id, kind, outcome, manner, level, observed_on, observations, manual_family, ilo, shows, origin, visibility,
                         document_id, third_party_result_id, key_id, text_sealed, entry_hash, entered_by_kind, entered_by, entered_at, document_sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      tenantId,
      one.id,
      one.supplierId,
      one.siteId,
      one.kind,
      one.outcome,
      one.manner,
      one.level,
      one.observedOn,
      JSON.stringify(one.observations),
      one.manualFamily,
      one.ilo,
      one.shows,
      one.origin,
      one.visibility,
      one.documentId,
      one.thirdPartyResultId,
      one.keyId,
      one.textSealed,
      one.entryHash,
      one.enteredBy.kind,
      one.enteredBy.id,
      one.enteredAt,
      one.documentSha256,
    ],
  );
  return rows.length > 0;
}

export async function withdrawSignal(db: EntityManager, id: string, by: string | null, at: Date, sealed: Buffer | null): Promise<void> {
  await db.query('UPDATE signal SET withdrawn_at = $2, withdrawn_by = $3, withdrawal_sealed = $4, version = version + 1 WHERE id = $1', [
    id,
    at,
    by,
    sealed,
  ]);
}

export async function showSignal(db: EntityManager, id: string, visibility: 'held' | 'released'): Promise<void> {
  await db.query('UPDATE signal SET visibility = $2, version = version + 1 WHERE id = $1', [id, visibility]);
}

export interface StandingTestimony {
  readonly id: string;
  readonly kind: SignalKind;
  readonly outcome: string;
  readonly ilo: readonly number[];
  readonly shows: readonly Shown[];
}

/** What stands of a site and has come since people last closed a case of this rule, oldest first. */
export function testimoniesSince(db: EntityManager, siteId: string, ruleId: string): Promise<readonly StandingTestimony[]> {
  return db.query(
    `SELECT g.id, g.kind, g.outcome, g.ilo, g.shows FROM signal g
     WHERE g.site_id = $1 AND g.withdrawn_at IS NULL AND g.entered_at > coalesce(
       (SELECT max(f.closed_at) FROM finding f WHERE f.tenant_id = g.tenant_id AND f.site_id = g.site_id AND f.rule_id = $2), '-infinity')
     ORDER BY g.id`,
    [siteId, ruleId],
  );
}
