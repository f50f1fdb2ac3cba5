import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const ENDINGS = /\.(json|jsonl|ndjson)$/i;

/** Standard input, by its usual name. */
export const STANDARD_INPUT = '-';

/** The files that paths stand for: themselves, or what ends like JSON anywhere in a folder, in the order of names; null: there is no such path. */
export async function receiptFiles(path: string): Promise<readonly string[] | null> {
  if (path === STANDARD_INPUT) return [path];
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && ENDINGS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
