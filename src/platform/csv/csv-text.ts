import { stringify } from 'csv-stringify/sync';

type Cell = string | number | boolean | null;
type Batches<T> = AsyncIterable<readonly T[]>;

/** Reads all rows by id, a batch at a time: memory holds one batch, and no row is left out. */
export async function* inBatches<Row extends { readonly id: string }>(
  read: (after: string, limit: number) => Promise<readonly Row[]>,
  first: string,
  limit: number,
): AsyncGenerator<readonly Row[]> {
  for (let after = first; ;) {
    const rows = await read(after, limit);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = last.id;
  }
}

/**
 * CSV after RFC 4180 in UTF-8, the header first, also where there are no rows. Lists are joined with "; ". A text that a spreadsheet would run
 * as a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe in front; numbers stay numbers.
 */
export async function* csvText(columns: readonly string[], batches: Batches<object>, bom: boolean): AsyncGenerator<string> {
  yield (bom ? '\uFEFF' : '') + csvLines([columns]);
  for await (const items of batches)
    yield csvLines(items.map((item) => columns.map((name) => cellOf((item as Record<string, unknown>)[name]))));
}

const csvLines = (records: readonly (readonly Cell[])[]): string =>
  records.length === 0
    ? ''
    : stringify(
        records.map((record) => [...record]),
        { record_delimiter: '\r\n', escape_formulas: true, cast: { boolean: String } },
      );

const cellOf = (value: unknown): Cell => (Array.isArray(value) ? value.join('; ') : (value as Cell));
