import type { Contradiction, Language, Manual } from '../manual.js';
import { DIRECTIONS, FORMAT, HEAD_FIELDS } from './columns.js';
import { RowReader, rowsOf } from './row-reader.js';
import type { Reading, Table } from './table.js';

/** What a manual says of itself. */
export type Head = Omit<Manual, 'languages' | 'chapters' | 'contradictions'>;

/** Where each field stands in the manual; the format is the file's alone. */
const PATHS: Readonly<Record<string, string>> = { 'base language': 'baseLanguage' };

const VALUE = 'Value';

const fieldRows = (table: Table, reading: Reading): ReadonlyMap<string, RowReader> => {
  const rows = new Map<string, RowReader>();
  for (const row of rowsOf(table, reading)) {
    const field = row.key.toLowerCase();
    if (!HEAD_FIELDS.some((known) => known === field)) {
      row.problem('Field', 'FIELD_UNKNOWN', `"${field.slice(0, 100)}" is none of: ${HEAD_FIELDS.join(', ')}.`);
    } else if (rows.has(field)) row.problem('Field', 'ROW_TWICE', `The row "${field}" stands twice.`);
    else rows.set(field, row);
  }
  return rows;
};

/** The sheet that says what the manual is; null when it is of another format. */
export const readHead = (table: Table, reading: Reading): Head | null => {
  const rows = fieldRows(table, reading);
  // A row past the end stands for one that is missing: its problems are placed below the table.
  const rowOf = (field: string): RowReader => {
    const path = PATHS[field] ?? field;
    return (rows.get(field) ?? new RowReader(table, table.sheet.rows.length + 1, reading)).begin(path);
  };
  const value = (field: string): string => {
    const found = rowOf(field).exact(PATHS[field] ?? field, VALUE);
    if (found === '') rowOf(field).problem(VALUE, 'FIELD_MISSING', `The row "${field}" is missing or empty.`);
    return found;
  };
  const format = rowOf('format').word('format', VALUE);
  if (format !== FORMAT) {
    rowOf('format').problem(VALUE, 'FORMAT_UNKNOWN', `The format is "${format.slice(0, 100)}"; this is read: ${FORMAT}.`);
    return null;
  }
  reading.baseLanguage = value('base language').trim();
  const id = value('id').trim();
  const head: Head = {
    id,
    family: rowOf('family').word('family', VALUE) || id,
    version: value('version').trim(),
    title: rowOf('title').texts('title'),
    source: value('source'),
    edition: value('edition'),
    year: rowOf('year').requiredNumber('year', VALUE),
    licence: value('licence'),
    baseLanguage: reading.baseLanguage,
  };
  rows.forEach((row) => row.end());
  return head;
};

/** The languages; a row without one adds an unreviewed text to the language above. */
export const readLanguages = (table: Table, reading: Reading): readonly Language[] => {
  const languages: { code: string; dir: 'ltr' | 'rtl'; reviewed: boolean; unreviewed: string[] }[] = [];
  for (const row of rowsOf(table, reading)) {
    const at = `languages/${languages.length}`;
    const code = row.key;
    if (code !== '') {
      languages.push({
        code: row.begin(at).word(`${at}/code`, 'Language'),
        dir: row.oneOf(`${at}/dir`, 'Direction', DIRECTIONS, 'ltr'),
        reviewed: row.yesNo(`${at}/reviewed`, 'Reviewed', null),
        unreviewed: [],
      });
    }
    const last = languages.at(-1);
    const path = `languages/${languages.length - 1}/unreviewed/${last?.unreviewed.length ?? 0}`;
    const text = row.exactOrNull(path, 'Unreviewed text');
    if (text !== null && last) last.unreviewed.push(text);
    else if (text !== null) row.problem('Unreviewed text', 'ROW_MISPLACED', 'There is no language above it.');
    row.end();
  }
  return languages;
};

export const readContradictions = (table: Table, reading: Reading): readonly Contradiction[] =>
  rowsOf(table, reading).map((row, i) => {
    const at = `contradictions/${i}`;
    const contradiction = {
      id: row.begin(at).requiredWord(`${at}/id`, 'Contradiction'),
      when: row.exact(`${at}/when`, 'Condition'),
      text: row.texts(`${at}/text`),
    };
    row.end();
    return contradiction;
  });
