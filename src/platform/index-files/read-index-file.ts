import { checkEdition, type EditionSurroundings } from '../../domain/indices/check-edition.js';
import { indexOfHeader } from '../../domain/indices/csv/layouts.js';
import { readTable } from '../../domain/indices/csv/read-table.js';
import { type AnyEdition, editionIn, INDEX_IDS, type IndexId, isIndexId } from '../../domain/indices/index-ids.js';
import type { Indices } from '../../domain/indices/indices.js';
import type { ContentProblem } from '../content/content-problem.js';
import { mergeProblems } from '../content/merge-problems.js';
import { asRecord, type Plain } from '../content/plain.js';
import type { SchemaCheck } from '../content/schemas.js';
import { parseYaml } from '../content/yaml-file.js';
import { readCsvFile } from './csv-file.js';
import { type EditionHead, INDEX_FILE_BYTES, type IndexFile } from './index-file.js';

/** What a file is read against. */
export interface IndexFileBasis extends EditionSurroundings {
  readonly schemas: SchemaCheck;
}

/** A document in the shape of the content's own files, whatever it was read from, with the way back to a line. */
interface Draft {
  readonly format: 'csv' | 'yaml';
  readonly name: string;
  readonly index: IndexId | null;
  readonly content: Plain;
  readonly lineOf: (path: string) => number;
  readonly problems: readonly ContentProblem[];
  /** Whether there is something to check in spite of the problems. */
  readonly readable: boolean;
}

const HEAD = ['title', 'edition', 'year', 'source', 'licence', 'attribution'] as const;

/** More problems than this are not read by anybody at once. */
const MOST_PROBLEMS = 500;

const only = (format: IndexFile['format'], name: string, code: string, message: string): IndexFile => ({
  format,
  edition: null,
  problems: [{ file: name, path: '', line: 1, code, message }],
});

/** Reads a CSV or YAML (or JSON) file of one index and checks it to the last line. Never throws for what is in the file. */
export function readIndexFile(content: Uint8Array, name: string, about: EditionHead, basis: IndexFileBasis): IndexFile {
  if (content.length === 0) return only('unknown', name, 'FILE_EMPTY', 'The file is empty.');
  if (content.length > INDEX_FILE_BYTES)
    return only('unknown', name, 'FILE_TOO_LARGE', `The file has ${content.length} bytes; at most ${INDEX_FILE_BYTES} are read.`);
  if (content.includes(0)) return only('unknown', name, 'FILE_NOT_TEXT', 'The file is not text; CSV or YAML in UTF-8 is expected.');
  const text = decoded(content);
  if (text === null) return only('unknown', name, 'FILE_NOT_UTF8', 'The file is not valid UTF-8.');
  if (/\.(csv|tsv|txt)$/i.test(name)) return finished(fromCsv(name, text, about, basis), about, basis);
  if (/\.(ya?ml|json)$/i.test(name)) return finished(fromYaml(name, text, about), about, basis);
  return only('unknown', name, 'FORMAT_UNKNOWN', 'The name of the file must end in .csv, .yaml, .yml or .json.');
}

function decoded(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

function fromCsv(name: string, text: string, about: EditionHead, { indices }: IndexFileBasis): Draft {
  const { table, remarks, problems } = readCsvFile(name, text);
  const said = (key: string): string | undefined => (remarks.get(key) ?? (key === 'licence' ? remarks.get('license') : undefined))?.value;
  const head = Object.fromEntries(HEAD.flatMap((key) => (said(key) === undefined ? [] : [[key, said(key)] as const])));
  const lineOfHead = (path: string): number => remarks.get(path)?.line ?? table?.header.line ?? 1;
  const named = said('index') ?? about.index ?? (table === null ? null : indexOfHeader(table.header.cells));
  const draft = { format: 'csv' as const, name, index: isIndexId(named) ? named : null };
  if (table === null || draft.index === null)
    return { ...draft, content: withIndex(head, said('index')), lineOf: lineOfHead, problems, readable: table !== null };
  const year = said('year') ?? about.year;
  const reading = readTable(draft.index, table, indices, year !== undefined && /^\d{4}$/.test(year) ? Number(year) : null);
  const lineOf = (path: string): number => nearest(reading.lines, path) ?? lineOfHead(path);
  return {
    ...draft,
    content: { ...withIndex(head, said('index')), ...reading.content },
    lineOf,
    problems: reading.problems.map((problem) => ({ file: name, ...problem })),
    readable: true,
  };
}

const withIndex = (head: Plain, index: string | undefined): Plain => (index === undefined ? head : { id: index, ...head });

/** The line of a path, or of the nearest one above it. */
function nearest(lines: ReadonlyMap<string, number>, path: string): number | undefined {
  const parts = path.split('/');
  for (let length = parts.length; length > 0; length -= 1) {
    const line = lines.get(parts.slice(0, length).join('/'));
    if (line !== undefined) return line;
  }
  return undefined;
}

function fromYaml(name: string, text: string, about: EditionHead): Draft {
  const file = parseYaml(name, text);
  const { $schema: _, ...content } = asRecord(file.value);
  const named = content['id'] ?? about.index;
  const isDocument = Object.keys(content).length > 0;
  const none = { file: name, path: '', line: 1, code: 'FILE_EMPTY', message: 'The file holds no edition of an index.' };
  return {
    format: 'yaml',
    name,
    index: isIndexId(named) ? named : null,
    content,
    lineOf: file.lineOf,
    problems: isDocument || file.problems.length > 0 ? file.problems : [none],
    readable: isDocument,
  };
}

/** Completes the head, and checks the whole against the schema of its index and against what is in force. */
function finished(draft: Draft, about: EditionHead, { schemas, indices, thisYear }: IndexFileBasis): IndexFile {
  const { format, name, index } = draft;
  if (!draft.readable) return { format, edition: null, problems: atMost(draft.problems, name) };
  if (index === null) return { format, edition: null, problems: [indexProblem(draft, about)] };
  const content = withHead(index, draft.content, about, indices);
  const file = { name, value: content, problems: [], lineOf: draft.lineOf };
  const own = [...headProblems(draft, content, about), ...draft.problems];
  // A file whose rows cannot be read says nothing about what an index must hold.
  const readable = draft.problems.length === 0;
  const shape = schemas(`${index.replace('_', '-')}.schema.json`, file).filter(({ path }) => readable || HEAD.some((key) => key === path));
  const body = content as unknown as AnyEdition;
  const sense =
    own.length + shape.length > 0
      ? []
      : checkEdition(index, body, { indices, thisYear }).map((one) => ({ ...one, file: name, line: draft.lineOf(one.path) }));
  const problems = mergeProblems(shape, [...own, ...sense]);
  if (problems.length === 0) return { format, edition: { index, body }, problems };
  return { format, edition: null, problems: atMost(problems, name) };
}

function withHead(index: IndexId, content: Plain, about: EditionHead, indices: Indices): Plain {
  const given = Object.fromEntries(
    HEAD.flatMap((key) => (content[key] === undefined && about[key] !== undefined ? [[key, about[key]] as const] : [])),
  );
  const whole: Plain = { ...content, ...given, id: content['id'] ?? index };
  const year = whole['year'];
  const source = whole['source'];
  return {
    title: editionIn(indices, index).title,
    ...whole,
    ...(typeof year === 'string' && /^\d{4}$/.test(year) ? { year: Number(year) } : {}),
    ...(whole['attribution'] === undefined ? { attribution: `Source: ${typeof source === 'string' ? source : ''}.` } : {}),
  };
}

function indexProblem({ name, content, lineOf }: Draft, { index }: EditionHead): ContentProblem {
  const named = content['id'] ?? index;
  const message =
    named === undefined
      ? `The file does not say of which index it is, and its columns do not show it; name one of ${INDEX_IDS.join(', ')}.`
      : `There is no such index; name one of ${INDEX_IDS.join(', ')}.`;
  return { file: name, path: 'index', line: lineOf('id'), code: named === undefined ? 'INDEX_MISSING' : 'INDEX_UNKNOWN', message };
}

const REQUIRED = ['edition', 'year', 'source', 'licence'] as const;

function headProblems({ name, content: inFile, lineOf }: Draft, content: Plain, about: EditionHead): ContentProblem[] {
  const at = (path: string, code: string, message: string): ContentProblem => ({ file: name, path, line: lineOf(path), code, message });
  const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '';
  const said = { ...inFile, index: inFile['id'] } as Plain;
  return [
    ...REQUIRED.filter((key) => isBlank(content[key])).map((key) => at(key, 'HEAD_MISSING', `The edition does not say its ${key}.`)),
    ...(['index', ...HEAD] as const)
      .filter((key) => about[key] !== undefined && !isBlank(said[key]) && String(said[key]) !== about[key])
      .map((key) => at(key, 'HEAD_DIFFERS', `The file says another ${key} than what came with it.`)),
    ...(typeof content['year'] === 'string' ? [at('year', 'YEAR_INVALID', 'The year of the edition is expected, four digits.')] : []),
  ];
}

const atMost = (problems: readonly ContentProblem[], name: string): readonly ContentProblem[] =>
  problems.length <= MOST_PROBLEMS
    ? problems
    : [
        ...problems.slice(0, MOST_PROBLEMS),
        { file: name, path: '', line: 1, code: 'MORE_PROBLEMS', message: `${problems.length - MOST_PROBLEMS} more problems are left out.` },
      ];
