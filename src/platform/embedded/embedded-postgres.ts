import { resolve } from 'node:path';
import { accountFor } from './account.js';
import { prepareBinaries } from './binaries.js';
import { SUPERUSER, ensureCluster } from './cluster.js';
import { type Home, explainRefusal, lastingHome } from './home.js';
import { acquireLock } from './lock.js';
import { makeFolder } from './make-folder.js';
import { stopOrphan } from './orphan.js';
import { startServer } from './server.js';

/** A real PostgreSQL that belongs to this process. */
export interface EmbeddedPostgres {
  /** Connection of the superuser to the database `postgres`, on 127.0.0.1; made for migrations, never for serving. */
  readonly adminUrl: string;
  /** Rolls back what is open and waits for the end. May be called twice. */
  stop(): Promise<void>;
}

const silent = (): void => undefined;

/** Starts the database of a home: one owner at a time, whatever an earlier one left behind. */
export const startIn = async (home: Home, durable: boolean, named: string, log: (line: string) => void): Promise<EmbeddedPostgres> => {
  const account = accountFor(process.getuid?.());
  const lock = await acquireLock(home.lock, named);
  try {
    await stopOrphan(home, log);
    const binaries = await prepareBinaries(account);
    const password = await ensureCluster(binaries, home, account, durable);
    const server = await startServer({ binaries, home, account, durable, log });
    let ending: Promise<void> | undefined;
    return {
      adminUrl: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${server.port}/postgres`,
      stop: () => (ending ??= server.stop().then(() => lock.release())),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
};

/**
 * Starts the database that belongs to a data folder, and makes it on the first start.
 * Throws DomainError: DATA_IN_USE, DATA_NOT_WRITABLE, DATA_DAMAGED, DATA_OF_ANOTHER_USER, DATA_OF_ANOTHER_VERSION,
 * DATABASE_SETUP_FAILED, DATABASE_START_FAILED, EMBEDDED_DATABASE_MISSING.
 */
export const startEmbeddedPostgres = async (options: {
  readonly dataDir: string;
  readonly log?: (line: string) => void;
}): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  try {
    await makeFolder(dataDir);
    const home = await lastingHome(dataDir, accountFor(process.getuid?.()));
    return await startIn(home, true, dataDir, options.log ?? silent);
  } catch (error) {
    throw explainRefusal(error, dataDir);
  }
};
