import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { falseClaim, isAcceptedKind, textKind } from '../../../domain/evidence/file-claims.js';
import type { IncomingFile } from '../../../platform/storage/incoming-files.js';
import { fileRefused } from './file-refused.js';
import { lookIntoOfficeFile, withMacros } from './look-into-office-file.js';
import { lookIntoPdf } from './look-into-pdf.js';

/** What an officer should know before opening it: files lie inside it, or it is protected so that nothing could be seen of them. */
export type FileRemark = 'attachments' | 'protected';

export interface ExaminedFile {
  /** As the content shows, whatever name and sender say. */
  readonly mediaType: string;
  readonly remarks: readonly FileRemark[];
}

/** Compound files: office documents of before 2007, and newer ones with a password. */
const COMPOUND = 'application/x-cfb';
const MACROS = /macroenabled/;
const OFFICE = /^application\/vnd\.openxmlformats-officedocument\./;

/** Control characters that people's texts do hold. */
const STRANGE = /[^\P{Cc}\t\n\f\r]/u;

/**
 * Looks at the bytes of a file. @throws DomainError FILE_EMPTY, FILE_TYPE_UNSUPPORTED, FILE_NOT_WHAT_IT_SAYS, FILE_HAS_MACROS, FILE_HAS_SCRIPTS,
 * FILE_ENCRYPTED, FILE_BROKEN
 */
export async function examineFile({ path, size }: IncomingFile, name: string, declared: string): Promise<ExaminedFile> {
  if (size === 0) throw fileRefused('FILE_EMPTY', 'invalid', 'The file is empty.');
  const mediaType = (await kindOf(path)) ?? ((await isPlainText(path)) ? textKind(name) : null);
  if (mediaType === null || !isAcceptedKind(mediaType)) throw await unsupported(path, mediaType);
  const claim = falseClaim(mediaType, name, declared);
  if (claim !== null) throw fileRefused('FILE_NOT_WHAT_IT_SAYS', 'unsupported', `The file is not what it says. ${claim}`);
  if (mediaType === 'application/pdf') return { mediaType, remarks: await lookIntoPdf(path) };
  if (OFFICE.test(mediaType)) return { mediaType, remarks: await lookIntoOfficeFile(path) };
  return { mediaType, remarks: [] };
}

const kindOf = async (path: string): Promise<string | null> => (await fileTypeFromFile(path))?.mime ?? null;

async function unsupported(path: string, mediaType: string | null) {
  if (mediaType !== null && MACROS.test(mediaType)) return withMacros();
  if (mediaType === COMPOUND && (await holds(path, Buffer.from('EncryptedPackage', 'utf16le'))))
    return fileRefused('FILE_ENCRYPTED', 'unsupported', 'The file needs a password; send it without one, so that it can be read.');
  return fileRefused(
    'FILE_TYPE_UNSUPPORTED',
    'unsupported',
    'Send a PDF, PNG, JPEG, WebP, HEIC, DOCX or XLSX file, or plain text or CSV in UTF-8.',
  );
}

/** Read piece by piece. */
async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      if (STRANGE.test(decoder.decode(piece, { stream: true }))) return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function holds(path: string, wanted: Buffer): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([rest, piece]);
    if (seen.includes(wanted)) return true;
    rest = seen.subarray(-wanted.length);
  }
  return false;
}
