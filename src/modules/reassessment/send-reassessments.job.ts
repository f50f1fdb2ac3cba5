import { defineJob } from '../../platform/queue/define-job.js';

/** Sends a tenant's reassessments that have come due; many wishes to do so are one job. */
export const sendReassessments = defineJob(
  'send-reassessments',
  { tenantId: 'uuid' },
  { queue: 'sweeps', attempts: 8, coalesceBy: ({ tenantId }) => tenantId },
);
