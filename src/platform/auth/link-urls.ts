import { writeToken } from './secrets.js';

/** A respondent's way in. The token stands in the fragment, so that it reaches no server log and no mail scanner. */
export const respondUrl = (publicUrl: string, tenantId: string, linkId: string, secret: string): string =>
  `${publicUrl}/respond#${writeToken('plk', { tenantId, id: linkId, secret })}`;

/** An invited person's way to a password. */
export const joinUrl = (publicUrl: string, tenantId: string, invitationId: string, secret: string): string =>
  `${publicUrl}/join#${writeToken('plj', { tenantId, id: invitationId, secret })}`;

/** An assessment as the buyer's own people see it; whoever follows it signs in first. */
export const assessmentUrl = (publicUrl: string, assessmentId: string): string => `${publicUrl}/assessments/${assessmentId}`;
