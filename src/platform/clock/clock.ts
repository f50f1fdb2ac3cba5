/** The only place where the time of day is read: everything else is given the time, so that tests and the demo can travel in it. */
export abstract class Clock {
  abstract now(): Date;

  /** Now, as ISO 8601 in UTC. */
  instant(): string {
    return this.now().toISOString();
  }

  /** Today in UTC as `YYYY-MM-DD`. */
  today(): string {
    return this.instant().slice(0, 10);
  }
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that runs on, but from another day: what the demo and the end-to-end tests travel with. */
export class MovableClock extends Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advanceDays(days: number): void {
    this.offsetMs += days * 86_400_000;
  }
}

/** Milliseconds since the process began, for measuring how long something took. */
export const elapsedMs = (): number => Math.round(performance.now());
