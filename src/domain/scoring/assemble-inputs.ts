import type { Indices } from '../indices/indices.js';
import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Manual } from '../manual/manual.js';
import type { IsoInstant } from '../shared/instant.js';
import { countryInputs, goodsInput, residualFloors, sectorInput } from './assemble-facts.js';
import type { EffectiveAnswer } from './counted-answer.js';
import { floorInputs } from './floor-truths.js';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { Methodology } from './methodology.js';
import type { SiteProfile } from './site-facts.js';

export interface Assembly {
  readonly manual: Manual;
  readonly methodology: Methodology;
  readonly indices: Indices;
  readonly site: SiteProfile;
  readonly effective: readonly EffectiveAnswer[];
  readonly cases: ScoreInputs['cases'];
  readonly signals: ScoreInputs['signals'];
  readonly inherited: ScoreInputs['inherited'];
  readonly asOf: IsoInstant;
}

/** Turns what is known of a site into the inputs of its score; everything the score depends on passes through here and into the receipt. */
export function assembleInputs({ manual, methodology, indices, site, effective, cases, signals, inherited, asOf }: Assembly): ScoreInputs {
  // Names in their order, here and below: so a receipt is written in one go.
  return {
    asOf,
    cases: [...cases].sort((a, b) => (a.id < b.id ? -1 : 1)),
    controls: effective.filter(({ question }) => question.counts === 'control').map(controlInput),
    country: countryInputs(site.country, indices, methodology),
    exposures: effective.filter(({ question }) => question.counts === 'exposure').map(exposureInput),
    floors: floorInputs(manual, methodology, indices, site, effective),
    goods: goodsInput(site, indices, methodology),
    inherited: inherited === null ? null : { best: inherited.best, point: inherited.point, worst: inherited.worst },
    residualFloors: residualFloors(site, indices, methodology),
    sector: sectorInput(site.isic, indices),
    signals,
  };
}

function exposureInput({ question, answer, replaced }: EffectiveAnswer): ExposureInput {
  return {
    date: answer?.dated ?? null,
    evidence: answer?.state === 'answered' ? answer.evidence : null,
    exposure: answer?.state === 'answered' ? scoreOfAnswer(question, answer.value) : null,
    overdue: answer === null,
    question: question.id,
    replaced,
    source: answer?.source ?? null,
    state: answer?.state ?? 'unanswered',
    weight: question.weight,
  };
}

function controlInput({ question, chapter, answer, replaced }: EffectiveAnswer): ControlInput {
  return {
    date: answer?.dated ?? null,
    domain: chapter,
    evidence: answer?.state === 'answered' ? answer.evidence : null,
    method: question.method,
    question: question.id,
    replaced,
    score: answer?.state === 'answered' ? scoreOfAnswer(question, answer.value) : null,
    source: answer?.source ?? null,
    state: answer?.state ?? 'unanswered',
    weight: question.weight,
  };
}
