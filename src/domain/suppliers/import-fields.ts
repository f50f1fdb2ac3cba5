import type { Problem } from '../shared/domain-error.js';

/** What can be read from a file, each from the column of the same name unless the mapping names another. */
export const IMPORT_FIELDS = [
  'name',
  'country',
  'address',
  'region',
  'sector',
  'isic',
  'goods',
  'workers',
  'lat',
  'lng',
  'contact_name',
  'contact_email',
  'contact_language',
  'spend',
  'currency',
  'tier',
] as const;

export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Our field -> name of the column; null: do not read it although a column has its name. */
export type ImportMapping = Partial<Readonly<Record<ImportField, string | null>>>;

/** Where each field stands in a row, counted from 0; a field that is not there is not read. */
export type ImportColumns = ReadonlyMap<ImportField, number>;

const REQUIRED: readonly ImportField[] = ['name', 'country'];

const isField = (name: string): name is ImportField => (IMPORT_FIELDS as readonly string[]).includes(name);

/** A mapping from an untrusted value. */
export function readMapping(value: unknown): { readonly mapping: ImportMapping } | { readonly problems: readonly Problem[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      problems: [{ path: 'mapping', code: 'MAPPING_INVALID', message: 'an object of our fields and your column names is expected' }],
    };
  }
  const problems = Object.entries(value).flatMap(([field, column]): Problem[] => {
    if (!isField(field)) return [{ path: `mapping.${field}`, code: 'UNKNOWN_FIELD', message: 'this field is not known here' }];
    const fits = column === null || (typeof column === 'string' && column.trim() !== '' && column.length <= 200);
    return fits ? [] : [{ path: `mapping.${field}`, code: 'MAPPING_INVALID', message: 'the name of a column, or null, is expected' }];
  });
  return problems.length > 0 ? { problems } : { mapping: value };
}

const columnKey = (name: string): string => name.trim().toLowerCase();

/** Finds each field's column in the header, whatever its case. */
export function findColumns(
  header: readonly string[],
  mapping: ImportMapping,
): { readonly columns: ImportColumns } | { readonly problems: readonly Problem[] } {
  const names = header.map(columnKey);
  const columns = new Map<ImportField, number>();
  const problems: Problem[] = [];
  for (const field of IMPORT_FIELDS) {
    const wanted = mapping[field] === undefined ? field : mapping[field];
    const found = wanted === null ? [] : names.flatMap((name, position) => (name === columnKey(wanted) ? [position] : []));
    const path = `mapping.${field}`;
    if (found.length > 1) problems.push({ path, code: 'COLUMN_AMBIGUOUS', message: `the file has more than one column "${wanted}"` });
    else if (found[0] !== undefined) columns.set(field, found[0]);
    else if (typeof mapping[field] === 'string' || REQUIRED.includes(field)) {
      problems.push({ path, code: 'COLUMN_MISSING', message: `the file has no column "${wanted ?? field}"` });
    }
  }
  return problems.length > 0 ? { problems } : { columns };
}

/** The delimiter of a header line: whichever of `;` `,` and tab stands in it more often outside quotes; `,` where none does. */
export function detectDelimiter(headerLine: string): ',' | ';' | '\t' {
  const bare = headerLine.replaceAll(/"[^"]*"/g, '');
  const count = (sign: string): number => bare.split(sign).length - 1;
  const ranked = ([',', ';', '\t'] as const).map((sign) => ({ sign, times: count(sign) })).sort((a, b) => b.times - a.times);
  return ranked[0]?.sign ?? ',';
}
