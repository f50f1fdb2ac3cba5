import { untilIdle } from '../../src/demo/idle.js';
import { SweepWorker } from '../../src/platform/sweep/sweep.worker.js';
import type { Letter } from './letters.js';
import type { World } from './world.js';

/** Moves the clock on to a moment. */
export function travelTo(world: World, instant: string): void {
  world.clock.advanceDays((Date.parse(instant) - world.clock.now().getTime()) / 86_400_000);
}

/** Has the sweep find what is due and everything done that follows. */
export async function sweepNow(world: World): Promise<void> {
  await world.app.get(SweepWorker).run();
  await untilIdle(world.app);
}

/** Subjects of the letters to an address, oldest first. */
export const subjectsTo = async (world: World, address: string): Promise<readonly string[]> =>
  (await lettersTo(world, address)).map(({ subject }) => subject);

export const lettersTo = async (world: World, address: string): Promise<readonly Letter[]> =>
  (await world.letters()).filter(({ to }) => to.includes(address));
