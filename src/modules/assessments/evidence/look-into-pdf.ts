import { type FileHandle, open } from 'node:fs/promises';
import { constants, inflateSync } from 'node:zlib';
import { fileRefused } from './file-refused.js';

export type PdfRemark = 'attachments' | 'protected';

const WINDOW = 1 << 20;
/** A dictionary is not longer than this, so none is cut in two by both windows. */
const OVERLAP = 1 << 12;
const MAX_OBJECT_STREAMS = 5_000;
const MAX_UNPACKED = 1 << 26;

const SCRIPTS = /\/S\s*\/(JavaScript|Launch)\b|\/XFA\s*[[\d]/;
const ATTACHED = /\/(EmbeddedFiles?|RichMedia)\b/;
const ENCRYPTED = /\/Encrypt\b/;
const OBJECT_STREAM = /\/ObjStm\b[^]{0,2000}?stream\r?\n/g;

/** Names may be written with escapes: "/J#61vaScript" is the same name. */
const unescaped = (words: string): string =>
  words.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** Looks for what a PDF could do by itself, also in the parts of it that are packed. @throws DomainError FILE_HAS_SCRIPTS */
export async function lookIntoPdf(path: string): Promise<readonly PdfRemark[]> {
  const remarks = new Set<PdfRemark>();
  const look = (words: string): void => {
    const plain = unescaped(words);
    if (SCRIPTS.test(plain)) throw withScripts();
    if (ATTACHED.test(plain)) remarks.add('attachments');
    if (ENCRYPTED.test(plain)) remarks.add('protected');
  };
  const file = await open(path, 'r');
  try {
    const packed = await lookThrough(file, look);
    // What is encrypted cannot be unpacked; what else cannot is as good as hidden.
    if (!remarks.has('protected') && !(await lookIntoPacked(file, packed, look))) remarks.add('protected');
  } finally {
    await file.close();
  }
  return [...remarks].sort();
}

/** @returns where packed objects begin */
async function lookThrough(file: FileHandle, look: (words: string) => void): Promise<readonly number[]> {
  const window = Buffer.alloc(WINDOW);
  const packed = new Set<number>();
  for (let start = 0; ; start += WINDOW - OVERLAP) {
    const { bytesRead } = await file.read(window, 0, WINDOW, start);
    const words = window.toString('latin1', 0, bytesRead);
    look(words);
    for (const found of words.matchAll(OBJECT_STREAM)) packed.add(start + found.index + found[0].length);
    if (bytesRead < WINDOW) return [...packed];
  }
}

/** @returns false where something could not be unpacked */
async function lookIntoPacked(file: FileHandle, places: readonly number[], look: (words: string) => void): Promise<boolean> {
  if (places.length > MAX_OBJECT_STREAMS) return false;
  const window = Buffer.alloc(WINDOW);
  let left = MAX_UNPACKED;
  for (const place of places) {
    const { bytesRead } = await file.read(window, 0, WINDOW, place);
    const words = unpacked(window.subarray(0, bytesRead), left);
    if (words === null) return false;
    left -= words.length;
    look(words.toString('latin1'));
  }
  return true;
}

function unpacked(bytes: Buffer, atMost: number): Buffer | null {
  try {
    return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(1, atMost) });
  } catch {
    return null;
  }
}

const withScripts = () =>
  fileRefused('FILE_HAS_SCRIPTS', 'unsupported', 'The PDF holds scripts or starts programs; print it to a new PDF and send that one.');
