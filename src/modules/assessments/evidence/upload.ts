import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { createValidationPipe, StorableTextPipe } from '../../../platform/http/validation.js';
import { EvidenceFields } from './evidence.dto.js';

export const MAX_FILE_BYTES = 10 * 1024 * 1024;

export interface Upload {
  /** As the sender calls it, without folders. */
  readonly name: string;
  readonly content: Buffer;
  readonly fields: EvidenceFields;
}

/** One file with its fields, in whatever order the form sends them. @throws DomainError FILE_MISSING, FILE_EMPTY, FILE_TOO_LARGE, VALIDATION_FAILED */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart())
    throw new DomainError('MEDIA_TYPE_UNSUPPORTED', 'unsupported', 'This route takes a form with a file (multipart/form-data).');
  let file: { name: string; content: Buffer } | null = null;
  const fields: Record<string, unknown> = {};
  for await (const part of request.parts({ limits: { fileSize: MAX_FILE_BYTES, files: 1, fields: 10, fieldSize: 2_000 } })) {
    if (part.type === 'file') file = await readFile(part);
    else Object.defineProperty(fields, part.fieldname, { value: part.value, enumerable: true, configurable: true, writable: true });
  }
  if (file === null) throw fileRefused('FILE_MISSING', 'invalid', 'The form holds no file.');
  if (file.content.length === 0) throw fileRefused('FILE_EMPTY', 'invalid', 'The file is empty.');
  const checked: unknown = await createValidationPipe().transform(new StorableTextPipe().transform(fields, { type: 'body' }), {
    type: 'body',
    metatype: EvidenceFields,
  });
  return { ...file, fields: checked as EvidenceFields };
}

async function readFile(part: MultipartFile): Promise<{ name: string; content: Buffer }> {
  const content = await part.toBuffer();
  return { name: displayName(part.filename), content };
}

/** Names are shown to people and never touch the file system. */
const displayName = (name: string): string => {
  const shown = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/\p{Cc}|\p{Surrogate}/gu, '').trim();
  return shown === '' ? 'file' : shown.slice(-200);
};

export const fileRefused = (code: string, kind: 'invalid' | 'unsupported' | 'conflict', message: string): DomainError =>
  new DomainError(code, kind, message, [{ path: 'file', code, message }]);
