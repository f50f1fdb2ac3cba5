import { defineJob } from '../../platform/queue/define-job.js';

/** Writes a tenant's reminders that have come due; many wishes to do so are one job. */
export const sendReminders = defineJob(
  'send-reminders',
  { tenantId: 'uuid' },
  { queue: 'sweeps', attempts: 8, coalesceBy: ({ tenantId }) => tenantId },
);
