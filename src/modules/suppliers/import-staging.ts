import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import type { Problem } from '../../domain/shared/domain-error.js';
import type { SupplierDraft } from '../../domain/suppliers/import-row.js';

/** A contact as it is stored: sealed before it leaves the process. */
export interface SealedContact {
  readonly id: string;
  readonly keyId: string;
  readonly wrapped: Buffer;
  readonly nameSealed: Buffer | null;
  readonly emailSealed: Buffer;
  readonly emailHash: string;
  readonly language: string;
}

/** A row on its way into the database; without a draft it is rejected. */
export interface StagedRow {
  readonly line: number;
  readonly draft: SupplierDraft | null;
  readonly notes: readonly Problem[];
  /** Ids to take if the row makes a supplier or a site. */
  readonly supplierId: string;
  readonly siteId: string;
  readonly contact: SealedContact | null;
}

/** What a row says, what there is already, and what will become of it. Of this transaction alone: COPY is refused where rows are protected. */
const TABLE = `CREATE TEMP TABLE import_row (
  line integer NOT NULL, notes jsonb NOT NULL, outcome text,
  name text, name_key text COLLATE "C", country text COLLATE "C", address text, identity_key text COLLATE "C", region text, latitude float8, longitude float8,
  isic text, goods_mode text, goods jsonb, goods_unmatched jsonb, workers integer, spend float8, currency text, tier integer,
  new_supplier_id uuid, new_site_id uuid, new_contact_id uuid, key_id uuid, wrapped bytea, name_sealed bytea, email_sealed bytea, email_hash text, language text,
  supplier_id uuid, site_id uuid, duplicate_of_line integer,
  makes_supplier boolean NOT NULL DEFAULT false, changes_site boolean NOT NULL DEFAULT false,
  changes_relationship boolean NOT NULL DEFAULT false, adds_contact boolean NOT NULL DEFAULT false
) ON COMMIT DROP`;

const COLUMNS = `line, notes, outcome, name, name_key, country, address, identity_key, region, latitude, longitude,
  isic, goods_mode, goods, goods_unmatched, workers, spend, currency, tier,
  new_supplier_id, new_site_id, new_contact_id, key_id, wrapped, name_sealed, email_sealed, email_hash, language`;

const BATCH_CHARACTERS = 65_536;

/** Streams rows into the temporary table `import_row`; what the source throws ends the transaction. */
export async function stageRows(db: EntityManager, rows: AsyncIterable<StagedRow>): Promise<void> {
  if (db.queryRunner === undefined) throw new Error('rows are staged within a transaction');
  await db.query(TABLE);
  const client = (await db.queryRunner.connect()) as pg.PoolClient;
  await pipeline(Readable.from(batches(rows)), client.query(copyFrom(`COPY import_row (${COLUMNS}) FROM STDIN`)));
  await db.query('CREATE UNIQUE INDEX ON import_row (line)');
  await db.query('ANALYZE import_row');
}

async function* batches(rows: AsyncIterable<StagedRow>): AsyncGenerator<string> {
  let batch = '';
  for await (const row of rows) {
    batch += `${valuesOf(row).map(encode).join('\t')}\n`;
    if (batch.length >= BATCH_CHARACTERS) {
      yield batch;
      batch = '';
    }
  }
  if (batch !== '') yield batch;
}

type Value = string | number | Buffer | null;

function valuesOf({ line, draft, notes, supplierId, siteId, contact }: StagedRow): Value[] {
  const facts: Value[] =
    draft === null
      ? Array.from({ length: 18 }, () => null)
      : [
          draft.name,
          draft.nameKey,
          draft.country,
          draft.address,
          draft.identityKey,
          draft.region,
          draft.latitude,
          draft.longitude,
          draft.isic,
          draft.goods?.mode ?? null,
          jsonOrNull(draft.goods?.items),
          jsonOrNull(draft.goods?.unmatched),
          draft.workers,
          draft.spend,
          draft.currency,
          draft.tier,
          supplierId,
          siteId,
        ];
  const person: Value[] =
    contact === null
      ? Array.from({ length: 7 }, () => null)
      : [contact.id, contact.keyId, contact.wrapped, contact.nameSealed, contact.emailSealed, contact.emailHash, contact.language];
  return [line, JSON.stringify(notes), draft === null ? 'rejected' : null, ...facts, ...person];
}

const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value in COPY's text format. */
function encode(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  return value.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}
