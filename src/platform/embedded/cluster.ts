import { type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { platform } from 'node:process';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { Home } from './home.js';

export const SUPERUSER = 'postgres';

/** Its own bare environment and folder: PG* variables of the user's must not steer it, and it may not enter the clone. */
export const spawnOptions = (home: Home, account: Account | undefined): SpawnOptions => ({
  cwd: home.folder,
  ...(platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
  ...account,
});

/** The superuser's password, made once and readable by the owner of the data alone. */
const keptPassword = async (home: Home): Promise<string> => {
  if (!existsSync(home.password)) {
    if (existsSync(home.cluster)) {
      throw new DomainError(
        'DATA_DAMAGED',
        'conflict',
        `The file ${home.password} is missing: restore it, or remove ${home.folder} to start afresh.`,
      );
    }
    await writeFile(home.password, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
  }
  return (await readFile(home.password, 'utf8')).trim();
};

const runInitdb = (binaries: Binaries, args: readonly string[], options: SpawnOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const fail = (reason: string): void =>
      reject(new DomainError('DATABASE_SETUP_FAILED', 'conflict', `PostgreSQL could not set up its data: ${output.trim() || reason}`));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => (code === 0 ? resolve() : fail(`exit code ${code}`)));
  });

/** Made under another name and moved into place, so that an interrupted set-up is simply done again. */
const createCluster = async (
  binaries: Binaries,
  home: Home,
  account: Account | undefined,
  password: string,
  durable: boolean,
): Promise<void> => {
  const draft = `${home.cluster}.new`;
  const passwordFile = `${home.password}.${randomUUID()}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== undefined) await Promise.all([draft, passwordFile].map((path) => chown(path, account.uid, account.gid)));
    const access = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    const text = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const args = ['-D', draft, ...access, ...text, '--no-instructions', ...(durable ? [] : ['--no-sync'])];
    await runInitdb(binaries, args, spawnOptions(home, account));
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, home.cluster);
};

/** Makes the cluster on the first start and checks on later ones that this PostgreSQL can read it. Returns the password. */
export const ensureCluster = async (binaries: Binaries, home: Home, account: Account | undefined, durable: boolean): Promise<string> => {
  const password = await keptPassword(home);
  if (!existsSync(home.cluster)) await createCluster(binaries, home, account, password, durable);
  const made = (await readFile(`${home.cluster}/PG_VERSION`, 'utf8')).trim();
  if (made !== binaries.major) {
    const message = `The data in ${home.cluster} was made by PostgreSQL ${made}, but ${binaries.major} is installed: dump and restore it with version ${made}.`;
    throw new DomainError('DATA_OF_ANOTHER_VERSION', 'conflict', message);
  }
  return password;
};
