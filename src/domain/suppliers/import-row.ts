import type { Problem } from '../shared/domain-error.js';
import type { CountryLookup } from './country-codes.js';
import { declareGoods, type GoodsDeclaration, SERVICES } from './goods-declaration.js';
import type { ImportColumns, ImportField } from './import-fields.js';
import { readNumber, readWhole } from './import-numbers.js';
import { identityKey, nameKey, tidy } from './name-key.js';
import { readSector } from './sector-words.js';

/** A company with one of its sites, as a row of a file tells of them; null is what the row does not tell. */
export interface SupplierDraft {
  readonly name: string;
  readonly nameKey: string;
  /** ISO alpha-3. */
  readonly country: string;
  readonly address: string | null;
  readonly identityKey: string;
  readonly region: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isic: string | null;
  readonly goods: GoodsDeclaration | null;
  readonly workers: number | null;
  readonly spend: number | null;
  readonly currency: string | null;
  readonly tier: number | null;
  readonly contact: { readonly name: string | null; readonly email: string; readonly language: string } | null;
}

/** What row rules look things up in. */
export interface ImportVocabulary {
  readonly country: CountryLookup;
  /** ISIC divisions of the sectors index. */
  readonly divisions: ReadonlySet<string>;
  readonly goods: ReadonlySet<string>;
  /** Names of regions that count by themselves, by country: found in an address where no region is given. */
  readonly regions: ReadonlyMap<string, readonly string[]>;
}

export type RowReading =
  { readonly draft: SupplierDraft; readonly remarks: readonly Problem[] } | { readonly draft: null; readonly problems: readonly Problem[] };

export const TEXT_LIMITS = { name: 200, address: 500, region: 200, contact_name: 200, goods: 2_000 } as const;
const EMAIL = /^[^\s@<>"(),;:\\[\]]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const EMAIL_MAX = 254;
export const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;
const DEFAULT_LANGUAGE = 'en';

/** One row being read: its cells by field, and what there is to say about them. */
class Row {
  readonly problems: Problem[] = [];
  readonly remarks: Problem[] = [];

  constructor(
    private readonly cells: readonly string[],
    private readonly columns: ImportColumns,
  ) {}

  /** null for a blank cell and for a field that the file does not have. */
  text(field: ImportField): string | null {
    const position = this.columns.get(field);
    const text = position === undefined ? '' : tidy(this.cells[position] ?? '');
    if (text === '') return null;
    const limit: number | undefined = (TEXT_LIMITS as Partial<Record<ImportField, number>>)[field];
    if (limit === undefined || text.length <= limit) return text;
    return this.refuse(field, 'TOO_LONG', `longer than ${limit} characters`);
  }

  /** A cell that must have a form; what does not is a problem of the row. */
  read<T>(field: ImportField, parse: (text: string) => T | null, code: string, message: string): T | null {
    const text = this.text(field);
    return text === null ? null : (parse(text) ?? this.refuse(field, code, message));
  }

  refuse(path: ImportField, code: string, message: string): null {
    this.problems.push({ path, code, message });
    return null;
  }

  remark(path: ImportField, code: string, message: string): void {
    this.remarks.push({ path, code, message });
  }
}

/** Reads one row. Every problem is named with its field; a row with a problem is not taken over, a remark does not hinder. */
export function readRow(cells: readonly string[], columns: ImportColumns, width: number, vocabulary: ImportVocabulary): RowReading {
  const row = new Row(cells, columns);
  if (cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '')) {
    return {
      draft: null,
      problems: [{ path: '', code: 'COLUMNS_MISMATCH', message: `${cells.length} cells where the header has ${width}` }],
    };
  }
  const name = required(row, 'name');
  const country = readCountry(row, vocabulary);
  const address = row.text('address');
  const goods = readGoods(row, country ?? '', vocabulary);
  const draft = {
    address,
    region: row.text('region') ?? regionWithin(row, address, country, vocabulary),
    latitude: row.read('lat', (text) => readNumber(text, -90, 90), 'NUMBER_INVALID', 'a number from -90 to 90 is expected'),
    longitude: row.read('lng', (text) => readNumber(text, -180, 180), 'NUMBER_INVALID', 'a number from -180 to 180 is expected'),
    isic: readIsic(row, vocabulary),
    goods,
    workers: row.read('workers', (text) => readWhole(text, 0, 10_000_000), 'NUMBER_INVALID', 'a whole number of people is expected'),
    spend: row.read('spend', (text) => readNumber(text, 0, 1e15), 'NUMBER_INVALID', 'a number such as 410000.50 is expected'),
    currency: row.read('currency', readCurrency, 'CURRENCY_INVALID', 'a code of three letters such as EUR is expected'),
    tier: row.read('tier', (text) => readWhole(text, 1, 9), 'NUMBER_INVALID', 'a whole number from 1 to 9 is expected'),
    contact: readContact(row),
  };
  if (name === null || country === null || row.problems.length > 0) return { draft: null, problems: row.problems };
  return {
    draft: { name, nameKey: nameKey(name), country, identityKey: identityKey(name, country, address), ...draft },
    remarks: row.remarks,
  };
}

function required(row: Row, field: ImportField): string | null {
  const before = row.problems.length;
  const text = row.text(field);
  return text === null && row.problems.length === before ? row.refuse(field, 'MISSING', 'this is missing') : text;
}

function readCountry(row: Row, { country }: ImportVocabulary): string | null {
  const text = required(row, 'country');
  return text === null ? null : (country(text) ?? row.refuse('country', 'COUNTRY_UNKNOWN', 'a country code of ISO 3166-1 is expected'));
}

const readCurrency = (text: string): string | null => (/^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : null);

/** The division from its own column, of a class its first two digits; else from the words for the sector. */
function readIsic(row: Row, { divisions }: ImportVocabulary): string | null {
  const code = row.text('isic');
  if (code !== null) {
    const division = /^(\d|\d\d|\d{4})$/.test(code) ? code.padStart(2, '0').slice(0, 2) : '';
    return divisions.has(division) ? division : row.refuse('isic', 'ISIC_UNKNOWN', 'a division of ISIC Rev.4 such as 14 is expected');
  }
  const sector = row.text('sector');
  if (sector === null) return null;
  const { isic, remark } = readSector(sector);
  if (remark === 'SECTOR_UNKNOWN')
    row.remark('sector', remark, `no ISIC division is plain for "${sector.slice(0, 80)}"; the sector counts as unknown`);
  if (remark === 'SECTOR_FIRST_OF_SEVERAL') row.remark('sector', remark, `of "${sector.slice(0, 80)}" only division ${isic} was taken`);
  return isic;
}

function readGoods(row: Row, country: string, { goods: vocabulary }: ImportVocabulary): GoodsDeclaration | null {
  const text = row.text('goods');
  if (text === null) return null;
  if (text.toLowerCase() === 'services') return SERVICES;
  const named = text
    .split('|')
    .map((good) => good.trim())
    .filter((good) => good !== '');
  const goods = declareGoods(
    named.map((good) => ({ good, iso3: country })),
    vocabulary,
  );
  for (const good of goods.unmatched)
    row.remark('goods', 'GOOD_UNMATCHED', `"${good.slice(0, 80)}" is not in the vocabulary; it counts as unknown`);
  return goods;
}

function regionWithin(row: Row, address: string | null, country: string | null, { regions }: ImportVocabulary): string | null {
  if (address === null || country === null) return null;
  const words = wordsOf(address);
  const found = (regions.get(country) ?? []).find((region) => words.includes(wordsOf(region)));
  if (found === undefined) return null;
  row.remark('region', 'REGION_FROM_ADDRESS', `"${found}" stands in the address and was taken as the region`);
  return found;
}

const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

function readContact(row: Row): SupplierDraft['contact'] {
  const name = row.text('contact_name');
  const language = row.read(
    'contact_language',
    (text) => (LANGUAGE.test(text) ? text : null),
    'LANGUAGE_INVALID',
    'a language code such as en or ru is expected',
  );
  const email = row.read(
    'contact_email',
    (text) => (text.length <= EMAIL_MAX && EMAIL.test(text) ? text : null),
    'EMAIL_INVALID',
    'an e-mail address is expected',
  );
  if (email !== null) return { name, email, language: language ?? DEFAULT_LANGUAGE };
  if (name !== null)
    row.remark('contact_name', 'CONTACT_WITHOUT_EMAIL', 'a contact without an e-mail address cannot be asked, and was not stored');
  return null;
}
