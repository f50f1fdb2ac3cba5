import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { ROOT_STORE, accountFor } from './account.js';
import { type EmbeddedPostgres, startIn } from './embedded-postgres.js';
import { type Home, explainRefusal, throwAwayHome, throwAwayHomes } from './home.js';
import { acquireLock, liveOwner } from './lock.js';
import { stopOrphan } from './orphan.js';

/** True where a process of this user's was killed before it could tidy up; one that only just begins has no lock yet. */
const isAbandoned = async (home: Home): Promise<boolean> => {
  try {
    if ((await stat(home.folder)).uid !== (process.getuid?.() ?? 0)) return false;
    return liveOwner(await readFile(home.lock, 'utf8')) === undefined;
  } catch {
    return false;
  }
};

const clearAbandoned = async (store: string, log: (line: string) => void): Promise<void> => {
  for (const home of await throwAwayHomes(store).catch(() => [])) {
    if (!(await isAbandoned(home))) continue;
    try {
      await acquireLock(home.lock, home.folder);
      await stopOrphan(home, log);
      await rm(home.folder, { recursive: true, force: true });
    } catch (error) {
      log(`an abandoned throw-away database stays in ${home.folder}: ${(error as Error).message}`);
    }
  }
};

/** A database for a demo or a test: quick, not safe against a crash, and gone with `stop()`. Throws as `startEmbeddedPostgres`. */
export const startThrowAwayPostgres = async (options: { readonly log?: (line: string) => void } = {}): Promise<EmbeddedPostgres> => {
  const log = options.log ?? ((): void => undefined);
  const account = accountFor(process.getuid?.());
  const store = account === undefined ? tmpdir() : ROOT_STORE;
  await clearAbandoned(store, log);
  let home: Home | undefined;
  try {
    home = await throwAwayHome(store, account);
    const { folder } = home;
    const started = await startIn(home, false, folder, log);
    const tidyUp = async (): Promise<void> => {
      await started.stop();
      await rm(folder, { recursive: true, force: true });
    };
    let ending: Promise<void> | undefined;
    return { adminUrl: started.adminUrl, stop: () => (ending ??= tidyUp()) };
  } catch (error) {
    if (home !== undefined) await rm(home.folder, { recursive: true, force: true });
    throw explainRefusal(error, store);
  }
};
