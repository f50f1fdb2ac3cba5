import { defineJob } from '../../platform/queue/define-job.js';

/** Counts a tenant's worker surveys whose last day is over. */
export const countSurveys = defineJob(
  'count-worker-surveys',
  { tenantId: 'uuid' },
  { queue: 'sweeps', attempts: 3, coalesceBy: ({ tenantId }) => tenantId },
);
