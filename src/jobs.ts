import { sendCampaign } from './modules/campaigns/send-campaign.job.js';
import { takeUpCampaigns } from './modules/campaigns/take-up-campaigns.job.js';
import { tendDocuments } from './modules/assessments/evidence/tend-documents.job.js';
import { sendMail } from './modules/mail/send-mail.job.js';
import { runImpact } from './modules/methods/run-impact.job.js';
import { tendMethods } from './modules/methods/tend-methods.job.js';
import { sendReassessments } from './modules/reassessment/send-reassessments.job.js';
import { sendReminders } from './modules/reminders/send-reminders.job.js';
import { tellExtension } from './modules/reminders/tell-extension.job.js';
import { countSurveys } from './modules/worker-surveys/count-surveys.job.js';
import { sweep } from './platform/sweep/sweep.job.js';
import { noticeContent } from './modules/scoring/notice-content.job.js';
import { scoreDueSites } from './modules/scoring/score-due-sites.job.js';
import type { Job } from './platform/queue/define-job.js';

/** All jobs there are; the product does not start when one has no worker, or two. */
export const JOB_LIST: readonly Job[] = [
  scoreDueSites,
  noticeContent,
  sendMail,
  sweep,
  sendReassessments,
  sendReminders,
  tellExtension,
  sendCampaign,
  takeUpCampaigns,
  tendDocuments,
  countSurveys,
  runImpact,
  tendMethods,
] as readonly Job[];
