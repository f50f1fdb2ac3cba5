import { defineJob } from '../../platform/queue/define-job.js';

/** Tells the buyer's people that a supplier asks for more time: a supplier's own transaction may not know who they are. */
export const tellExtension = defineJob('tell-extension', { tenantId: 'uuid', extensionId: 'uuid' }, { queue: 'mail', attempts: 8 });
