import type { Problem } from '../../domain/shared/domain-error.js';
import { type ImportMapping, readMapping } from '../../domain/suppliers/import-fields.js';
import { requireNoProblems } from './refusals.js';

export interface ImportOptions {
  readonly mapping: ImportMapping;
  readonly dryRun: boolean;
  /** null: as the header shows. */
  readonly delimiter: string | null;
}

const DELIMITERS = [',', ';', '\t'];

/** Reads the form's fields beside the file. @throws DomainError VALIDATION_FAILED */
export function readImportOptions(fields: Readonly<Record<string, unknown>>): ImportOptions {
  const problems: Problem[] = [];
  for (const name of Object.keys(fields)) {
    if (!['mapping', 'dryRun', 'delimiter'].includes(name))
      problems.push({ path: name, code: 'UNKNOWN_FIELD', message: 'this field is not known here' });
  }
  const read = readMapping(parsed(fields['mapping']));
  if ('problems' in read) problems.push(...read.problems);
  const dryRun = fields['dryRun'] ?? 'false';
  if (dryRun !== 'true' && dryRun !== 'false')
    problems.push({ path: 'dryRun', code: 'IS_BOOLEAN', message: '"true" or "false" is expected' });
  const delimiter = fields['delimiter'] ?? null;
  const knownDelimiter = typeof delimiter === 'string' && DELIMITERS.includes(delimiter) ? delimiter : null;
  if (delimiter !== null && knownDelimiter === null)
    problems.push({ path: 'delimiter', code: 'IS_IN', message: '"," or ";" or a tab is expected' });
  requireNoProblems(problems);
  return { mapping: 'mapping' in read ? read.mapping : {}, dryRun: dryRun === 'true', delimiter: knownDelimiter };
}

/** What is no JSON is left as the text it is, for the mapping to refuse. */
function parsed(mapping: unknown): unknown {
  if (mapping === undefined || mapping === '') return {};
  if (typeof mapping !== 'string') return mapping;
  try {
    return JSON.parse(mapping) as unknown;
  } catch {
    return mapping;
  }
}
