import { defineJob } from '../../platform/queue/define-job.js';

/** Computes an impact report to its end; many wishes to do so are one job. */
export const runImpact = defineJob(
  'run-method-impact',
  { tenantId: 'uuid', impactId: 'uuid' },
  { queue: 'sweeps', attempts: 8, coalesceBy: ({ tenantId, impactId }) => `${tenantId}/${impactId}` },
);
