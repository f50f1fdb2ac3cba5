import type { ControlInput, ExposureInput, ScoreInputs } from '../../../src/domain/scoring/inputs.js';
import type { Evidence } from '../../../src/domain/scoring/methodology.js';

export const ANSWERED_ON = '2026-05-23';
export const AS_OF = '2026-11-23T00:00:00.000Z';

const source = 'assessment:test';

export const exposed = (
  question: string,
  weight: number,
  exposure: number,
  evidence: Evidence = 'declared',
  date = ANSWERED_ON,
): ExposureInput => ({
  question,
  weight,
  state: 'answered',
  exposure,
  evidence,
  date,
  overdue: false,
  source,
  replaced: null,
});

export const silentOn = (question: string, weight: number, state: 'unanswered' | 'unknown', overdue = true): ExposureInput => ({
  question,
  weight,
  state,
  exposure: null,
  evidence: null,
  date: null,
  overdue: overdue && state === 'unanswered',
  source: null,
  replaced: null,
});

export const controlled = (
  question: string,
  weight: number,
  score: number,
  evidence: Evidence = 'declared',
  method: ControlInput['method'] = 'management',
): ControlInput => ({
  question,
  domain: 'strategy',
  method,
  weight,
  state: 'answered',
  score,
  evidence,
  date: ANSWERED_ON,
  source,
  replaced: null,
});

export const uncontrolled = (question: string, weight: number, state: 'unanswered' | 'unknown' = 'unanswered'): ControlInput => ({
  question,
  domain: 'strategy',
  method: 'management',
  weight,
  state,
  score: null,
  evidence: null,
  date: null,
  source: null,
  replaced: null,
});

/** A site about which nothing at all is known. */
export const nothingKnown: ScoreInputs = {
  asOf: AS_OF,
  country: {
    iso3: 'XXX',
    parts: [
      { id: 'governance', value: null, edition: '2022' },
      { id: 'trafficking_response', value: null, edition: '2025' },
      { id: 'child_labour_response', value: null, edition: '2024' },
    ],
  },
  sector: { isic: null, value: null, edition: '1' },
  goods: { mode: 'undeclared', unmatched: 0, items: [] },
  exposures: [],
  floors: [],
  controls: [],
  cases: [],
  signals: [],
  inherited: null,
  residualFloors: [],
};

/** A software firm in Sweden before any answer. */
export const softwareInSweden: ScoreInputs = {
  ...nothingKnown,
  country: {
    iso3: 'SWE',
    parts: [
      { id: 'governance', value: 18.57, edition: '2022' },
      { id: 'trafficking_response', value: null, edition: '2025' },
      { id: 'child_labour_response', value: null, edition: '2024' },
    ],
  },
  sector: { isic: '62', value: 15, edition: '1' },
  goods: { mode: 'services', unmatched: 0, items: [] },
};

/** The worked example of the methodology, section 6: a cotton farm in Turkmenistan. */
export const cottonFarm: ScoreInputs = {
  ...nothingKnown,
  country: {
    iso3: 'TKM',
    parts: [
      { id: 'governance', value: 77.33, edition: '2022' },
      { id: 'trafficking_response', value: 75, edition: '2025' },
      { id: 'child_labour_response', value: null, edition: '2024' },
    ],
  },
  sector: { isic: '01', value: 80, edition: '1' },
  goods: { mode: 'declared', unmatched: 0, items: [{ good: 'cotton', iso3: 'TKM', value: 100, edition: '2024' }] },
  exposures: [exposed('R1', 2, 1), exposed('R2', 2, 0), silentOn('R3', 3, 'unanswered'), silentOn('R5', 2, 'unknown')],
  floors: [{ id: 'goods_forced_labour', value: 60, truth: 'certain' }],
  controls: [
    controlled('S1', 3, 1, 'documented'),
    controlled('C1', 3, 0.5),
    uncontrolled('K6', 2),
    controlled('W5', 4, 1, 'verified', 'workplace'),
  ],
  cases: [
    { id: 'case-1', severity: 'major', zeroTolerance: false },
    { id: 'case-2', severity: 'minor', zeroTolerance: false },
  ],
  signals: [{ id: 'audit-1', kind: 'audit_clean', points: -6, agesFrom: ANSWERED_ON }],
  residualFloors: [
    { id: 'goods_forced_labour', value: 25 },
    { id: 'state_imposed', value: 50 },
  ],
};
