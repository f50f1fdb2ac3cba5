const WINDOW_MS = 60_000;

/** So that many addresses at once cannot fill the memory; the oldest are forgotten first. */
const MAX_KEYS = 20_000;

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Counts hits in windows of a minute, for each key. */
export class HitCounter {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly limit: number) {}

  /** Counts one hit. @returns how many milliseconds to wait; 0: not at all. */
  hit(key: string, now: number): number {
    const known = this.windows.get(key);
    // A window that would end later than a minute from now was begun by a clock that has been set back since.
    if (known !== undefined && known.endsAt > now && known.endsAt <= now + WINDOW_MS) {
      known.hits += 1;
      return known.hits > this.limit ? known.endsAt - now : 0;
    }
    this.windows.delete(key);
    if (this.windows.size >= MAX_KEYS) this.makeRoom(now);
    this.windows.set(key, { hits: 1, endsAt: now + WINDOW_MS });
    return this.limit < 1 ? WINDOW_MS : 0;
  }

  private makeRoom(now: number): void {
    for (const [key, { endsAt }] of this.windows) {
      // Windows lie in the order in which they began, so the first that is still open ends the search.
      if (endsAt > now && this.windows.size < MAX_KEYS) return;
      this.windows.delete(key);
    }
  }
}

/** Whose hits are counted together: an IPv4 address, or a /64 of IPv6, which one household or server has for itself. */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (plain.includes('.')) return plain.slice(plain.lastIndexOf(':') + 1);
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...back];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
