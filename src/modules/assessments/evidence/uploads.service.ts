import type { MultipartFile } from '@fastify/multipart';
import { Injectable, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { createValidationPipe, StorableTextPipe } from '../../../platform/http/validation.js';
import { type IncomingFile, IncomingFiles } from '../../../platform/storage/incoming-files.js';
import { NoFields } from './evidence.dto.js';
import { type ExaminedFile, examineFile } from './examine-file.js';
import { fileRefused } from './file-refused.js';

const MEGABYTES = 25;
/** A file over the limit is noted and read on, not cut off with an error: the sender shall get an answer. */
const FORM = { limits: { fileSize: MEGABYTES * 1024 * 1024, files: 1, fields: 10, fieldSize: 4_000 }, throwFileSizeLimit: false };

/** A file that came in whole and is what it says, with the fields of its form. It lies on disk only while the work on it goes on. */
export interface Upload<Fields> extends IncomingFile, ExaminedFile {
  /** As the sender calls it, without folders. */
  readonly name: string;
  readonly fields: Fields;
}

type Received = IncomingFile & { readonly name: string; readonly declared: string; readonly truncated: boolean };

/** Takes files in, one a form: to disk while they come, never into memory. */
@Injectable()
export class Uploads {
  constructor(private readonly incoming: IncomingFiles) {}

  /** @throws DomainError FILE_MISSING, FILE_TOO_LARGE, FORM_INVALID, VALIDATION_FAILED, and what `examineFile` refuses */
  take<Fields extends object, T>(request: FastifyRequest, fields: Type<Fields>, work: (upload: Upload<Fields>) => Promise<T>): Promise<T> {
    if (!request.isMultipart())
      throw new DomainError('MEDIA_TYPE_UNSUPPORTED', 'unsupported', 'This route takes a form with a file (multipart/form-data).');
    return this.incoming.within(async (receive) => {
      const { file, given } = await readForm(request, receive).catch(refuseBrokenForm);
      if (file === null) throw fileRefused('FILE_MISSING', 'invalid', 'The form holds no file.');
      if (file.truncated) throw fileRefused('FILE_TOO_LARGE', 'too_large', `The file is larger than ${MEGABYTES} MB.`);
      const checked = await checkFields(given, fields);
      const examined = await examineFile(file, file.name, file.declared);
      return work({ path: file.path, size: file.size, sha256: file.sha256, name: file.name, fields: checked, ...examined });
    });
  }
}

/** To its end, in whatever order the parts come, so that a refusal reaches the sender. */
async function readForm(request: FastifyRequest, receive: (content: MultipartFile['file']) => Promise<IncomingFile>) {
  const given: Record<string, unknown> = {};
  let file: Received | null = null;
  for await (const part of request.parts(FORM)) {
    if (part.type === 'file') {
      const received = await receive(part.file);
      file = { ...received, name: displayName(part.filename), declared: part.mimetype, truncated: part.file.truncated };
    } else Object.defineProperty(given, part.fieldname, { value: part.value, enumerable: true, configurable: true, writable: true });
  }
  return { file: file, given };
}

/** The parser of forms throws plain errors for what no browser sends; faults of ours have codes. */
function refuseBrokenForm(error: unknown): never {
  const { code } = error as { code?: unknown };
  const isPlain = error instanceof Error && (code === undefined || code === 'ERR_STREAM_PREMATURE_CLOSE');
  throw isPlain ? new DomainError('FORM_INVALID', 'invalid', 'The form is broken off or not well formed.') : error;
}

/** The product's own pipe takes no form without fields. */
async function checkFields<Fields extends object>(given: object, metatype: Type<Fields>): Promise<Fields> {
  if (metatype !== NoFields) {
    const stored = new StorableTextPipe().transform(given, { type: 'body' });
    return (await createValidationPipe().transform(stored, { type: 'body', metatype })) as Fields;
  }
  const unknown = Object.keys(given).map((path) => ({ path, code: 'UNKNOWN_FIELD', message: 'this field is not known here' }));
  if (unknown.length > 0) throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', unknown);
  return new metatype();
}

/** Names are shown to people and never touch the file system. */
const displayName = (name: string | undefined): string => {
  const shown = ((name ?? '').split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}|\p{Surrogate}/gu, '').trim();
  return shown === '' ? 'file' : shown.slice(-200);
};
