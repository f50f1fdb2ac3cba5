import type {} from '@fastify/multipart';
import type { Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/shared/domain-error.js';
import { createValidationPipe, StorableTextPipe } from './validation.js';

/** A form that came in whole: a file small enough to be held in memory, and its other fields, checked. */
export interface Form<Fields> {
  /** As the sender calls it, without folders. */
  readonly name: string;
  readonly content: Buffer;
  readonly fields: Fields;
}

interface FormLimits {
  readonly fileBytes: number;
  readonly fields: number;
}

const FIELD_BYTES = 4_000;
const LONGEST_NAME = 200;

/** One file and its fields, in whatever order. @throws DomainError MEDIA_TYPE_UNSUPPORTED, FILE_MISSING, FILE_TOO_LARGE, FORM_INVALID, VALIDATION_FAILED */
export async function readForm<Fields extends object>(
  request: FastifyRequest,
  type: Type<Fields>,
  limits: FormLimits,
): Promise<Form<Fields>> {
  if (!request.isMultipart())
    throw new DomainError('MEDIA_TYPE_UNSUPPORTED', 'unsupported', 'This route takes a form with a file (multipart/form-data).');
  const { file, given } = await readParts(request, limits).catch(refuseBrokenForm);
  const fields: unknown = await createValidationPipe().transform(new StorableTextPipe().transform(given, { type: 'body' }), {
    type: 'body',
    metatype: type,
  });
  if (file === null)
    throw new DomainError('FILE_MISSING', 'invalid', 'The form has no file in its field "file".', [
      { path: 'file', code: 'FILE_MISSING', message: 'a file is expected' },
    ]);
  return { ...file, fields: fields as Fields };
}

interface Parts {
  readonly file: { readonly name: string; readonly content: Buffer } | null;
  readonly given: Record<string, unknown>;
}

async function readParts(request: FastifyRequest, { fileBytes, fields }: FormLimits): Promise<Parts> {
  const given: Record<string, unknown> = {};
  const set = (name: string, value: unknown): unknown =>
    Object.defineProperty(given, name, { value, enumerable: true, configurable: true, writable: true });
  let file: Parts['file'] = null;
  for await (const part of request.parts({ limits: { fileSize: fileBytes, files: 1, fields, fieldSize: FIELD_BYTES } })) {
    if (part.type === 'field') set(part.fieldname, part.value);
    else if (part.fieldname === 'file') file = { name: displayName(part.filename), content: await part.toBuffer() };
    else set(part.fieldname, (part.file.resume(), 'a file'));
  }
  return { file: file, given };
}

/** Names are shown to people and never touch the file system. */
const displayName = (name: string): string => {
  const shown = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '').trim();
  return shown === '' ? 'file' : shown.slice(-LONGEST_NAME);
};

/** The parser of forms throws plain errors for what no browser sends; faults of ours have codes. */
function refuseBrokenForm(error: unknown): never {
  const isPlain = error instanceof Error && !(error instanceof DomainError) && !('code' in error);
  throw isPlain ? new DomainError('FORM_INVALID', 'invalid', 'The form is broken off or not well formed.') : error;
}
