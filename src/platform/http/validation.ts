import { type ArgumentMetadata, Injectable, type PipeTransform, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';

/** Checks bodies and queries against their DTO, refuses unknown fields and text that no database can keep, and names every problem with its path. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false, exposeDefaultValues: true },
    stopAtFirstError: false,
    exceptionFactory: (errors) =>
      new DomainError(
        'VALIDATION_FAILED',
        'invalid',
        'Some fields are not right.',
        errors.flatMap((error) => problemsOf(error, '')),
      ),
  });

function problemsOf(error: ValidationError, above: string): Problem[] {
  const path = above === '' ? error.property : `${above}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    path,
    code: rule === 'whitelistValidation' ? 'UNKNOWN_FIELD' : rule.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
    message: rule === 'whitelistValidation' ? 'this field is not known here' : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, path))];
}

const MAX_DEPTH = 32;

/** NUL and lone surrogates cannot be stored as PostgreSQL text or JSON; they are refused at the door. */
@Injectable()
export class StorableTextPipe implements PipeTransform {
  transform(value: unknown, { type }: ArgumentMetadata): unknown {
    if (type !== 'custom') {
      const problems = unstorable(value, '', 0);
      if (problems.length > 0)
        throw new DomainError('TEXT_NOT_STORABLE', 'invalid', 'A text holds characters that cannot be stored.', problems);
    }
    return value;
  }
}

function unstorable(value: unknown, path: string, depth: number): Problem[] {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed()
      ? [{ path, code: 'TEXT_NOT_STORABLE', message: 'holds a NUL or half a character' }]
      : [];
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  if (depth > MAX_DEPTH) return [{ path, code: 'NESTED_TOO_DEEP', message: `nested more than ${MAX_DEPTH} levels` }];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...unstorable(key, path, depth + 1),
    ...unstorable(inner, path === '' ? key : `${path}.${key}`, depth + 1),
  ]);
}
