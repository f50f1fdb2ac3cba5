/** Milliseconds that `work` took, and what it gave. */
export async function timed(work) {
  const from = process.hrtime.bigint();
  const result = await work();
  return { ms: Number(process.hrtime.bigint() - from) / 1e6, result };
}

/** Milliseconds of each of `times` runs of something that does not wait. */
export function timesOf(times, work) {
  const all = [];
  for (let i = 0; i < times; i++) {
    const from = process.hrtime.bigint();
    work(i);
    all.push(Number(process.hrtime.bigint() - from) / 1e6);
  }
  return all;
}

/** The value below which this share of them lies. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Digits enough to tell two runs apart. */
export const rounded = (value) => Number(value.toPrecision(3));
