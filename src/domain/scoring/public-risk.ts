import type { Indices } from '../indices/indices.js';
import type { Manual } from '../manual/manual.js';
import { assembleInputs } from './assemble-inputs.js';
import { computeScore } from './compute.js';
import type { Methodology, Range } from './methodology.js';
import { each } from './range.js';
import { round2 } from './rounding.js';
import type { SiteProfile } from './site-facts.js';

/** By what a risk is computed. */
export interface RiskContent {
  readonly manual: Manual;
  readonly methodology: Methodology;
  readonly indices: Indices;
}

/** Nothing in it ages, so the day does not matter. */
const ANY_DAY = '2000-01-01T00:00:00.000Z';

/** A site's risk on its profile and the indices alone, as if it had never been asked anything: all that another company may be told of it. */
export function publicRisk(site: SiteProfile, content: RiskContent): Range {
  const inputs = assembleInputs({ ...content, site, effective: [], cases: [], signals: [], inherited: null, asOf: ANY_DAY });
  const { value } = computeScore(content.methodology, inputs).residual;
  return each((figure) => round2(value[figure]));
}

/** A supplier without a place that was scored: its country is known and nothing else, which is never called safe. */
export const riskOfUnassessed = (country: string, content: RiskContent): Range =>
  publicRisk({ country, region: null, isic: null, goodsMode: 'undeclared', goods: [], goodsUnmatched: 0, workers: null }, content);
