import { checkManualBody } from '../content/check-manual-body.js';
import { asRecord } from '../content/plain.js';
import type { YamlFile } from '../content/yaml-file.js';
import type { ManualChecks } from './check-read-manual.js';
import { type ManualFile, nothingIn, readingOf } from './manual-file.js';

/** As large as a file of content may be. */
const MAX_BYTES = 2_000_000;

const isDocument = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const NO_DOCUMENT = { place: '', code: 'DOCUMENT_INVALID', message: 'The file does not hold a manual: an object with chapters in it.' };

/** A manual that is one JSON text, its chapters and contradictions in it. */
export const readJson = (content: Buffer, checks: ManualChecks): ManualFile => {
  const refused = (code: string, message: string): ManualFile => nothingIn('json', [{ place: '', code, message }]);
  if (content.length > MAX_BYTES) return refused('FILE_TOO_LARGE', `The file has ${content.length} bytes; at most ${MAX_BYTES} are read.`);
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
    if (!isDocument(value)) return nothingIn('json', [NO_DOCUMENT]);
    const { manual, problems } = checkManualBody(checks.schemas, asRecord(value), checks.actions);
    return readingOf(
      'json',
      manual,
      problems.map(({ path, code, message }) => ({ place: path, code, message })),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return refused('JSON_SYNTAX', 'The file is not well-formed JSON.');
    if (error instanceof TypeError) return refused('FILE_NOT_UTF8', 'The file is not valid UTF-8.');
    throw error;
  }
};

/** The same in YAML; `file` was parsed within the bounds of content. */
export const readYamlDocument = (file: YamlFile, checks: ManualChecks): ManualFile => {
  const at = (line: number, path: string): string => `line ${line}${path === '' ? '' : ` ${path}`}`;
  if (file.problems.length > 0)
    return nothingIn(
      'yaml',
      file.problems.map(({ line, path, code, message }) => ({ place: at(line, path), code, message })),
    );
  if (!isDocument(file.value)) return nothingIn('yaml', [NO_DOCUMENT]);
  const { manual, problems } = checkManualBody(checks.schemas, asRecord(file.value), checks.actions);
  return readingOf(
    'yaml',
    manual,
    problems.map(({ path, code, message }) => ({ place: at(file.lineOf(path), path), code, message })),
  );
};
