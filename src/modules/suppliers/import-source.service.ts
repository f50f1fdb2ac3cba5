import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { findColumns, type ImportColumns } from '../../domain/suppliers/import-fields.js';
import { type ImportVocabulary, readRow, type SupplierDraft } from '../../domain/suppliers/import-row.js';
import type { Actor } from '../../platform/auth/actor.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { type CsvRecord, delimiterOf, readRecords } from './csv-records.js';
import type { ImportOptions } from './import-options.js';
import type { SealedContact, StagedRow } from './import-staging.js';
import { notCsv } from './receive-upload.js';
import { VocabularyService } from './vocabulary.service.js';

const MAX_COLUMNS = 200;

/** A file whose header has been understood. */
export interface ImportSource {
  /** Our fields with the names of their columns. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Rows as they are staged, read as a stream. */
  readonly rows: AsyncIterable<StagedRow>;
}

/** Reads supplier files: header first, then row by row, contacts sealed as they come. */
@Injectable()
export class ImportSourceService {
  constructor(
    private readonly vocabulary: VocabularyService,
    private readonly vault: Vault,
  ) {}

  /** @throws DomainError FILE_EMPTY, NOT_CSV, TOO_MANY_COLUMNS, COLUMN_MISSING, COLUMN_AMBIGUOUS; the first two also while rows are read */
  async open(actor: Actor, path: string, options: ImportOptions): Promise<ImportSource> {
    const vocabulary = await this.vocabulary.vocabulary(actor);
    const records = readRecords(path, options.delimiter ?? (await delimiterOf(path)));
    const first = await records.next();
    if (first.done === true) throw fileEmpty('The file is empty.');
    const header = first.value.cells;
    if (header.length > MAX_COLUMNS)
      throw new DomainError('TOO_MANY_COLUMNS', 'invalid', `The file has ${header.length} columns; at most ${MAX_COLUMNS} are read.`);
    const found = findColumns(header, options.mapping);
    if ('problems' in found)
      throw new DomainError(found.problems[0]?.code ?? 'COLUMN_MISSING', 'invalid', 'The columns of the file do not fit.', found.problems);
    const mapping = Object.fromEntries([...found.columns].map(([field, position]) => [field, (header[position] ?? '').trim()]));
    return { mapping, rows: this.rows(actor.tenantId, records, { columns: found.columns, width: header.length, vocabulary }) };
  }

  private async *rows(
    tenantId: string,
    records: AsyncIterable<CsvRecord>,
    { columns, width, vocabulary }: { readonly columns: ImportColumns; readonly width: number; readonly vocabulary: ImportVocabulary },
  ): AsyncGenerator<StagedRow> {
    let count = 0;
    let ragged = 0;
    let firstRagged: number | null = null;
    for await (const { line, cells } of records) {
      const reading = readRow(cells, columns, width, vocabulary);
      const notes = reading.draft === null ? reading.problems : reading.remarks;
      count += 1;
      if (notes.some(({ code }) => code === 'COLUMNS_MISMATCH')) {
        ragged += 1;
        firstRagged ??= line;
      }
      yield { line, draft: reading.draft, notes, supplierId: newId(), siteId: newId(), contact: this.seal(tenantId, reading.draft) };
    }
    if (count === 0) throw fileEmpty('The file has a header and no rows.');
    if (ragged > count / 2) throw notCsv('The file is not CSV: most rows have not as many cells as the header.', firstRagged);
  }

  private seal(tenantId: string, draft: SupplierDraft | null): SealedContact | null {
    const contact = draft?.contact ?? null;
    if (contact === null) return null;
    const { id: keyId, wrapped, ring } = this.vault.makeKey(tenantId, 'contact', null);
    return {
      id: newId(),
      keyId,
      wrapped,
      nameSealed: ring.sealOrNull(keyId, contact.name),
      emailSealed: ring.seal(keyId, contact.email),
      emailHash: this.vault.hash(tenantId, contact.email),
      language: contact.language,
    };
  }
}

const fileEmpty = (why: string): DomainError =>
  new DomainError('FILE_EMPTY', 'invalid', why, [{ path: 'file', code: 'FILE_EMPTY', message: why }]);
