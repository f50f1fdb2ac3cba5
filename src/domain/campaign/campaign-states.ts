import { DomainError } from '../shared/domain-error.js';

export type CampaignState = 'sending' | 'paused' | 'sent' | 'closed';
export type CampaignMove = 'pause' | 'resume' | 'close';

const FROM: Readonly<Record<CampaignMove, readonly CampaignState[]>> = {
  pause: ['sending', 'sent'],
  resume: ['paused'],
  close: ['sending', 'paused', 'sent'],
};

/**
 * The state after a move of an officer's; `queued`: sites still to be sent to. A campaign that is sent can be paused too, since its
 * reminders stop then. @throws DomainError CAMPAIGN_STATE_ILLEGAL
 */
export function moveCampaign(state: CampaignState, move: CampaignMove, queued: number): CampaignState {
  if (!FROM[move].includes(state))
    throw new DomainError('CAMPAIGN_STATE_ILLEGAL', 'conflict', `A campaign that is ${state} cannot take the move "${move}".`);
  if (move === 'resume') return queued > 0 ? 'sending' : 'sent';
  return move === 'pause' ? 'paused' : 'closed';
}
