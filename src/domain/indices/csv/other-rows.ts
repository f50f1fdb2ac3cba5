import { codeOfGood } from './goods-rows.js';
import { type CsvContent, type CsvContext, countryOf, listOf, type NamedRow, numberOf } from './table.js';

/** One row a division. Its title is the one that is known unless the file has another. */
export function readSectorRows(rows: readonly NamedRow[], context: CsvContext): CsvContent {
  const known = new Map(context.indices.sectors.sectors.map((sector) => [sector.isic, sector]));
  const lines = new Map<string, number>();
  const seen = new Map<string, number>();
  const sectors: unknown[] = [];
  for (const row of rows) {
    // Spreadsheet programs take the leading nought away.
    const isic = row.cell('isic').padStart(2, '0');
    const old = known.get(isic);
    const value = numberOf(row, 'value', [10, 100], context);
    if (old === undefined) context.refuse(row, 'isic', 'ISIC_UNKNOWN', 'A division of ISIC Rev.4 is expected, such as 01 or 14.');
    const before = seen.get(isic);
    if (before !== undefined) context.refuse(row, 'isic', 'DUPLICATE_ROW', `Division ${isic} stands in line ${before} already.`);
    if (row.cell('reason') === '') context.refuse(row, 'reason', 'REASON_MISSING', 'Why the division has this value is expected.');
    if (old === undefined || value === null || before !== undefined) continue;
    seen.set(isic, row.line);
    lines.set(`sectors/${sectors.length}`, row.line);
    const title = { ...old.title, ...textIfAny(row, 'title') };
    sectors.push({ isic, title, value, reason: textIfAny(row, 'reason') });
  }
  return { content: { sectors }, lines };
}

/** One row an entry. */
export function readStateImposedRows(rows: readonly NamedRow[], context: CsvContext): CsvContent {
  const lines = new Map<string, number>();
  const seen = new Map<string, number>();
  const entries: unknown[] = [];
  for (const row of rows) {
    const id = row.cell('id');
    const before = seen.get(id);
    if (before !== undefined) context.refuse(row, 'id', 'DUPLICATE_ROW', `"${id}" stands in line ${before} already.`);
    const iso3 = countryOf(row, 'iso3', context);
    if (iso3 === null || before !== undefined) continue;
    seen.set(id, row.line);
    lines.set(`entries/${entries.length}`, row.line);
    entries.push({
      id,
      iso3,
      regions: listOf(row.cell('regions').toLowerCase()),
      goods: listOf(row.cell('goods')).map(codeOfGood),
      reason: textIfAny(row, 'reason'),
      source: row.cell('source'),
      checkedOn: row.cell('checked_on'),
    });
  }
  return { content: { entries }, lines };
}

function textIfAny(row: NamedRow, column: string): Readonly<Record<string, string>> {
  const [en, ru] = [row.cell(column), row.cell(`${column}_ru`)];
  return { ...(en === '' ? {} : { en }), ...(ru === '' ? {} : { ru }) };
}
