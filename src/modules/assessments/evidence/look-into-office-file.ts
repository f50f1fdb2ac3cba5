import { text } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { DomainError } from '../../../domain/shared/domain-error.js';
import { fileRefused } from './file-refused.js';

export type OfficeRemark = 'attachments';

const MAX_ENTRIES = 10_000;
const MAX_UNPACKED = 500_000_000;
const MAX_RELATIONS = 1_000_000;

const RUNS = /(^|\/)(vbaProject\.bin|vbaData\.xml|macrosheets\/|activeX\/)/i;
const ATTACHED = /\/embeddings\//i;
/** Where a text document says which template it comes from. */
const TEMPLATE = /(^|\/)_rels\/settings\.xml\.rels$/i;
const ELSEWHERE =
  /attachedTemplate"[^>]*Target="(https?:|ftp:|\\\\|file:\/\/[^/])|Target="(https?:|ftp:|\\\\|file:\/\/[^/])[^>]*attachedTemplate"/i;

/** A new file of an office program is an archive: its list of parts says whether something in it can run. @throws DomainError FILE_HAS_MACROS, FILE_BROKEN */
export async function lookIntoOfficeFile(path: string): Promise<readonly OfficeRemark[]> {
  const archive = await openPromise(path, { autoClose: false }).catch(() => {
    throw broken();
  });
  try {
    return await lookInto(archive).catch((error: unknown) => {
      throw error instanceof Error && 'problems' in error ? error : broken();
    });
  } finally {
    archive.close();
  }
}

async function lookInto(archive: ZipFile): Promise<readonly OfficeRemark[]> {
  if (archive.entryCount > MAX_ENTRIES) throw broken();
  let unpacked = 0;
  let attached = false;
  for await (const entry of archive.eachEntry()) {
    unpacked += entry.uncompressedSize;
    if (unpacked > MAX_UNPACKED) throw broken();
    if (RUNS.test(entry.fileName) || (TEMPLATE.test(entry.fileName) && (await loadsFromElsewhere(archive, entry)))) throw withMacros();
    attached ||= ATTACHED.test(entry.fileName);
  }
  return attached ? ['attachments'] : [];
}

async function loadsFromElsewhere(archive: ZipFile, entry: Entry): Promise<boolean> {
  if (entry.uncompressedSize > MAX_RELATIONS) throw broken();
  return ELSEWHERE.test(await text(await archive.openReadStreamPromise(entry)));
}

/** Also for files that say outright that they hold macros. */
export const withMacros = (): DomainError =>
  fileRefused('FILE_HAS_MACROS', 'unsupported', 'The file holds macros or loads them from elsewhere; save it without them, or as PDF.');

const broken = (): DomainError => fileRefused('FILE_BROKEN', 'unsupported', 'The file is broken and cannot be read; save it again.');
