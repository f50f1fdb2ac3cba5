import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type Account, ROOT_STORE } from './account.js';

/** Where one database lives: the folder with its lock, password and cluster. */
export interface Home {
  readonly folder: string;
  readonly cluster: string;
  readonly lock: string;
  readonly password: string;
}

const homeAt = (folder: string): Home => ({
  folder,
  cluster: join(folder, 'cluster'),
  lock: join(folder, 'lock'),
  password: join(folder, 'password'),
});

/** The account may pass through to the cluster, but neither list nor change what lies around it. */
const makePassable = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
};

const readPlace = async (file: string): Promise<string> => {
  const place = (await readFile(file, 'utf8')).trim();
  if (/^[0-9a-f]{32}$/.test(place)) return place;
  throw new DomainError(
    'DATA_DAMAGED',
    'conflict',
    `The file ${file} does not hold the name of a data folder: restore it, or remove it to start afresh.`,
  );
};

const rootHome = async (dataDir: string): Promise<Home> => {
  const kept = join(dataDir, 'postgres');
  if (existsSync(join(kept, 'cluster'))) {
    const message = `The data in ${dataDir} was made by an ordinary user: start as that user, or set DATA_DIR to another folder.`;
    throw new DomainError('DATA_OF_ANOTHER_USER', 'conflict', message);
  }
  await mkdir(kept, { recursive: true, mode: 0o700 });
  const place = join(kept, 'place');
  await writeFile(place, `${randomBytes(16).toString('hex')}\n`, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const id = await readPlace(place);
  await makePassable(ROOT_STORE);
  const home = homeAt(join(ROOT_STORE, id));
  await makePassable(home.folder);
  return home;
};

/** The lasting home of the database that belongs to `dataDir`. */
export const lastingHome = async (dataDir: string, account: Account | undefined): Promise<Home> => {
  if (account !== undefined) return rootHome(dataDir);
  const home = homeAt(join(dataDir, 'postgres'));
  await mkdir(home.folder, { recursive: true, mode: 0o700 });
  return home;
};

const THROW_AWAY = 'plumbline-throw-away-';

/** A new home of its own in `store`, which is private to it. */
export const throwAwayHome = async (store: string, account: Account | undefined): Promise<Home> => {
  const home = homeAt(join(store, `${THROW_AWAY}${randomBytes(8).toString('hex')}`));
  if (account !== undefined) await makePassable(store);
  await mkdir(home.folder, { mode: 0o700 });
  if (account !== undefined) await makePassable(home.folder);
  return home;
};

/** Throw-away homes lie side by side, so that the next start can clear those a killed process left behind. */
export const throwAwayHomes = async (store: string): Promise<readonly Home[]> =>
  (await readdir(store)).filter((name) => name.startsWith(THROW_AWAY)).map((name) => homeAt(join(store, name)));

const REFUSED: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOSPC', 'EDQUOT', 'EINVAL', 'EEXIST', 'ENOENT'];

/** Turns what the file system refuses into one clear sentence; other faults pass unchanged. */
export const explainRefusal = (error: unknown, folder: string): unknown => {
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (!REFUSED.includes(code)) return error;
  const message = `The data folder ${folder} cannot be used: ${path ?? folder} cannot be written (${code}). Make it writable or set DATA_DIR to another folder.`;
  return new DomainError('DATA_NOT_WRITABLE', 'conflict', message);
};
