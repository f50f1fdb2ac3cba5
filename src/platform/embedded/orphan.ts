import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Home } from './home.js';
import { commandLineOf, isAlive } from './processes.js';

/** Stands in the title of every process of one cluster, so that they can be told from those of another. */
export const clusterName = (home: Home): string => `plumbline-${createHash('sha256').update(home.cluster).digest('hex').slice(0, 16)}`;

const until = async (done: () => Promise<boolean> | boolean, milliseconds: number): Promise<boolean> => {
  for (let waited = 0; waited < milliseconds; waited += 20) {
    if (await done()) return true;
    await pause(20);
  }
  return done();
};

const recordedPid = async (home: Home): Promise<number | undefined> => {
  try {
    const pid = Number((await readFile(join(home.cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
};

/** Backends outlive a killed postmaster for a moment and still write: nothing may start beside them. */
const backendsGone = async (home: Home): Promise<boolean> => {
  if (platform !== 'linux') return true;
  const title = `postgres: ${clusterName(home)}: `;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return !pids.some((pid) => commandLineOf(pid).startsWith(title) && isAlive(pid));
};

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** Stops what a killed owner left running and clears its traces. Call it only while holding the lock. */
export const stopOrphan = async (home: Home, log: (line: string) => void): Promise<void> => {
  const pid = await recordedPid(home);
  if (pid === undefined) return;
  const running = (): boolean => isAlive(pid) && commandLineOf(pid).includes(home.cluster);
  if (running()) {
    log(`stopping the PostgreSQL (process ${pid}) that an earlier run left behind`);
    signal(pid, 'SIGINT');
    if (!(await until(() => !running(), 15_000))) signal(pid, 'SIGQUIT');
    await until(() => !running(), 5_000);
  }
  if (running() || !(await until(() => backendsGone(home), 10_000))) {
    throw new DomainError(
      'DATA_IN_USE',
      'conflict',
      `A PostgreSQL that an earlier run left behind (process ${pid}) does not stop: end it, then start again.`,
    );
  }
  await rm(join(home.cluster, 'postmaster.pid'), { force: true });
};
