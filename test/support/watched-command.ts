import { readFile } from 'node:fs/promises';
import { Command, type Ended } from './command.js';

/** With the most memory it held, as far as the system tells (`/proc`): null elsewhere. */
export interface Watched extends Ended {
  readonly peakMegabytes: number | null;
}

const LOOK_EVERY_MS = 15;

const statusOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');

/** Runs a command and looks at it until it ends; the figure only grows, so the last look tells. */
export async function watch(args: readonly string[]): Promise<Watched> {
  const command = Command.start(args);
  let peakMegabytes: number | null = null;
  const look = async (): Promise<void> => {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(await statusOf(command.pid))?.[1];
    if (kilobytes !== undefined) peakMegabytes = Number(kilobytes) / 1024;
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);
  try {
    const ended = await command.end();
    return { ...ended, peakMegabytes };
  } finally {
    clearInterval(looking);
  }
}
