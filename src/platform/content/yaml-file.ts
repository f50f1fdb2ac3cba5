import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { ContentProblem } from './content-problem.js';

/** A chapter of the shipped manual has under 100 kB. */
const MAX_BYTES = 2_000_000;

/** How far aliases may unfold: enough for a shared text, too little for a bomb. */
const MAX_ALIASES = 100;

/** A YAML file read once, with the way from a path in it back to a line. */
export interface YamlFile {
  readonly name: string;
  /** Plain value; null where the file could not be read. */
  readonly value: unknown;
  readonly problems: readonly ContentProblem[];
  /** The line of a path such as `questions/3/visible`, or of its nearest ancestor that exists. */
  readonly lineOf: (path: string) => number;
}

const failed = (name: string, code: string, message: string, line = 1): YamlFile => ({
  name,
  value: null,
  problems: [{ file: name, path: '', line, code, message }],
  lineOf: () => line,
});

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

const startOf = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : undefined;

/** One step down: the child and the offset at which a person would look for it (the key, not the value below it). */
const childOf = (
  node: Node | null | undefined,
  segment: string,
  document: Document,
): { node: Node | null; offset: number | undefined } | null => {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isMap(target)) {
    const pair = target.items.find(({ key }) => keyOf(key) === segment);
    return pair ? { node: pair.value as Node | null, offset: startOf(pair.key) } : null;
  }
  if (isSeq(target)) {
    const item = target.items[Number(segment)] as Node | undefined;
    return item ? { node: item, offset: startOf(item) } : null;
  }
  return null;
};

const lineFinder =
  (document: Document, lines: LineCounter) =>
  (path: string): number => {
    let node = document.contents;
    let offset = startOf(node) ?? 0;
    for (const segment of path.split('/').filter((part) => part !== '')) {
      const child = childOf(node, segment, document);
      if (!child) break;
      node = child.node;
      offset = child.offset ?? offset;
    }
    return Math.max(1, lines.linePos(offset).line);
  };

/** Our own search, because the parser compares every key of a map with every other. */
const duplicateKeys = (document: Document): { readonly key: string; readonly offset: number }[] => {
  const found: { key: string; offset: number }[] = [];
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const name = keyOf(key);
        if (seen.has(name)) found.push({ key: name, offset: startOf(key) ?? 0 });
        seen.add(name);
      }
    },
  });
  return found;
};

/** Parses YAML text, refusing syntax errors, keys that stand twice and aliases that unfold without end. */
export const parseYaml = (name: string, text: string): YamlFile => {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
    const at = (offset: number): number => Math.max(1, lines.linePos(offset).line);
    const problems: ContentProblem[] = [
      ...document.errors.map((error) => ({ file: name, path: '', line: at(error.pos[0]), code: 'YAML_SYNTAX', message: error.message })),
      ...duplicateKeys(document).map(({ key, offset }) => ({
        file: name,
        path: '',
        line: at(offset),
        code: 'YAML_DUPLICATE_KEY',
        message: `The key "${key}" stands twice here.`,
      })),
    ];
    const value: unknown = problems.length > 0 ? null : document.toJS({ maxAliasCount: MAX_ALIASES });
    return { name, value, problems, lineOf: lineFinder(document, lines) };
  } catch (error) {
    return failed(name, 'YAML_REFUSED', `The file cannot be unfolded: ${error instanceof Error ? error.message : 'unknown error'}.`);
  }
};

const decode = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

const isNotFound = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/** Reads `name` in `folder`; whatever is wrong with it comes back as problems, never as an exception. */
export const readYaml = async (folder: string, name: string): Promise<YamlFile> => {
  const path = join(folder, name);
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) return failed(name, 'FILE_TOO_LARGE', `The file has ${size} bytes; at most ${MAX_BYTES} are read.`);
    const text = decode(await readFile(path));
    return text === null ? failed(name, 'FILE_NOT_UTF8', 'The file is not valid UTF-8.') : parseYaml(name, text);
  } catch (error) {
    return isNotFound(error)
      ? failed(name, 'FILE_MISSING', 'The file does not exist.')
      : failed(name, 'FILE_UNREADABLE', 'The file cannot be read.');
  }
};
