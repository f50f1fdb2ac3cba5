import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/shared/domain-error.js';
import { SPREADSHEET_LIMITS } from '../../platform/spreadsheet/limits.js';
import { createValidationPipe, StorableTextPipe } from '../../platform/http/validation.js';
import { FormFields } from './form-report.dto.js';

/** A workbook that came back, and what is wanted with it. */
export interface FormUpload {
  readonly content: Buffer;
  readonly dryRun: boolean;
  readonly overwrite: readonly string[];
}

const LIMITS = { fileSize: SPREADSHEET_LIMITS.fileBytes, files: 1, fields: 1_002, fieldSize: 60_000 };

/** One file with its fields, in whatever order. @throws DomainError FILE_MISSING, FILE_TOO_LARGE, FORM_INVALID, VALIDATION_FAILED, MEDIA_TYPE_UNSUPPORTED */
export async function receiveForm(request: FastifyRequest): Promise<FormUpload> {
  if (!request.isMultipart())
    throw new DomainError('MEDIA_TYPE_UNSUPPORTED', 'unsupported', 'This route takes a form with a file (multipart/form-data).');
  const { content, fields } = await readParts(request).catch(refuseBrokenForm);
  const checked: unknown = await createValidationPipe().transform(new StorableTextPipe().transform(fields, { type: 'body' }), {
    type: 'body',
    metatype: FormFields,
  });
  if (content === null)
    throw new DomainError('FILE_MISSING', 'invalid', 'The form has no file in its field "file".', [
      { path: 'file', code: 'FILE_MISSING', message: 'A workbook is expected.' },
    ]);
  const { dryRun = 'false', overwrite = [] } = checked as FormFields;
  return { content, dryRun: dryRun === 'true', overwrite };
}

async function readParts(request: FastifyRequest): Promise<{ content: Buffer | null; fields: Record<string, unknown> }> {
  const overwrite: string[] = [];
  const fields: Record<string, unknown> = {};
  const set = (name: string, value: unknown): unknown =>
    Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
  let content: Buffer | null = null;
  for await (const part of request.parts({ limits: LIMITS })) {
    if (part.type === 'file') {
      if (part.fieldname === 'file') content = await part.toBuffer();
      else set(part.fieldname, (part.file.resume(), 'file'));
    } else if (part.fieldname === 'overwrite') overwrite.push(...idsIn(part.value));
    else set(part.fieldname, part.value);
  }
  if (overwrite.length > 0) set('overwrite', overwrite);
  return { content, fields };
}

/** The field may come several times, or once with commas. */
const idsIn = (value: unknown): readonly string[] =>
  String(value)
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');

/** The parser of forms throws plain errors for what no browser sends; faults of ours have codes. */
function refuseBrokenForm(error: unknown): never {
  const isPlain = error instanceof Error && !(error instanceof DomainError) && !('code' in error);
  throw isPlain ? new DomainError('FORM_INVALID', 'invalid', 'The form is broken off or not well formed.') : error;
}
