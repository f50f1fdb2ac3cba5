import { describe, expect, it } from '@jest/globals';
import { iloNumber } from './ilo.js';

describe('the ILO indicators by name', () => {
  it.each([
    ['Abuse of vulnerability', 1],
    ['DECEPTION ', 2],
    ['Restriction of movement', 3],
    ['4. Isolation', 4],
    ['Physical & sexual violence', 5],
    ['Intimidation and threats', 6],
    ['Retention of identity document', 7],
    ['Withholding wages', 8],
    ['Debt\nbondage', 9],
    ['Abusive working and living conditions', 10],
    ['Excessive Overtime', 11],
  ])('knows %j', (name, number) => {
    expect(iloNumber(name)).toBe(number);
  });

  it.each(['Child labour', 'Audit', 'Overtime', 'None', ''])('takes %j for none of them', (name) => {
    expect(iloNumber(name)).toBeNull();
  });
});
