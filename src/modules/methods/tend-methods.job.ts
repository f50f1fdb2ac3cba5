import { defineJob } from '../../platform/queue/define-job.js';

/** Does what the day has made due of a tenant's methods: one comes into force, a report goes on that was broken off, an old one goes. */
export const tendMethods = defineJob(
  'tend-methods',
  { tenantId: 'uuid' },
  { queue: 'sweeps', attempts: 8, coalesceBy: ({ tenantId }) => tenantId },
);
