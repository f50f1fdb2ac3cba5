import { defineJob } from '../../platform/queue/define-job.js';

/** Scores every site of one tenant that is due. However often it is asked for while it waits, it runs once. */
export const scoreDueSites = defineJob(
  'score-due-sites',
  { tenantId: 'uuid' },
  { queue: 'scoring', attempts: 8, coalesceBy: ({ tenantId }) => tenantId },
);
