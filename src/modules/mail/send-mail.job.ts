import { defineJob } from '../../platform/queue/define-job.js';

/** Sends one mail; who gets it and what it says is read when it is sent. */
export const sendMail = defineJob('send-mail', { tenantId: 'uuid', mailId: 'uuid' }, { queue: 'mail', attempts: 8 });
