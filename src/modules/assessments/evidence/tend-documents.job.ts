import { defineJob } from '../../../platform/queue/define-job.js';

/** Looks through a tenant's documents once a day: those that end soon are written about, and files that nobody knows go. */
export const tendDocuments = defineJob(
  'tend-documents',
  { tenantId: 'uuid' },
  { queue: 'sweeps', attempts: 5, coalesceBy: ({ tenantId }) => tenantId },
);
