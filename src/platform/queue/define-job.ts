/** At most four queues: each costs connections; job names are free. */
export type QueueName = 'scoring' | 'mail' | 'sweeps';
export const QUEUES: readonly QueueName[] = ['scoring', 'mail', 'sweeps'];

type FieldKind = 'uuid' | 'date';
type Fields = Readonly<Record<string, FieldKind>>;
export type PayloadOf<F extends Fields> = { readonly [K in keyof F]: string };

/** A job's name, payload and retry policy in one value that producer and worker share. Payloads hold ids and dates only: the queue has no row security. */
export interface Job<F extends Fields = Fields> {
  readonly name: string;
  readonly fields: F;
  readonly queue: QueueName;
  readonly attempts: number;
  /** Jobs with the same key that wait are one job; one that arrives while another runs is run after it. */
  readonly coalesceBy: KeyOf<F>['of'] | null;
}

/** A method, so that a job of certain fields is also a job of any fields. */
interface KeyOf<F extends Fields> {
  of(payload: PayloadOf<F>): string;
}

export const defineJob = <F extends Fields>(
  name: string,
  fields: F,
  options: { readonly queue: QueueName; readonly attempts: number; readonly coalesceBy?: (payload: PayloadOf<F>) => string },
): Job<F> => ({ name, fields, queue: options.queue, attempts: options.attempts, coalesceBy: options.coalesceBy ?? null });

const PATTERNS: Readonly<Record<FieldKind, RegExp>> = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
};

/** The queue is an untrusted boundary too. @throws Error when the data does not fit the job. */
export function readPayload<F extends Fields>(job: Job<F>, data: unknown): PayloadOf<F> {
  const entries = Object.entries(job.fields).map(([field, kind]) => {
    const value = (data as Record<string, unknown> | null)?.[field];
    if (typeof value !== 'string' || !PATTERNS[kind].test(value)) throw new Error(`job ${job.name}: ${field} is not a ${kind}`);
    return [field, value] as const;
  });
  return Object.fromEntries(entries) as PayloadOf<F>;
}
