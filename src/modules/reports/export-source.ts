import type { EntityManager } from 'typeorm';
import { csvText, inBatches } from '../../platform/csv/csv-text.js';
import { jsonText, rawArrayText } from './export-text.js';
import type { ShownOverride } from '../overrides/overrides-beside.service.js';
import { actionBatch, findingBatch, FIRST, receiptBatch, siteBatch, supplierBatch } from './exports.queries.js';
import { ACTION, type Fields, FINDING, type Judged, SITE, SUPPLIER, viewItem } from './exports.view.js';

export type ExportKind = 'suppliers' | 'sites' | 'findings' | 'actions' | 'receipts';

/** What is asked for. */
export interface Wanted {
  readonly kind: ExportKind;
  readonly format: 'csv' | 'json';
  readonly language: string;
  readonly bom: boolean;
}

export interface Counted {
  rows: number;
}

const BATCH = 1_000;

/** Receipts are some tens of kilobytes each. */
const RECEIPTS = 100;

/** What officers judge beside the computed scores of sites. */
export type Beside = (db: EntityManager, siteIds: readonly string[]) => Promise<ReadonlyMap<string, ShownOverride>>;

type ReadBatch<Row> = (db: EntityManager, tenantId: string, after: string, limit: number) => Promise<readonly Row[]>;
type Items = (db: EntityManager, tenantId: string, language: string, beside: Beside) => AsyncIterable<readonly object[]>;

interface Table {
  readonly columns: readonly string[];
  readonly items: Items;
}

/** `siteOf`: the site whose score a row shows; null: none. */
function table<Row extends { readonly id: string }, Item extends object>(
  read: ReadBatch<Row>,
  fields: Fields<Row & Judged, Item>,
  siteOf: (row: Row) => string | null = () => null,
): Table {
  return {
    columns: Object.keys(fields),
    async *items(db, tenantId, language, beside) {
      const batches = inBatches((after, limit) => read(db, tenantId, after, limit), FIRST, BATCH);
      for await (const rows of batches) {
        const overrides = await beside(
          db,
          rows.flatMap((row) => siteOf(row) ?? []),
        );
        yield rows.map((row) => viewItem(fields, { ...row, override: overrides.get(siteOf(row) ?? '') }, language));
      }
    },
  };
}

const TABLES: Readonly<Record<Exclude<ExportKind, 'receipts'>, Table>> = {
  suppliers: table(supplierBatch, SUPPLIER, (row) => row.worst_site_id),
  sites: table(siteBatch, SITE, (row) => row.id),
  findings: table(findingBatch, FINDING),
  actions: table(actionBatch, ACTION),
};

/** The text of an export piece by piece, as the transaction sees the rows; what has been read is counted on the way. */
export function exportText(
  db: EntityManager,
  tenantId: string,
  wanted: Wanted,
  about: object,
  counted: Counted,
  beside: Beside,
): AsyncIterable<string> {
  if (wanted.kind === 'receipts') return rawArrayText(counting(receipts(db, tenantId), counted));
  const { columns, items } = TABLES[wanted.kind];
  const batches = counting(items(db, tenantId, wanted.language, beside), counted);
  return wanted.format === 'csv' ? csvText(columns, batches, wanted.bom) : jsonText(about, batches);
}

async function* receipts(db: EntityManager, tenantId: string): AsyncGenerator<readonly string[]> {
  const batches = inBatches((after, limit) => receiptBatch(db, tenantId, after, limit), FIRST, RECEIPTS);
  for await (const rows of batches) yield rows.map(({ receipt }) => receipt);
}

async function* counting<T>(batches: AsyncIterable<readonly T[]>, counted: Counted): AsyncGenerator<readonly T[]> {
  for await (const batch of batches) {
    counted.rows += batch.length;
    yield batch;
  }
}
