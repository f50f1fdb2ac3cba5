import { describe, expect, it } from '@jest/globals';
import { type CampaignMove, type CampaignState, moveCampaign } from './campaign-states.js';

const after = (state: CampaignState, move: CampaignMove, queued: number): string => {
  try {
    return moveCampaign(state, move, queued);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the states of a campaign', () => {
  it.each<[CampaignState, CampaignMove, number, string]>([
    ['sending', 'pause', 5, 'paused'],
    ['sent', 'pause', 0, 'paused'],
    ['paused', 'pause', 5, 'CAMPAIGN_STATE_ILLEGAL'],
    ['closed', 'pause', 0, 'CAMPAIGN_STATE_ILLEGAL'],
    ['paused', 'resume', 5, 'sending'],
    ['paused', 'resume', 0, 'sent'],
    ['sending', 'resume', 5, 'CAMPAIGN_STATE_ILLEGAL'],
    ['sent', 'resume', 0, 'CAMPAIGN_STATE_ILLEGAL'],
    ['closed', 'resume', 0, 'CAMPAIGN_STATE_ILLEGAL'],
    ['sending', 'close', 5, 'closed'],
    ['paused', 'close', 5, 'closed'],
    ['sent', 'close', 0, 'closed'],
    ['closed', 'close', 0, 'CAMPAIGN_STATE_ILLEGAL'],
  ])('%s, %s with %i sites left: %s', (state, move, queued, expected) => {
    expect(after(state, move, queued)).toBe(expected);
  });
});
