import { nameKey } from '../../suppliers/name-key.js';
import type { Text } from '../../manual/manual.js';
import type { Good, GoodsListing } from '../indices.js';
import { type CsvContent, type CsvContext, countryOf, listOf, type NamedRow, shortened } from './table.js';

const LISTINGS: readonly GoodsListing[] = ['child_labour', 'forced_labour', 'forced_child_labour', 'listed_input'];

interface ReadEntry {
  readonly iso3: string;
  readonly listings: readonly GoodsListing[];
  inputFrom?: string[];
  readonly note?: Text;
}
interface ReadGood {
  readonly id: string;
  readonly name: Text;
  readonly sector: string;
  readonly entries: ReadEntry[];
}

/** A code made of a name: lower-case words joined by `_`. */
export const codeOfGood = (name: string): string =>
  nameKey(name)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');

const textOf = (en: string, ru: string): Text => (ru === '' ? { en } : { en, ru });

const isYes = (row: NamedRow, column: string, { refuse }: CsvContext): boolean => {
  const text = row.cell(column).toLowerCase();
  if (!['yes', 'no', ''].includes(text)) refuse(row, column, 'LISTING_UNKNOWN', `"${shortened(text)}" is neither Yes nor No.`);
  return text === 'yes';
};

/** Why the row lists its good; empty where it says nothing, which is refused. */
function listingsOf(row: NamedRow, context: CsvContext): readonly GoodsListing[] {
  const listings = LISTINGS.filter((listing) => isYes(row, listing, context));
  if (listings.length === 0) context.refuse(row, '', 'ROW_SAYS_NOTHING', 'This row lists its good for nothing; leave it out.');
  return listings;
}

function inputsOf(row: NamedRow, listings: readonly GoodsListing[], context: CsvContext): string[] {
  const named = listOf(row.cell('input_iso3'));
  const derived = listings.includes('listed_input');
  if (derived && named.length === 0)
    context.refuse(row, 'input_iso3', 'INPUT_MISSING', 'Where the good is made of a listed input, the country of the input is expected.');
  if (!derived && named.length > 0)
    context.refuse(row, 'input_iso3', 'INPUT_UNEXPECTED', 'Only a good made of a listed input has a country of the input.');
  return named.flatMap((code) => countryOf({ ...row, cell: () => code }, 'input_iso3', context) ?? []);
}

function noteOf(row: NamedRow): Text | null {
  const [en, ru] = [row.cell('note'), row.cell('note_ru')];
  return en === '' && ru === '' ? null : textOf(en, ru);
}

/** What one row says, once its cells have been understood. */
interface GoodRow {
  readonly id: string;
  readonly name: Text;
  readonly sector: string;
  readonly entry: ReadEntry;
}

function readRow(row: NamedRow, known: ReadonlyMap<string, Good>, context: CsvContext): GoodRow | null {
  const name = row.cell('good');
  if (name === '') context.refuse(row, 'good', 'GOOD_MISSING', 'The name of a good is expected.');
  const old = known.get(nameKey(name));
  const iso3 = countryOf(row, 'iso3', context);
  const listings = listingsOf(row, context);
  const inputFrom = inputsOf(row, listings, context);
  const note = noteOf(row);
  if (name === '' || iso3 === null) return null;
  return {
    id: row.cell('good_id') || old?.id || codeOfGood(name),
    name: { ...old?.name, ...textOf(name, row.cell('good_ru')) },
    sector: row.cell('sector').toLowerCase(),
    entry: { iso3, listings, ...(inputFrom.length === 0 ? {} : { inputFrom }), ...(note === null ? {} : { note }) },
  };
}

interface Collected {
  readonly good: ReadGood;
  readonly position: number;
  readonly seen: Map<string, { readonly line: number; readonly entry: ReadEntry }>;
}

/** One row a good and country; a good made of inputs from several countries may have several. Known goods keep their codes and their names in other languages. */
export function readGoodsRows(rows: readonly NamedRow[], context: CsvContext): CsvContent {
  const known = new Map(context.indices.goods.goods.map((good) => [nameKey(good.name['en'] ?? ''), good]));
  const goods = new Map<string, Collected>();
  const lines = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(row, known, context);
    if (read === null) continue;
    const { entry, ...good } = read;
    const found = goods.get(good.id) ?? { good: { ...good, entries: [] }, position: goods.size, seen: new Map<string, never>() };
    if (!goods.has(good.id)) lines.set(`goods/${found.position}`, row.line);
    goods.set(good.id, found);
    sameGood(row, found.good, read, context);
    const before = found.seen.get(entry.iso3);
    if (before === undefined) {
      lines.set(`goods/${found.position}/entries/${found.good.entries.length}`, row.line);
      found.good.entries.push(entry);
      found.seen.set(entry.iso3, { line: row.line, entry });
    } else if (!addInputs(before.entry, entry)) {
      context.refuse(
        row,
        'good',
        'DUPLICATE_ROW',
        `${shortened(row.cell('good'))} of ${entry.iso3} stands in line ${before.line} already.`,
      );
    }
  }
  return { content: { goods: [...goods.values()].map(({ good }) => good) }, lines };
}

function sameGood(row: NamedRow, good: ReadGood, { id, name, sector }: GoodRow, { refuse }: CsvContext): void {
  const called = good.name['en'] ?? '';
  if (nameKey(called) !== nameKey(name['en'] ?? ''))
    refuse(row, 'good', 'GOOD_DIFFERS', `"${id}" is called "${called}" in an earlier line.`);
  if (good.sector !== sector) refuse(row, 'sector', 'GOOD_DIFFERS', `"${id}" belongs to ${good.sector} in an earlier line.`);
}

/** A second row of the same good and country may name another country of the input, and nothing else. */
function addInputs(entry: ReadEntry, { listings, inputFrom = [] }: ReadEntry): boolean {
  const fresh = inputFrom.filter((iso3) => entry.inputFrom?.includes(iso3) !== true);
  if (fresh.length === 0 || fresh.length < inputFrom.length || String(listings) !== String(entry.listings)) return false;
  entry.inputFrom = [...(entry.inputFrom ?? []), ...fresh];
  return true;
}
