import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { DomainError } from '../../domain/shared/domain-error.js';
import { identityOf } from './processes.js';

/** Held by one running process; the file goes when it is released, and counts for nothing once its owner is dead. */
export interface DataLock {
  release(): Promise<void>;
}

const inUse = (folder: string, pid: number | undefined): DomainError =>
  new DomainError(
    'DATA_IN_USE',
    'conflict',
    `The data in ${folder} is in use by ${pid === undefined ? 'another process' : `process ${pid}`}: stop that first, or set DATA_DIR to another folder.`,
  );

const readIfThere = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** A link appears at once and whole, and never replaces a file that is there. */
const place = async (draft: string, file: string): Promise<boolean> => {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

/** The owner's process number when it still lives: the number alone may have gone to another process since. */
export const liveOwner = (content: string): number | undefined => {
  const [pid = '', identity = ''] = content.trim().split(/\n/);
  const number = Number(pid);
  return Number.isInteger(number) && number > 0 && identityOf(number) === identity ? number : undefined;
};

/** Moves a dead owner's file away; puts it back when somebody was quicker and it is no longer the dead one's. */
const clearAway = async (file: string, dead: string): Promise<boolean> => {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
  const moved = await readIfThere(aside);
  if (moved !== dead) await place(aside, file);
  await rm(aside, { force: true });
  return moved === dead;
};

/** Takes the lock, or throws `DATA_IN_USE` (conflict). `folder` is what the message names. */
export const acquireLock = async (file: string, folder: string): Promise<DataLock> => {
  const mine = `${process.pid}\n${identityOf(process.pid) ?? ''}\n${randomUUID()}\n`;
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await place(draft, file)) return { release: () => release(file, mine) };
      const theirs = await readIfThere(file);
      if (theirs === undefined) continue;
      const owner = liveOwner(theirs);
      if (owner !== undefined) throw inUse(folder, owner);
      if (!(await clearAway(file, theirs))) throw inUse(folder, undefined);
    }
    throw inUse(folder, undefined);
  } finally {
    await rm(draft, { force: true });
  }
};

const release = async (file: string, mine: string): Promise<void> => {
  if ((await readIfThere(file)) === mine) await rm(file, { force: true });
};
