import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { compareEditions, type EditionChange } from '../domain/indices/compare-editions.js';
import { editionIn } from '../domain/indices/index-ids.js';
import { SystemClock } from '../platform/clock/clock.js';
import { shippedContent, shippedSources } from '../platform/content/content-folders.js';
import { problemLine } from '../platform/content/content-problem.js';
import { loadIndices } from '../platform/content/load-indices.js';
import { readSchemas } from '../platform/content/schemas.js';
import { INDEX_FILE_BYTES, type IndexFile } from '../platform/index-files/index-file.js';
import { readIndexFile } from '../platform/index-files/read-index-file.js';
import { readable } from './readable.js';

const OPTIONS = {
  json: { type: 'boolean', default: false },
  index: { type: 'string' },
  title: { type: 'string' },
  edition: { type: 'string' },
  year: { type: 'string' },
  source: { type: 'string' },
  licence: { type: 'string' },
  attribution: { type: 'string' },
} as const;

const USAGE = `plumbline indices check FILE [--json]
  what the file does not say itself: [--index goods] [--edition 2026] [--year 2026] [--source TEXT] [--licence TEXT] [--attribution TEXT] [--title TEXT]
`;

/** `plumbline indices check`: everything that is wrong with an edition, and what it changes against the shipped one. Exit code 1 when there are problems. */
export async function checkIndexFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [path, ...more] = positionals;
  const { json, ...about } = values;
  if (path === undefined || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const [content, indices, schemas] = await Promise.all([
    readable(path, () => beginningOf(path)),
    loadIndices(shippedContent.indices),
    readSchemas(shippedSources.schemaFolder),
  ]);
  const file = readIndexFile(content, basename(path), about, { indices, schemas, thisYear: new SystemClock().now().getUTCFullYear() });
  const changes =
    file.edition === null ? [] : compareEditions(file.edition.index, editionIn(indices, file.edition.index), file.edition.body);
  process.stdout.write(json ? `${JSON.stringify(reportOf(file, changes), null, 2)}\n` : textOf(file, changes));
  return file.problems.length > 0 ? 1 : 0;
}

/** One byte more than may be read shows that there is more. */
async function beginningOf(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  return size > INDEX_FILE_BYTES ? Buffer.alloc(INDEX_FILE_BYTES + 1, ' ') : readFile(path);
}

const countsOf = (changes: readonly EditionChange[]) => ({
  added: changes.filter(({ kind }) => kind === 'added').length,
  removed: changes.filter(({ kind }) => kind === 'removed').length,
  changed: changes.filter(({ kind }) => kind === 'changed').length,
});

const reportOf = ({ format, edition, problems }: IndexFile, changes: readonly EditionChange[]) => ({
  format,
  index: edition?.index ?? null,
  edition: edition?.body.edition ?? null,
  year: edition?.body.year ?? null,
  problems,
  againstShipped: { ...countsOf(changes), changes },
});

function textOf({ edition, problems }: IndexFile, changes: readonly EditionChange[]): string {
  if (edition === null) return `${[...problems.map(problemLine), `${problems.length} problem(s)`].join('\n')}\n`;
  const { added, removed, changed } = countsOf(changes);
  const line = ({ kind, key, from, to }: EditionChange): string => {
    if (kind === 'added') return `+ ${key}: ${to ?? ''}`;
    return kind === 'removed' ? `- ${key}: ${from ?? ''}` : `~ ${key}: ${from ?? ''} -> ${to ?? ''}`;
  };
  return `${[
    ...changes.map(line),
    `${edition.index} ${edition.body.edition} (${edition.body.year}): against the shipped edition ${added} added, ${removed} removed, ${changed} changed`,
    'no problems',
  ].join('\n')}\n`;
}
