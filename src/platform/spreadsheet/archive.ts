import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { DomainError } from '../../domain/shared/domain-error.js';
import { SMALL_ENTRY_BYTES, type SpreadsheetLimits } from './limits.js';
import { spreadsheetRefusal } from './refusals.js';

/** The zip archive that an XLSX file is, after its directory has been checked; names are compared without case. */
export interface Archive {
  readonly names: readonly string[];
  readonly has: (name: string) => boolean;
  readonly open: (name: string) => Promise<Readable>;
}

const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

const unreadable = (place: string, message: string): DomainError => spreadsheetRefusal('SPREADSHEET_UNREADABLE', place, message);
const tooLarge = (place: string, message: string): DomainError => spreadsheetRefusal('SPREADSHEET_TOO_LARGE', place, message);

/** The zip library's own refusals (truncated, path outside the archive, sizes that lie) are refusals of the file. */
export const asUnreadable = (place: string, error: unknown): DomainError => {
  if (error instanceof DomainError) return error;
  return unreadable(place, `The file is damaged (${error instanceof Error ? error.message : 'unknown fault'}).`);
};

const checkEntry = (entry: Entry, limits: SpreadsheetLimits): void => {
  const { fileName: name, uncompressedSize: size } = entry;
  if (entry.isEncrypted()) throw spreadsheetRefusal('SPREADSHEET_ENCRYPTED', name, 'The file is protected with a password.');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw unreadable(name, 'It is packed in an unknown way.');
  if (size > limits.entryBytes) throw tooLarge(name, `Unpacked it is larger than ${limits.entryBytes} bytes.`);
  if (size > SMALL_ENTRY_BYTES && size > entry.compressedSize * limits.ratio) {
    throw tooLarge(name, `Unpacked it becomes more than ${limits.ratio} times as large.`);
  }
};

/** Two files inside that share bytes: the trick by which a small archive unpacks to a huge one. */
const checkOverlaps = (entries: readonly Entry[]): void => {
  const inPlace = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  inPlace.forEach((entry, i) => {
    const end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
    const next = inPlace[i + 1];
    if (next && end > next.relativeOffsetOfLocalHeader) throw unreadable(entry.fileName, `It overlaps with ${next.fileName}.`);
  });
};

const readDirectory = async (zip: ZipFile, limits: SpreadsheetLimits): Promise<ReadonlyMap<string, Entry>> => {
  if (zip.entryCount > limits.entries) throw tooLarge('', `The file holds more than ${limits.entries} files inside.`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    if (entries.has(name)) throw unreadable(entry.fileName, 'It stands twice in the file.');
    checkEntry(entry, limits);
    total += entry.uncompressedSize;
    if (total > limits.totalBytes) throw tooLarge('', `Unpacked the file is larger than ${limits.totalBytes} bytes.`);
    entries.set(name, entry);
  }
  checkOverlaps([...entries.values()]);
  return entries;
};

/** Opens a zip archive only when nothing in its directory promises harm: sizes, ratios, names, overlaps, encryption. */
export const openArchive = async (content: Buffer, limits: SpreadsheetLimits): Promise<Archive> => {
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true, strictFileNames: false, validateEntrySizes: true });
    const entries = await readDirectory(zip, limits);
    return {
      names: [...entries.values()].map(({ fileName }) => fileName),
      has: (name) => entries.has(name.toLowerCase()),
      open: async (name) => {
        const entry = entries.get(name.toLowerCase());
        if (!entry) throw unreadable(name, 'It is missing from the file.');
        return zip.openReadStreamPromise(entry);
      },
    };
  } catch (error) {
    throw asUnreadable('', error);
  }
};
