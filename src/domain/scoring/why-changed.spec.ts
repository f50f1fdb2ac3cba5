import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CAUSES } from './changed-inputs.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import { issueReceipt, type Receipt } from './receipt.js';
import { scoreSite } from './score-site.js';
import { whyChanged } from './why-changed.js';
import { site } from '../../../test/support/scoring/arbitraries.js';
import { controlled, cottonFarm, exposed, silentOn, uncontrolled } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const RUNS = { seed: 20261124, numRuns: 400 } as const;
const MANUAL = { id: 'm', version: '1', sha256: 'a'.repeat(64) };
const NEWER_MANUAL = { id: 'm', version: '2', sha256: 'b'.repeat(64) };
const newerMethod: Method = { ...testMethod, version: '2', sha256: '2'.repeat(64), controls: { reduction: 0.5 } };

const receipt = (inputs: ScoreInputs, method = testMethod, manual = MANUAL): Receipt =>
  issueReceipt({ method, manual, subject: { supplier: 's', site: 't', tenant: 'u' }, inputs, result: scoreSite(method, inputs) });

const farm: ScoreInputs = { ...cottonFarm, residualFloors: [], cases: [], signals: [] };
const changed = (more: Partial<ScoreInputs>, from: ScoreInputs = farm) => whyChanged(receipt(from), receipt({ ...from, ...more }));
const causesOf = (more: Partial<ScoreInputs>, from: ScoreInputs = farm) => changed(more, from).parts.map(({ cause }) => cause);
const swapped = <T extends { readonly question: string }>(list: readonly T[], ...others: readonly T[]): readonly T[] =>
  list.map((one) => others.find(({ question }) => question === one.question) ?? one);

describe('why a score changed', () => {
  it('is told in parts that add up to the difference of what was published, whatever has changed', () => {
    fc.assert(
      fc.property(site, site, fc.boolean(), fc.boolean(), (before, after, isOtherMethod, isOtherManual) => {
        const [old, now] = [
          receipt(before),
          receipt(after, isOtherMethod ? newerMethod : testMethod, isOtherManual ? NEWER_MANUAL : MANUAL),
        ];
        const { parts, from, to, bandBy } = whyChanged(old, now);
        const sum = parts.reduce((total, { points }) => total + Math.round(points * 100), 0);
        expect(sum).toBe(Math.round(now.result.residual * 100) - Math.round(old.result.residual * 100));
        expect([from.residual, to.residual]).toEqual([old.result.residual, now.result.residual]);
        expect([from.band, to.band]).toEqual([old.result.band, now.result.band]);
        if (from.band !== to.band) expect(bandBy.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  it('is nothing between equal receipts, in whatever order they list things', () => {
    fc.assert(
      fc.property(site, (inputs) => {
        const turned = { ...inputs, exposures: inputs.exposures.toReversed(), cases: inputs.cases.toReversed() };
        const { parts, bandBy } = whyChanged(receipt(inputs), receipt(turned));
        expect([parts, bandBy]).toEqual([[], []]);
      }),
      RUNS,
    );
  });

  it('keeps its causes in one order', () => {
    expect(CAUSES).toEqual(['method', 'index', 'questions', 'answers', 'evidence', 'cases', 'signals', 'time', 'inherited', 'correction']);
    fc.assert(
      fc.property(site, site, (before, after) => {
        const order = whyChanged(receipt(before), receipt(after, newerMethod)).parts.map(({ cause }) => CAUSES.indexOf(cause));
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
      RUNS,
    );
  });

  it('replays the old inputs under the new method first', () => {
    const { parts } = whyChanged(receipt(farm), receipt(farm, newerMethod));
    const expected = scoreSite(newerMethod, farm).residual - scoreSite(testMethod, farm).residual;
    expect(parts).toMatchObject([{ cause: 'method', changes: [{ kind: 'method', from: 'test 1', to: 'test 2' }] }]);
    expect(parts[0]?.points).toBeCloseTo(expected, 9);
  });

  it('lays a new figure of the same edition on the method’s tables, and of another one on the index', () => {
    const parts = (value: number, edition: string) =>
      farm.country.parts.map((part) => (part.id === 'trafficking_response' ? { ...part, value, edition } : part));
    const country = (value: number, edition: string) => ({ country: { ...farm.country, parts: parts(value, edition) } });
    expect(causesOf(country(100, '2026'))).toEqual(['index']);
    expect(changed(country(75, '2026')).parts).toMatchObject([
      { cause: 'index', points: 0, changes: [{ kind: 'edition', ref: 'trafficking_response', from: '2025', to: '2026' }] },
    ]);
    const underNewer = whyChanged(receipt(farm), receipt({ ...farm, ...country(100, '2025') }, newerMethod));
    expect(underNewer.parts.map(({ cause }) => cause)).toEqual(['method']);
  });

  it('tells what was said from the proof of it', () => {
    const { parts } = changed({ controls: swapped(farm.controls, { ...controlled('C1', 3, 1, 'documented'), source: 'assessment:2' }) });
    expect(parts.map(({ cause, changes }) => [cause, changes])).toEqual([
      ['answers', [{ kind: 'question', ref: 'C1', from: '50 declared', to: '100 declared' }]],
      ['evidence', [{ kind: 'question', ref: 'C1', from: '100 declared', to: '100 documented' }]],
    ]);
    expect(parts.every(({ points }) => points < 0)).toBe(true);
  });

  it('counts a question newly asked, or asked no more, as answers, and with another manual as questions', () => {
    const more = { controls: [...farm.controls, uncontrolled('K9', 3)] };
    expect(changed(more).parts).toMatchObject([{ cause: 'answers', changes: [{ ref: 'K9', from: null, to: 'unanswered' }] }]);
    expect(causesOf({ controls: farm.controls.slice(1) })).toEqual(['answers']);
    const fewer = { ...farm, controls: farm.controls.slice(1).map((one) => ({ ...one, weight: 5 })) };
    expect(whyChanged(receipt(farm), receipt(fewer, testMethod, NEWER_MANUAL)).parts).toMatchObject([{ cause: 'questions' }]);
  });

  it('lays on time what time does: an expired document, an answer grown too old, silence past its date, fading signals', () => {
    const expired = { ...controlled('S1', 3, 1, 'declared') };
    expect(causesOf({ controls: swapped(farm.controls, expired) })).toEqual(['time']);
    expect(causesOf({ controls: swapped(farm.controls, uncontrolled('C1', 3)) })).toEqual(['time']);
    const early: ScoreInputs = { ...farm, exposures: swapped(farm.exposures, silentOn('R3', 3, 'unanswered', false)) };
    expect(causesOf({ exposures: farm.exposures }, early)).toEqual(['time']);
    const audited: ScoreInputs = { ...farm, signals: cottonFarm.signals };
    expect(changed({ asOf: '2027-11-23T00:00:00.000Z' }, audited).parts).toMatchObject([
      { cause: 'time', points: expect.any(Number), changes: [{ kind: 'date', from: '2026-11-23', to: '2027-11-23' }] },
    ]);
  });

  it('lays on signals what workers or an audit said against an answer, and its end', () => {
    const gap = {
      ...controlled('W5', 4, 0, 'verified', 'workplace'),
      source: 'signal:1',
      replaced: { value: 1, source: 'assessment:test' },
    };
    const contradicted: ScoreInputs = { ...farm, controls: swapped(farm.controls, gap) };
    expect(changed(contradicted).parts).toMatchObject([{ cause: 'signals', points: expect.any(Number) }]);
    expect(causesOf(farm, contradicted)).toEqual(['signals']);
    const seen = { ...exposed('R3', 3, 1, 'verified'), source: 'signal:1' };
    expect(causesOf({ exposures: swapped(farm.exposures, seen) })).toEqual(['signals']);
    expect(causesOf({ signals: [{ id: 's', kind: 'audit', points: 6, agesFrom: null }] })).toEqual(['signals']);
  });

  it('names cases opened and closed, what is inherited, and a corrected profile', () => {
    const cases = [{ id: 'c1', severity: 'major' as const, zeroTolerance: false }];
    const opened = changed({ cases: [{ id: 'c2', severity: 'critical', zeroTolerance: true }] }, { ...farm, cases });
    expect(opened.parts).toMatchObject([
      {
        cause: 'cases',
        changes: [
          { ref: 'c2', from: null, to: 'zero_tolerance' },
          { ref: 'c1', from: 'major', to: null },
        ],
      },
    ]);
    expect(opened.bandBy).toEqual(opened.from.band === 'critical' ? [] : ['cases']);
    expect(changed({ inherited: { point: 90, best: 1, worst: 99 } }).parts).toMatchObject([
      { cause: 'inherited', changes: [{ kind: 'inherited', from: null, to: '90' }] },
    ]);
    expect(changed({ sector: { isic: '62', value: 15, edition: '1' } }).parts).toMatchObject([
      { cause: 'correction', changes: [{ kind: 'sector', from: '01', to: '62' }] },
    ]);
    expect(changed({ goods: { mode: 'services', unmatched: 0, items: [] } }).parts).toMatchObject([{ cause: 'correction' }]);
  });

  it('lets a floor come and go with the last cause that changed what it reads', () => {
    const bare: ScoreInputs = { ...farm, floors: [] };
    const floored: ScoreInputs = { ...farm, floors: [{ id: 'agencies', value: 90, truth: 'certain' }] };
    const answered = { ...floored, exposures: swapped(farm.exposures, exposed('R3', 3, 1)) };
    const reads = () => ['answers.R3', 'sector.value'];
    const { parts } = whyChanged(receipt(bare), receipt(answered), reads);
    expect(parts).toMatchObject([
      { cause: 'answers', changes: [{ ref: 'R3' }, { kind: 'floor', ref: 'agencies', from: null, to: '90 certain' }] },
    ]);
    expect(whyChanged(receipt(bare), receipt(floored), reads).parts).toMatchObject([{ cause: 'correction' }]);
    expect(whyChanged(receipt(bare), receipt(floored, newerMethod), reads).parts).toMatchObject([{ cause: 'method' }]);
  });
});
