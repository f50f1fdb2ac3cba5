import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shippedContent } from '../../platform/content/content-folders.js';
import { loadActionLibrary } from '../../platform/content/load-action-library.js';
import { findingsOfSignal, type Testimony, threeIndicators } from './findings-of-signal.js';
import { OUTCOMES, SHOWN } from './signal-kinds.js';
import type { SignalKind } from './site-signal.js';

const KINDS = Object.keys(OUTCOMES) as SignalKind[];
const said = (kind: SignalKind, more: Partial<Testimony> = {}): Testimony => ({
  id: 's1',
  kind,
  outcome: OUTCOMES[kind][0] ?? '',
  ilo: [],
  shows: [],
  ...more,
});
const tell = (one: Testimony): readonly string[] =>
  findingsOfSignal(one).map(
    ({ ruleId, severity, zeroTolerance, isCase }) => `${ruleId} ${severity}${zeroTolerance ? ' zero' : ''}${isCase ? '' : ' no case'}`,
  );

const testimony: fc.Arbitrary<Testimony> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat(),
    ilo: fc.uniqueArray(fc.integer({ min: 1, max: 11 })),
    shows: fc.uniqueArray(fc.constantFrom(...SHOWN)),
  })
  .map(({ kind, pick, ilo, shows }) => said(kind, { outcome: OUTCOMES[kind][pick % OUTCOMES[kind].length] ?? '', ilo, shows }));

let actions: ReadonlyMap<string, { readonly severity: string; readonly verification: readonly string[] }>;
beforeAll(async () => {
  const library = await loadActionLibrary(shippedContent.library);
  actions = new Map(library.actions.map((action) => [action.id, action]));
});

describe('the findings of a signal', () => {
  it('are none for good news, mixed surveys and our own practices', () => {
    expect(tell(said('audit', { outcome: 'clean' }))).toEqual([]);
    expect(tell(said('worker_survey', { outcome: 'confirms' }))).toEqual([]);
    expect(tell(said('worker_survey', { outcome: 'mixed' }))).toEqual([]);
    expect(tell(said('buyer_practices', { ilo: [3], shows: ['identified_victim'] }))).toEqual([]);
  });

  it('say what its kind says, graver where it shows more', () => {
    expect(tell(said('audit', { outcome: 'minor_nonconformities' }))).toEqual(['signal.s1.said minor']);
    expect(tell(said('audit', { outcome: 'major_nonconformities' }))).toEqual(['signal.s1.said major']);
    expect(tell(said('worker_survey', { outcome: 'contradicts' }))).toEqual(['signal.s1.said major']);
    expect(tell(said('report'))).toEqual(['signal.s1.said minor']);
    expect(tell(said('report', { ilo: [8] }))).toEqual(['signal.s1.indicators major']);
    expect(tell(said('report', { ilo: [9] }))).toEqual(['signal.s1.indicators critical']);
    expect(tell(said('report', { ilo: [9], shows: ['repayment_agreed'] }))).toEqual(['signal.s1.indicators major']);
    expect(tell(said('report', { ilo: [9], shows: ['debt_ties'] }))).toEqual(['signal.s1.debt critical zero']);
    expect(tell(said('adverse_media'))).toEqual(['signal.s1.said major no case']);
    expect(tell(said('adverse_media', { ilo: [7] }))).toEqual(['signal.s1.documents critical zero']);
    expect(tell(said('authority_finding'))).toEqual(['signal.s1.authority critical zero']);
    expect(tell(said('worker_survey', { outcome: 'mixed', ilo: [5] }))).toEqual(['signal.s1.violence critical zero']);
  });

  it('are zero tolerance for restricted movement, violence, threats, kept documents, tying debt, children, victims and the state, whoever says so', () => {
    fc.assert(
      fc.property(testimony, (one) => {
        const mustBe =
          one.kind !== 'buyer_practices' &&
          (one.kind === 'authority_finding' ||
            one.ilo.some((indicator) => [3, 5, 6, 7].includes(indicator)) ||
            one.shows.some((shown) => shown !== 'repayment_agreed'));
        expect(findingsOfSignal(one).some(({ zeroTolerance }) => zeroTolerance)).toBe(mustBe);
      }),
    );
  });

  it('have rules of their own, an action in the library as grave as they, and no way to close a grave one by papers', () => {
    fc.assert(
      fc.property(testimony, (one) => {
        const findings = findingsOfSignal(one);
        expect(new Set(findings.map(({ ruleId }) => ruleId)).size).toBe(findings.length);
        for (const { actionId, severity, questionId, signalId, kind, source, title } of findings) {
          expect(actions.get(actionId)?.severity).toBe(severity);
          if (severity === 'critical') expect(actions.get(actionId)?.verification).not.toContain('documents');
          expect([questionId, signalId, kind, source, Object.keys(title).sort()]).toEqual([
            null,
            's1',
            'signal',
            'signal:s1',
            ['en', 'ru'],
          ]);
        }
      }),
    );
  });
});

describe('three other indicators', () => {
  const report = (id: string, ilo: readonly number[], more: Partial<Testimony> = {}) => said('report', { id, ilo, ...more });

  it('are zero tolerance together, from whatever workers, audits and reports say, resting on the newest', () => {
    const found = threeIndicators([report('a', [1]), report('b', [2, 2]), said('audit', { id: 'c', ilo: [11] }), report('d', [])]);
    expect(found).toMatchObject({ ruleId: 'ilo.three_indicators.seen', zeroTolerance: true, severity: 'critical', signalId: 'c' });
    expect(actions.get(found?.actionId ?? '')?.severity).toBe('critical');
  });

  it('are not made of fewer, of what the media say, of grounds that stand alone, or of a debt that ties', () => {
    expect(threeIndicators([])).toBeNull();
    expect(threeIndicators([report('a', [1, 2]), report('b', [2, 1])])).toBeNull();
    expect(threeIndicators([report('a', [1, 2]), said('adverse_media', { id: 'b', ilo: [4, 8] })])).toBeNull();
    expect(threeIndicators([report('a', [1, 2, 3, 5, 6, 7])])).toBeNull();
    expect(threeIndicators([report('a', [1, 2, 9], { shows: ['debt_ties'] })])).toBeNull();
    expect(threeIndicators([report('a', [1, 2, 9])])).not.toBeNull();
  });
});
