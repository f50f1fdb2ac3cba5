import type { Indices } from '../indices/indices.js';
import type { Depth, Manual } from '../manual/manual.js';
import { depthOf } from '../questionnaire/depth.js';
import { assembleInputs } from '../scoring/assemble-inputs.js';
import { bandOf } from '../scoring/band.js';
import { inherentRisk } from '../scoring/inherent.js';
import { methodOf } from '../scoring/method-of.js';
import type { Methodology } from '../scoring/methodology.js';
import type { SiteProfile } from '../scoring/site-facts.js';
import type { IsoInstant } from '../shared/instant.js';

export interface DepthBasis {
  readonly manual: Manual;
  readonly methodology: Methodology;
  readonly indices: Indices;
}

/**
 * How deep a site is questioned: by the band of its inherent risk from country, sector and goods alone, the workforce taken at the
 * sector's value (methodology, section 2). No answer of the supplier's can lower it, and a site that was never scored has one too.
 */
export function depthOfSite(basis: DepthBasis, site: SiteProfile, asOf: IsoInstant): Depth {
  const method = methodOf(basis.methodology);
  const inputs = assembleInputs({ ...basis, site, effective: [], cases: [], signals: [], inherited: null, asOf });
  return depthOf(bandOf(method, inherentRisk(method, inputs).value.point));
}
