import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:process';

const readOrEmpty = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const answersToSignals = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const askPs = (pid: number, field: string): string =>
  platform === 'win32' ? '' : String(spawnSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim();

/** State and start (in ticks since boot) of a Linux process; the name in brackets may itself hold spaces and brackets. */
const linuxStat = (pid: number): { state: string; start: string } | undefined => {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? undefined : { state: fields[0] ?? '', start: fields[19] ?? '' };
};

/** Tells a process from a later one with the same number: its start; `undefined` when it is dead or only waits to be buried. */
export const identityOf = (pid: number): string | undefined => {
  if (platform !== 'linux') return answersToSignals(pid) ? `start ${askPs(pid, 'lstart')}` : undefined;
  const stat = linuxStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
  return `${readOrEmpty('/proc/sys/kernel/random/boot_id').trim()}/${stat.start}`;
};

export const isAlive = (pid: number): boolean => identityOf(pid) !== undefined;

/** The words a process was started with, separated by blanks; empty when it cannot be read. */
export const commandLineOf = (pid: number): string =>
  platform === 'linux' ? readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() : askPs(pid, 'command');
