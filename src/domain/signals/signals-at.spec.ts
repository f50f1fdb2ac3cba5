import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AS_OF, softwareInSweden } from '../../../test/support/scoring/inputs.js';
import { readShipped } from '../../../test/support/shipped.js';
import { computeScore } from '../scoring/compute.js';
import { methodOf } from '../scoring/method-of.js';
import type { Methodology } from '../scoring/methodology.js';
import { addDays } from '../shared/instant.js';
import { type OpenCase, signalsAt } from './signals-at.js';
import type { SignalKind, SiteSignal } from './site-signal.js';

let methodology: Methodology;
beforeAll(async () => {
  ({ methodology } = await readShipped());
});

const DAY = '2026-05-01';
const said = (id: string, kind: SignalKind, outcome: string, more: Partial<SiteSignal> = {}): SiteSignal => ({
  id,
  kind,
  outcome,
  level: null,
  observedOn: DAY,
  observations: [],
  visibility: 'held',
  findingOpen: null,
  findingClosedOn: null,
  verifiesAnswers: false,
  ...more,
});
const report = (id: string, more: Partial<SiteSignal> = {}) => said(id, 'report', 'substantiated', more);
const openCase = (id: string, severity: OpenCase['severity'], signalId: string | null = null, zeroTolerance = false): OpenCase => ({
  id,
  severity,
  zeroTolerance,
  signalId,
});
const points = (signals: readonly SiteSignal[], cases: readonly OpenCase[] = []) =>
  Object.fromEntries(signalsAt(methodology, signals, cases, AS_OF).signals.map(({ id, points: each }) => [id, each]));
const casesOf = (signals: readonly SiteSignal[], cases: readonly OpenCase[]) =>
  signalsAt(methodology, signals, cases, AS_OF).cases.map(({ id }) => id);

describe('what a signal counts', () => {
  it('is what the method’s table says of its kind and outcome, and nothing for what it does not name', () => {
    const all = [
      said('a', 'audit', 'clean'),
      said('b', 'audit', 'major_nonconformities'),
      said('c', 'audit', 'minor_nonconformities'),
      said('d', 'worker_survey', 'confirms'),
      said('e', 'worker_survey', 'contradicts'),
      said('f', 'worker_survey', 'mixed'),
      said('g', 'adverse_media', 'published'),
      said('h', 'authority_finding', 'confirmed'),
      said('i', 'buyer_practices', 'answered', { level: 0.4 }),
    ];
    expect(points(all)).toEqual({ a: -6, b: 6, d: -4, e: 8, g: 3, i: 2 });
  });

  it('is 6 for a report and 2 for each further one within a year of the one that counted in full', () => {
    const at = (id: string, days: number) => report(id, { observedOn: addDays(DAY, days).slice(0, 10) });
    expect(points([at('c', 366), at('a', 0), at('b', 364), at('d', 700), at('e', 731)])).toEqual({ a: 6, b: 2, c: 6, d: 2, e: 6 });
  });

  it('is in full for the new report that is open, where the old one of the same year is settled', () => {
    const old = report('a', { observedOn: '2026-01-10', findingOpen: false, findingClosedOn: '2026-02-01' });
    const fresh = report('b', { observedOn: '2026-10-10', findingOpen: true });
    expect(points([old, fresh])).toEqual({ a: 2, b: 6 });
  });

  it('is of our own practices what was said last, and the worst where no level is given', () => {
    const ours = (id: string, observedOn: string, level: number | null) => said(id, 'buyer_practices', 'answered', { observedOn, level });
    expect(points([ours('a', '2026-03-01', 1), ours('b', '2026-04-01', 0.2)])).toEqual({ b: 1 });
    expect(points([ours('b', '2026-03-01', 1), ours('a', '2026-03-01', 0.2)])).toEqual({ b: 5 });
    expect(points([ours('a', '2026-03-01', null)])).toEqual({ a: 5 });
    expect(points([ours('a', '2026-03-01', 1), ours('b', '2026-04-01', 0)])).toEqual({});
  });

  it('is nothing for good news by which an answer counts as verified already, and in full for bad news', () => {
    expect(
      points([
        said('a', 'audit', 'clean', { verifiesAnswers: true }),
        said('b', 'audit', 'major_nonconformities', { verifiesAnswers: true }),
      ]),
    ).toEqual({
      b: 6,
    });
  });
});

describe('a signal and the cases it opened', () => {
  it('count once, the larger', () => {
    const audit = said('a', 'audit', 'major_nonconformities', { findingOpen: true });
    expect([points([audit], [openCase('x', 'major', 'a')]), casesOf([audit], [openCase('x', 'major', 'a')])]).toEqual([{ a: 6 }, []]);
    const three = [openCase('x', 'major', 'a'), openCase('y', 'major', 'a'), openCase('z', 'major', 'a')];
    expect([points([audit], three), casesOf([audit], three)]).toEqual([{}, ['x', 'y', 'z']]);
    const grave = [openCase('x', 'critical', 'a')];
    expect([points([audit], grave), casesOf([audit], grave)]).toEqual([{}, ['x']]);
  });

  it('never lets a zero-tolerance case go, whatever it would count', () => {
    const zero = [openCase('x', 'minor', 'a', true)];
    expect([points([report('a')], zero), casesOf([report('a')], zero)]).toEqual([{}, ['x']]);
  });

  it('measures the case by what it adds: beyond the cap on small ones it adds nothing, and the signal counts', () => {
    const others = Array.from({ length: 10 }, (_, i) => openCase(`o${i}`, 'major'));
    const audit = said('a', 'audit', 'major_nonconformities', { findingOpen: true });
    const { signals, cases } = signalsAt(methodology, [audit], [...others, openCase('x', 'major', 'a')], AS_OF);
    expect([signals.map(({ points: each }) => each), cases.length]).toEqual([[6], 10]);
  });
});

describe('how a signal ages', () => {
  const agesFrom = (signal: SiteSignal) => signalsAt(methodology, [signal], [], AS_OF).signals[0]?.agesFrom;

  it('does not, while a finding it raised is open; then from the day on which the last was closed', () => {
    expect(agesFrom(report('a', { findingOpen: true }))).toBeNull();
    expect(agesFrom(report('a', { findingOpen: true, findingClosedOn: '2026-06-01' }))).toBeNull();
    expect(agesFrom(report('a', { findingOpen: false, findingClosedOn: '2026-06-01' }))).toBe('2026-06-01');
  });

  it('from the day it tells of, where it raised none or is good news', () => {
    expect(agesFrom(report('a'))).toBe(DAY);
    expect(agesFrom(said('a', 'audit', 'clean', { findingOpen: true }))).toBe(DAY);
  });
});

describe('on random signals and cases', () => {
  const kinds: readonly (readonly [SignalKind, string])[] = [
    ['audit', 'clean'],
    ['audit', 'major_nonconformities'],
    ['worker_survey', 'confirms'],
    ['worker_survey', 'contradicts'],
    ['report', 'substantiated'],
    ['authority_finding', 'confirmed'],
    ['adverse_media', 'published'],
  ];
  const signal = fc
    .record({
      kind: fc.constantFrom(...kinds),
      days: fc.integer({ min: -1500, max: 0 }),
      open: fc.constantFrom(null, true, false),
      verifies: fc.boolean(),
    })
    .map(
      ({ kind: [kind, outcome], days, open, verifies }) =>
        (id: string) =>
          said(id, kind, outcome, {
            observedOn: addDays('2026-11-01', days).slice(0, 10),
            findingOpen: open,
            findingClosedOn: open === false ? '2026-11-10' : null,
            verifiesAnswers: verifies,
          }),
    );
  const site = fc
    .record({
      signals: fc.array(signal, { maxLength: 8 }),
      cases: fc.array(
        fc.record({
          severity: fc.constantFrom('critical' as const, 'major' as const, 'minor' as const),
          of: fc.option(fc.integer({ min: 0, max: 7 }), { nil: null }),
          zero: fc.boolean(),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ signals, cases }) => ({
      signals: signals.map((make, i) => make(`s${i}`)),
      cases: cases.map(({ severity, of, zero }, i) =>
        openCase(`c${i}`, severity, of === null ? null : `s${of}`, zero && severity === 'critical'),
      ),
    }));
  const residual = (signals: readonly SiteSignal[], cases: readonly OpenCase[]) =>
    computeScore(methodOf(methodology), { ...softwareInSweden, ...signalsAt(methodology, signals, cases, AS_OF) }).residual.value.point;

  it('no adverse signal lowers the score, also where it makes a report a further one', () => {
    const adverse = fc.constantFrom('contradicts', 'major_nonconformities', 'published').map((outcome) =>
      said('zz', outcome === 'contradicts' ? 'worker_survey' : outcome === 'published' ? 'adverse_media' : 'audit', outcome, {
        observedOn: '2026-11-02',
      }),
    );
    fc.assert(
      fc.property(site, adverse, ({ signals, cases }, one) => {
        expect(residual([...signals, one], cases)).toBeGreaterThanOrEqual(residual(signals, cases) - 1e-9);
        expect(residual([...signals, report('zz', { observedOn: '2026-11-02' })], cases)).toBeGreaterThanOrEqual(
          residual(signals, cases) - 1e-9,
        );
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('no report lowers the score, however old or settled it is', () => {
    fc.assert(
      fc.property(site, fc.integer({ min: -1500, max: 0 }), fc.constantFrom(null, true, false), ({ signals, cases }, days, open) => {
        const observedOn = addDays('2026-11-01', days).slice(0, 10);
        const one = report('zz', { observedOn, findingOpen: open, findingClosedOn: open === false ? observedOn : null });
        expect(residual([...signals, one], cases)).toBeGreaterThanOrEqual(residual(signals, cases) - 1e-9);
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it('no case lowers the score, the order of either says nothing, and every zero-tolerance case stays', () => {
    fc.assert(
      fc.property(site, fc.constantFrom('s0', 's1', null), ({ signals, cases }, of) => {
        const more = [...cases, openCase('zz', 'major', of)];
        expect(residual(signals, more)).toBeGreaterThanOrEqual(residual(signals, cases) - 1e-9);
        expect(signalsAt(methodology, [...signals].reverse(), [...cases].reverse(), AS_OF)).toEqual(
          signalsAt(methodology, signals, cases, AS_OF),
        );
        const kept = new Set(casesOf(signals, cases));
        expect(cases.filter(({ zeroTolerance, id }) => zeroTolerance && !kept.has(id))).toEqual([]);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});
