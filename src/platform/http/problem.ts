import { HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError, type Problem, type RefusalKind } from '../../domain/shared/domain-error.js';

const STATUS: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
};

/** What Fastify and its plugins refuse before a controller is reached, by their own codes. */
const FASTIFY_REFUSALS: Readonly<Record<string, readonly [RefusalKind, string, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'BODY_TOO_LARGE', 'The request is larger than this route takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported', 'MEDIA_TYPE_UNSUPPORTED', 'This route does not take a body of this type.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid', 'BODY_NOT_JSON', 'The body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid', 'BODY_NOT_JSON', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['invalid', 'BODY_INCOMPLETE', 'The body is not as long as announced.'],
  FST_REQ_FILE_TOO_LARGE: ['too_large', 'FILE_TOO_LARGE', 'The file is larger than this route takes.'],
  FST_FILES_LIMIT: ['too_large', 'TOO_MANY_FILES', 'This route takes one file.'],
  FST_FIELDS_LIMIT: ['too_large', 'TOO_MANY_FIELDS', 'The form has more fields than this route takes.'],
  FST_PARTS_LIMIT: ['too_large', 'TOO_MANY_FIELDS', 'The form has more parts than this route takes.'],
  FST_INVALID_MULTIPART_CONTENT_TYPE: [
    'unsupported',
    'MEDIA_TYPE_UNSUPPORTED',
    'This route takes a form with a file (multipart/form-data).',
  ],
  FST_ERR_BAD_URL: ['invalid', 'ADDRESS_INVALID', 'The address is not well formed.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'ROUTE_NOT_FOUND', 'There is nothing at this address.'],
};

const HTTP_REFUSALS: Readonly<Record<number, readonly [RefusalKind, string]>> = {
  400: ['invalid', 'REQUEST_INVALID'],
  401: ['unauthenticated', 'SIGN_IN_REQUIRED'],
  403: ['forbidden', 'FORBIDDEN'],
  404: ['not_found', 'ROUTE_NOT_FOUND'],
  413: ['too_large', 'BODY_TOO_LARGE'],
  415: ['unsupported', 'MEDIA_TYPE_UNSUPPORTED'],
  429: ['too_many', 'TOO_MANY_REQUESTS'],
};

/** A refusal as HTTP tells it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly problems: readonly Problem[];
}

const BODY_NOT_JSON: Refusal = { status: 400, code: 'BODY_NOT_JSON', detail: 'The body is empty or not valid JSON.', problems: [] };

/** Nest hands on what the body parser refused without its code. */
const isAboutJson = (error: HttpException): boolean => error.getStatus() === 400 && /JSON|application\/json/.test(error.message);

/** null for what is not a refusal. */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof DomainError)
    return { status: STATUS[error.kind], code: error.code, detail: error.message, problems: error.problems };
  const code = (error as { code?: unknown } | null)?.code;
  const fastify = typeof code === 'string' ? FASTIFY_REFUSALS[code] : undefined;
  if (fastify !== undefined) return { status: STATUS[fastify[0]], code: fastify[1], detail: fastify[2], problems: [] };
  if (error instanceof HttpException) return isAboutJson(error) ? BODY_NOT_JSON : httpRefusal(error.getStatus());
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? httpRefusal(status) : null;
}

const SENTENCES: Readonly<Record<number, string>> = {
  401: 'Sign in first.',
  403: 'You may not do this.',
  404: 'There is nothing at this address.',
  413: 'The request is larger than this route takes.',
  415: 'This route does not take a body of this type.',
  429: 'Too many requests; wait a minute and try again.',
};

function httpRefusal(status: number): Refusal {
  const known = HTTP_REFUSALS[status];
  return {
    status: known === undefined ? status : STATUS[known[0]],
    code: known?.[1] ?? 'REQUEST_REFUSED',
    detail: SENTENCES[status] ?? 'The request cannot be understood.',
    problems: [],
  };
}

/** Answers with an RFC 9457 problem. */
export function sendProblem(reply: FastifyReply, instance: string, { status, code, detail, problems }: Refusal): void {
  if (reply.sent) return;
  const type = `urn:plumbline:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  void reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send({ type, title: detail, status, code, instance, problems });
}
