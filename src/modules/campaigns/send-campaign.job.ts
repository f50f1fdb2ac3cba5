import { defineJob } from '../../platform/queue/define-job.js';

/** Sends the next chunk of a campaign; many wishes to do so are one job. */
export const sendCampaign = defineJob(
  'send-campaign',
  { tenantId: 'uuid', campaignId: 'uuid' },
  { queue: 'sweeps', attempts: 8, coalesceBy: ({ tenantId, campaignId }) => `${tenantId}/${campaignId}` },
);
