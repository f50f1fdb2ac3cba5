import { SetMetadata } from '@nestjs/common';
import type { Job, PayloadOf } from './define-job.js';

export const HANDLES = 'plumbline:handles';

/** Marks the worker of a job. Its `run` may be called twice for the same payload and must then do nothing twice. */
export const Handles = (job: Job) => SetMetadata(HANDLES, job);

export interface JobHandler<J extends Job> {
  run(payload: PayloadOf<J['fields']>): Promise<void>;
}
