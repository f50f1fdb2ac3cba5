import { defineJob } from '../../platform/queue/define-job.js';

/** Compares what one tenant's scores go by with what they were last asked for with. */
export const noticeContent = defineJob(
  'notice-content',
  { tenantId: 'uuid' },
  { queue: 'scoring', attempts: 8, coalesceBy: ({ tenantId }) => tenantId },
);
