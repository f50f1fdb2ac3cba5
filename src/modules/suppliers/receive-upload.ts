import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/shared/domain-error.js';
import { fieldsRefused } from './refusals.js';

/** A form that came in whole: its file lies on disk and is UTF-8 text. */
export interface Upload {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A file over the limit is noted and read on, not cut off with an error: the sender shall get an answer. */
const WHOLE_FORM = { limits: { files: 1 }, throwFileSizeLimit: false };

type Fault = 'NOT_UTF8' | 'NOT_CSV' | null;

/** Streams a form's file to disk, checks it, works with it and removes it, whatever happens. @throws DomainError FILE_MISSING, FILE_TOO_LARGE, NOT_UTF8, NOT_CSV */
export async function withUpload<T>(request: FastifyRequest, work: (upload: Upload) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-upload-'));
  try {
    return await work(await receive(request, join(folder, 'file.csv')).catch(refuseBrokenForm));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads the form to its end even when something is wrong with it, so that the refusal reaches the sender. */
async function receive(request: FastifyRequest, path: string): Promise<Upload> {
  const fields: Record<string, unknown> = {};
  const unknown: string[] = [];
  let file: Omit<Upload, 'fields'> | null = null;
  let refusal: DomainError | null = null;
  for await (const part of request.parts(WHOLE_FORM)) {
    if (part.type === 'field') {
      fields[part.fieldname] = part.value;
    } else if (part.fieldname !== 'file') {
      unknown.push(part.fieldname);
      part.file.resume();
    } else {
      const { fault, ...stored } = await store(part.file, path);
      file = { path, ...stored };
      refusal = part.file.truncated ? tooLarge() : refusalOf(fault);
    }
  }
  if (unknown.length > 0)
    throw fieldsRefused(unknown.map((name) => ({ path: name, code: 'UNKNOWN_FIELD', message: 'this field is not known here' })));
  if (refusal !== null) throw refusal;
  if (file === null)
    throw new DomainError('FILE_MISSING', 'invalid', 'The form has no file in its field "file".', [
      { path: 'file', code: 'FILE_MISSING', message: 'a file is expected' },
    ]);
  return { ...file, fields };
}

/** The parser of forms throws plain errors for what no browser sends; faults of ours have codes. */
function refuseBrokenForm(error: unknown): never {
  const isPlain = error instanceof Error && !(error instanceof DomainError) && !('code' in error);
  throw isPlain ? new DomainError('FORM_INVALID', 'invalid', 'The form is broken off or not well formed.') : error;
}

async function store(stream: Readable, path: string): Promise<{ size: number; sha256: string; fault: Fault }> {
  const hash = createHash('sha256');
  const check = new TextCheck();
  let size = 0;
  await pipeline(
    stream,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length;
        hash.update(chunk);
        check.see(chunk);
        if (check.fault === null) yield chunk;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  check.end();
  return { size, sha256: hash.digest('hex'), fault: check.fault };
}

/** Tells UTF-8 text from other encodings and from what is no text at all. */
class TextCheck {
  fault: Fault = null;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private begun = false;

  see(chunk: Buffer): void {
    if (this.fault !== null || chunk.length === 0) return;
    const isUtf16 =
      !this.begun && chunk.length > 1 && ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff));
    this.begun = true;
    if (isUtf16) this.fault = 'NOT_UTF8';
    else if (chunk.includes(0)) this.fault = 'NOT_CSV';
    else this.decode(chunk);
  }

  end(): void {
    if (this.fault === null) this.decode(null);
  }

  private decode(chunk: Buffer | null): void {
    try {
      if (chunk === null) this.decoder.decode();
      else this.decoder.decode(chunk, { stream: true });
    } catch {
      this.fault = 'NOT_UTF8';
    }
  }
}

const tooLarge = (): DomainError =>
  new DomainError('FILE_TOO_LARGE', 'too_large', 'The file is larger than 50 MB; split it.', [
    { path: 'file', code: 'FILE_TOO_LARGE', message: 'at most 50 MB' },
  ]);

function refusalOf(fault: Fault): DomainError | null {
  if (fault === null) return null;
  if (fault === 'NOT_CSV') return notCsv('The file is not CSV text.', null);
  return new DomainError('NOT_UTF8', 'unsupported', 'The file is not in UTF-8. Save it with the encoding UTF-8 and send it again.', [
    { path: 'file', code: 'NOT_UTF8', message: 'the encoding UTF-8 is expected' },
  ]);
}

/** The line, where known, is named. */
export const notCsv = (why: string, line: number | null): DomainError =>
  new DomainError('NOT_CSV', 'invalid', why, [{ path: line === null ? 'file' : `line ${line}`, code: 'NOT_CSV', message: why }]);
