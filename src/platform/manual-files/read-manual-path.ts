import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { shippedSources } from '../content/content-folders.js';
import { readActionLibrary } from '../content/load-action-library.js';
import { readManual } from '../content/load-manual.js';
import { asList, asRecord } from '../content/plain.js';
import { readSchemas } from '../content/schemas.js';
import { readYaml } from '../content/yaml-file.js';
import { SPREADSHEET_LIMITS } from '../spreadsheet/limits.js';
import { type AboutSaq, aboutSaq } from './about-saq.js';
import type { ManualChecks } from './check-read-manual.js';
import { type ManualFile, nothingIn, readingOf, withFileName } from './manual-file.js';
import { readYamlDocument } from './read-document.js';
import { readManualFile } from './read-manual-file.js';

/** By what the shipped product checks manuals. */
export const shippedChecks = async (): Promise<ManualChecks> => {
  const [schemas, { library }] = await Promise.all([
    readSchemas(shippedSources.schemaFolder),
    readActionLibrary(shippedSources.libraryFolder, shippedSources.schemaFolder),
  ]);
  return { schemas, actions: library?.actions ?? [] };
};

const inFolder = async (folder: string): Promise<ManualFile> => {
  const { manual, problems } = await readManual(folder);
  const placed = problems.map(({ file, line, path, code, message }) => ({
    place: `${file}:${line}${path === '' ? '' : ` ${path}`}`,
    code,
    message,
  }));
  return manual === null ? nothingIn('yaml-folder', placed) : readingOf('yaml-folder', manual, placed);
};

/** A YAML file is a whole manual, or the head of a folder whose chapters lie beside it. */
const inYaml = async (path: string): Promise<ManualFile> => {
  const file = await readYaml(dirname(path), basename(path));
  const chapters = asList(asRecord(file.value)['chapters']);
  const isHead = basename(path) === 'manual.yaml' && chapters.length > 0 && chapters.every((chapter) => typeof chapter === 'string');
  if (isHead) return inFolder(dirname(path));
  return withFileName(readYamlDocument(file, await shippedChecks()), basename(path));
};

/** Reads the manual at a path: a folder of YAML, one YAML or JSON file, or a workbook. */
export const readManualPath = async (path: string, about: AboutSaq): Promise<ManualFile> => {
  const { isDirectory, size } = await stat(path).then((found) => ({ isDirectory: found.isDirectory(), size: found.size }));
  if (isDirectory) return inFolder(path);
  if (/\.ya?ml$/i.test(path)) return inYaml(path);
  const name = basename(path);
  if (size > SPREADSHEET_LIMITS.fileBytes) {
    const message = `The file is larger than ${SPREADSHEET_LIMITS.fileBytes} bytes.`;
    return withFileName(nothingIn('unknown', [{ place: '', code: 'SPREADSHEET_TOO_LARGE', message }]), name);
  }
  return readManualFile(await readFile(path), name, await shippedChecks(), aboutSaq(name, about));
};
