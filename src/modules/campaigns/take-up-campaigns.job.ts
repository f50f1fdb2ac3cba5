import { defineJob } from '../../platform/queue/define-job.js';

/** Promises the next chunk of each of a tenant's campaigns that are not sent to the end. */
export const takeUpCampaigns = defineJob(
  'take-up-campaigns',
  { tenantId: 'uuid' },
  { queue: 'sweeps', attempts: 3, coalesceBy: ({ tenantId }) => tenantId },
);
