import { type ChildProcess, spawn } from 'node:child_process';
import { platform } from 'node:process';
import { createInterface } from 'node:readline';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import { spawnOptions } from './cluster.js';
import type { Home } from './home.js';
import { clusterName } from './orphan.js';
import { freePort } from './ports.js';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Fast shutdown: open transactions are rolled back. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly binaries: Binaries;
  readonly home: Home;
  readonly account: Account | undefined;
  /** Off for throw-away data: a crash of the machine may lose it. */
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

const READY_MS = 120_000;
const STOP_MS = 30_000;

/** No statement, key or parameter reaches the log: they hold people's names and answers. */
const settings = (home: Home, port: number, durable: boolean): readonly string[] => {
  const durability = durable ? ['fsync=on'] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
  const privacy = [
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_statement=none',
    'log_parameter_max_length_on_error=0',
  ];
  const place = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', `cluster_name=${clusterName(home)}`];
  const rest = ['max_connections=200', 'timezone=UTC', 'log_timezone=UTC', 'logging_collector=off', 'log_destination=stderr'];
  return [...place, ...durability, ...privacy, ...rest].flatMap((setting) => ['-c', setting]);
};

const stopped = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const stopServer = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (stopped(child)) return resolve();
    const impatient = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
    child.once('exit', () => {
      clearTimeout(impatient);
      resolve();
    });
    child.kill('SIGINT');
  });

/** Waits for PostgreSQL to say that it is ready; its last words explain why when it is not. */
const untilReady = (child: ChildProcess, log: (line: string) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const lastWords: string[] = [];
    const fail = (reason: string): void => {
      clearTimeout(deadline);
      reject(new DomainError('DATABASE_START_FAILED', 'conflict', `PostgreSQL did not start: ${lastWords.join(' ') || reason}`));
    };
    const deadline = setTimeout(() => {
      child.kill('SIGQUIT');
      fail(`not ready after ${READY_MS / 1000} s`);
    }, READY_MS);
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`exit code ${code}`));
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on('line', (line) => {
      log(line);
      if (/\b(FATAL|PANIC|HINT|error while loading)\b/.test(line)) lastWords.push(line);
      if (!line.includes('database system is ready to accept connections')) return;
      clearTimeout(deadline);
      resolve();
    });
  });

/** In a process group of its own, so that Ctrl-C lets the application finish before its database stops. */
const startOn = async (port: number, options: ServerOptions): Promise<RunningServer> => {
  const { binaries, home, account, durable, log } = options;
  const child = spawn(binaries.postgres, ['-D', home.cluster, ...settings(home, port, durable)], {
    ...spawnOptions(home, account),
    detached: platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stopAtExit = (): void => void child.kill('SIGINT');
  process.once('exit', stopAtExit);
  child.once('exit', () => process.off('exit', stopAtExit));
  child.once('error', () => process.off('exit', stopAtExit));
  await untilReady(child, log);
  return { pid: child.pid ?? 0, port, stop: () => stopServer(child) };
};

const portWasTaken = (error: unknown): boolean =>
  error instanceof DomainError && error.message.includes('could not create any TCP/IP sockets');

/** Starts PostgreSQL on a free port of 127.0.0.1 alone; tries again when the port was taken in between. */
export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOn(await freePort(), options);
    } catch (error) {
      if (attempt === 5 || !portWasTaken(error)) throw error;
    }
  }
};
