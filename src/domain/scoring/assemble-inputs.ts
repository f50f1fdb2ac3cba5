import type { Indices } from '../indices/indices.js';
import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Manual } from '../manual/manual.js';
import type { IsoInstant } from '../shared/instant.js';
import { countryInputs, goodsInput, residualFloors, sectorInput } from './assemble-facts.js';
import type { EffectiveAnswer } from './counted-answers.js';
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
  return {
    asOf,
    country: countryInputs(site.country, indices, methodology),
    sector: sectorInput(site.isic, indices),
    goods: goodsInput(site, indices, methodology),
    exposures: effective.filter(({ question }) => question.counts === 'exposure').map(exposureInput),
    floors: floorInputs(manual, methodology, indices, site, effective),
    controls: effective.filter(({ question }) => question.counts === 'control').map(controlInput),
    cases: [...cases].sort((a, b) => (a.id < b.id ? -1 : 1)),
    signals,
    inherited,
    residualFloors: residualFloors(site, indices, methodology),
  };
}

function exposureInput({ question, answer, replaced }: EffectiveAnswer): ExposureInput {
  return {
    question: question.id,
    weight: question.weight,
    state: answer?.state ?? 'unanswered',
    exposure: answer?.state === 'answered' ? scoreOfAnswer(question, answer.value) : null,
    evidence: answer?.state === 'answered' ? answer.evidence : null,
    date: answer?.dated ?? null,
    overdue: answer === null,
    source: answer?.source ?? null,
    replaced,
  };
}

function controlInput({ question, chapter, answer, replaced }: EffectiveAnswer): ControlInput {
  return {
    question: question.id,
    domain: chapter,
    method: question.method,
    weight: question.weight,
    state: answer?.state ?? 'unanswered',
    score: answer?.state === 'answered' ? scoreOfAnswer(question, answer.value) : null,
    evidence: answer?.state === 'answered' ? answer.evidence : null,
    date: answer?.dated ?? null,
    source: answer?.source ?? null,
    replaced,
  };
}
