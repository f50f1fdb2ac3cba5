import { readFile } from 'node:fs/promises';
import { Command, type Ended } from './command.js';

/** With what it took, as far as the system tells (`/proc`): null elsewhere. */
export interface Watched extends Ended {
  readonly peakMegabytes: number | null;
  /** Time of a processor, which a busy machine does not lengthen. */
  readonly processorSeconds: number | null;
}

const LOOK_EVERY_MS = 15;

const TICKS_PER_SECOND = 100;

const procFile = (pid: number, name: string): Promise<string> => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');

/** Fields 14 and 15, counted from behind the name in parentheses, which may hold anything. */
const secondsIn = (stat: string): number | null => {
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return user === undefined || system === undefined ? null : (user + system) / TICKS_PER_SECOND;
};

/** Runs a command and looks at it until it ends; both figures only grow, so the last look tells. */
export async function watch(args: readonly string[]): Promise<Watched> {
  const command = Command.start(args);
  let peakMegabytes: number | null = null;
  let processorSeconds: number | null = null;
  const look = async (): Promise<void> => {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(await procFile(command.pid, 'status'))?.[1];
    processorSeconds = secondsIn(await procFile(command.pid, 'stat')) ?? processorSeconds;
    if (kilobytes !== undefined) peakMegabytes = Number(kilobytes) / 1024;
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);
  try {
    const ended = await command.end();
    return { ...ended, peakMegabytes, processorSeconds };
  } finally {
    clearInterval(looking);
  }
}
