import { defineJob } from '../queue/define-job.js';

/** Looks which tenants have something due. It carries nothing: what is due stands in the rows. */
export const sweep = defineJob('sweep', {}, { queue: 'sweeps', attempts: 3 });
