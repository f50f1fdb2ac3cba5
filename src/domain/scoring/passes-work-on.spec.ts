import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped, type Shipped } from '../../../test/support/shipped.js';
import { questionsOf } from '../manual/manual.js';
import type { EffectiveAnswer } from './counted-answer.js';
import { inheritedIfUnnamed, passesWorkOn } from './passes-work-on.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const answered = (state: 'answered' | 'unknown' | 'blank', value: unknown = null): readonly EffectiveAnswer[] => {
  const question = questionsOf(shipped.manual).find(({ id }) => id === 'R4')!;
  const answer =
    state === 'blank'
      ? null
      : {
          question: 'R4',
          meaning: question.meaning,
          state,
          value,
          evidence: 'declared' as const,
          dated: '2026-01-01',
          documentedUntil: null,
          source: 'x',
        };
  return [{ question, chapter: 'x', answer, replaced: null }];
};
const inherited = (effective: readonly EffectiveAnswer[]) =>
  inheritedIfUnnamed(shipped.manual, shipped.methodology, effective, { point: 40, best: 10, worst: 90 });

describe('a site that names nobody behind it', () => {
  it('inherits as if those were like itself where it passes work on', () => {
    expect(passesWorkOn(shipped.manual, shipped.methodology, answered('answered', 'two'))).toBe('certain');
    expect(inherited(answered('answered', 'two'))).toEqual({ point: 24, best: 0, worst: 60 });
  });

  it('gains nothing by a blank or “we do not know” over saying so', () => {
    for (const state of ['blank', 'unknown'] as const) {
      expect(passesWorkOn(shipped.manual, shipped.methodology, answered(state))).toBe('presumed');
      expect(inherited(answered(state))).toEqual(inherited(answered('answered', 'one')));
    }
  });

  it('inherits nothing where it does all work itself, or was not asked', () => {
    expect(inherited(answered('answered', 'none'))).toBeNull();
    expect(inherited([])).toBeNull();
  });

  it('may have anybody behind it where only a part of what decides was asked', () => {
    const methodology = { ...shipped.methodology, passesWorkOn: `answers.R4 != 'none' && answers.R3 == 'yes'` };
    const effective = answered('answered', 'two');
    expect(passesWorkOn(shipped.manual, methodology, effective)).toBe('possible');
    expect(inheritedIfUnnamed(shipped.manual, methodology, effective, { point: 40, best: 10, worst: 90 })).toEqual({
      point: 0,
      best: 0,
      worst: 60,
    });
  });
});
