import { posix } from 'node:path';
import type { Archive } from './archive.js';
import { spreadsheetRefusal } from './refusals.js';
import { type OpenTag, readXml } from './xml.js';

/** A pointer from one file inside the archive to another; pointers out of the archive are never followed. */
export interface Relationship {
  readonly id: string;
  /** The last word of its type, which is the same in the strict and the transitional format: `worksheet`. */
  readonly type: string;
  /** Null when it points out of the archive. */
  readonly target: string | null;
}

const CONTENT_TYPES = '[Content_Types].xml';
/** Of these lists a file has one entry a sheet or picture. */
const MOST_ENTRIES = 20_000;

const WORKBOOK_TYPE = /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.(sheet|template)\.main\+xml$/i;
const NOT_XLSX = 'It is not an XLSX workbook. Save it as "Excel workbook (.xlsx)" and try again.';

const typesOf = async (archive: Archive): Promise<readonly string[]> => {
  if (!archive.has(CONTENT_TYPES)) throw spreadsheetRefusal('SPREADSHEET_FORMAT', '', NOT_XLSX);
  const types: string[] = [];
  const open = (tag: OpenTag): void => {
    if (tag.name === 'Override' || tag.name === 'Default') types.push(tag.get('ContentType') ?? '');
  };
  await readXml(archive, CONTENT_TYPES, { open }, MOST_ENTRIES);
  return types;
};

/** Refuses binary workbooks, other documents and everything that carries macros, whatever the file is called. */
export const checkContentTypes = async (archive: Archive): Promise<void> => {
  const types = await typesOf(archive);
  if (types.some((type) => /sheet\.binary/i.test(type))) throw spreadsheetRefusal('SPREADSHEET_FORMAT', '', NOT_XLSX);
  const macro =
    archive.names.find((name) => /vba|macrosheets\//i.test(name)) ?? types.find((type) => /macroEnabled|vbaProject|macrosheet/i.test(type));
  if (macro !== undefined) {
    throw spreadsheetRefusal('SPREADSHEET_MACROS', macro, 'The file holds macros. Save it as "Excel workbook (.xlsx)", without macros.');
  }
  if (!types.some((type) => WORKBOOK_TYPE.test(type))) throw spreadsheetRefusal('SPREADSHEET_FORMAT', '', NOT_XLSX);
};

const relationshipsOf = (part: string): string =>
  posix.join(posix.dirname(part), '_rels', `${part === '' ? '' : posix.basename(part)}.rels`);

/** What the file `part` points to; for '' the archive itself. */
export const readRelationships = async (archive: Archive, part: string): Promise<readonly Relationship[]> => {
  const relationships: Relationship[] = [];
  const name = relationshipsOf(part);
  if (!archive.has(name)) return relationships;
  const open = (tag: OpenTag): void => {
    if (tag.name !== 'Relationship') return;
    const target = tag.get('Target') ?? '';
    const inside = (tag.get('TargetMode') ?? 'Internal') === 'Internal' && !/^[a-z]+:/i.test(target);
    relationships.push({
      id: tag.get('Id') ?? '',
      type: (tag.get('Type') ?? '').split('/').at(-1) ?? '',
      target: inside ? (target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(part), target)) : null,
    });
  };
  await readXml(archive, name, { open }, MOST_ENTRIES);
  return relationships;
};

/** The file that a relationship of this type points to, if it is inside the archive. */
export const targetOf = (archive: Archive, relationships: readonly Relationship[], type: string): string | null =>
  relationships.find((relationship) => relationship.type === type && relationship.target !== null && archive.has(relationship.target))
    ?.target ?? null;
