import fc from 'fast-check';
import type { ControlInput, ExposureInput, ScoreInputs } from '../../../src/domain/scoring/inputs.js';
import type { Range } from '../../../src/domain/scoring/methodology.js';
import { ANSWERED_ON, AS_OF } from './inputs.js';
import { between } from './numbers.js';

export const EVIDENCE = ['declared', 'documented', 'verified'] as const;

export const unit = fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), between(0, 1));
const percent = between(0, 100);
const known = fc.option(percent, { nil: null });
export const evidence = fc.constantFrom(...EVIDENCE);
const date = fc.constantFrom(ANSWERED_ON, '2025-01-31', '2026-11-23', '2027-02-01');
const weight = fc.constantFrom(0.5, 1, 2, 3);

export const silence = { exposure: null, score: null, evidence: null, date: null, source: null, replaced: null } as const;
const answer = <T extends string>(name: T) =>
  fc.record({ state: fc.constant('answered' as const), value: unit, evidence, date }).map(({ state, value, evidence, date }) => ({
    ...silence,
    state,
    [name]: value,
    evidence,
    date,
    source: 'assessment:1',
  }));
const silent = fc.constantFrom('unknown' as const, 'unanswered' as const).map((state) => ({ ...silence, state }));

const exposure = fc
  .tuple(weight, fc.oneof(answer('exposure'), silent))
  .map(([weight, { score: _, ...rest }]): ExposureInput => ({ ...rest, question: '', weight, overdue: rest.state === 'unanswered' }));
const control = fc
  .tuple(weight, fc.constantFrom('management' as const, 'workplace' as const), fc.oneof(answer('score'), silent))
  .map(([weight, method, { exposure: _, ...rest }]): ControlInput => ({ ...rest, question: '', domain: 'd', method, weight }));

const named =
  <T extends object>(prefix: string, key: 'id' | 'question') =>
  (list: readonly T[]) =>
    list.map((item, index) => ({ ...item, [key]: `${prefix}${index}` }));

const range = fc.array(percent, { minLength: 3, maxLength: 3 }).map((three): Range => {
  const [best = 0, point = 0, worst = 0] = [...three].sort((a, b) => a - b);
  return { point, best, worst };
});

/** Any site a score can be asked for. */
export const site: fc.Arbitrary<ScoreInputs> = fc.record({
  asOf: fc.constantFrom(AS_OF, '2026-11-23T17:45:12.345Z'),
  country: fc.tuple(known, known, known).map(([governance, trafficking, child]) => ({
    iso3: 'XXX',
    parts: [
      { id: 'governance' as const, value: governance, edition: '2022' },
      { id: 'trafficking_response' as const, value: trafficking, edition: '2025' },
      { id: 'child_labour_response' as const, value: child, edition: '2024' },
    ],
  })),
  sector: known.map((value) => ({ isic: '01', value, edition: '1' })),
  goods: fc.record({
    mode: fc.constantFrom('services', 'declared', 'undeclared'),
    unmatched: fc.nat(1),
    items: fc
      .array(percent, { maxLength: 3 })
      .map((values) => values.map((value, index) => ({ good: `g${index}`, iso3: 'XXX', value, edition: '2024' }))),
  }),
  exposures: fc.array(exposure, { maxLength: 6 }).map(named('R', 'question')),
  floors: fc
    .array(fc.record({ id: fc.constant(''), value: percent, truth: fc.constantFrom('certain', 'presumed', 'possible') }), { maxLength: 2 })
    .map(named('f', 'id')),
  controls: fc.array(control, { maxLength: 8 }).map(named('S', 'question')),
  cases: fc
    .array(fc.record({ id: fc.constant(''), severity: fc.constantFrom('critical', 'major', 'minor'), zeroTolerance: fc.boolean() }), {
      maxLength: 3,
    })
    .map(named('c', 'id')),
  signals: fc
    .array(
      fc.record({
        id: fc.constant(''),
        kind: fc.constant('audit'),
        points: fc.integer({ min: -8, max: 8 }),
        agesFrom: fc.option(date, { nil: null }),
      }),
      { maxLength: 4 },
    )
    .map(named('s', 'id')),
  inherited: fc.option(range, { nil: null, freq: 1 }),
  residualFloors: fc.array(fc.record({ id: fc.constantFrom('goods_forced_labour', 'state_imposed'), value: percent }), { maxLength: 1 }),
});

/** A site whose masks are mostly taken off, so that what a question changes shows in the score. */
export const openSite = site.map((inputs): ScoreInputs => ({
  ...inputs,
  cases: [],
  inherited: null,
  residualFloors: [],
  floors: inputs.floors.slice(0, 1),
}));
