import type { Band } from '../domain/scoring/methodology.js';
import type { ApiClient } from './api-client.js';

/** A site as the API lists it, as far as the demo reads it. */
export interface Site {
  readonly id: string;
  readonly supplierId: string;
  readonly name: string;
  readonly country: string;
  readonly score: {
    readonly id: string;
    readonly residual: number;
    readonly best: number;
    readonly worst: number;
    readonly band: Band;
    readonly confidence: number;
  } | null;
}

/** A row of the demo's table. */
export interface GravestSite {
  readonly supplier: string;
  readonly site: string;
  readonly country: string;
  readonly band: Band;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly confidence: number;
  readonly drivers: readonly string[];
  readonly nextOn: string | null;
}

interface Driver {
  readonly factor: string;
  readonly ref: string | null;
  readonly points: number;
}

/** `country TKM +26.7`; a case is named by the rule that it broke. */
const driverWords = ({ factor, ref, points }: Driver, rules: ReadonlyMap<string, string>): string =>
  [factor, ...(ref === null ? [] : [rules.get(ref) ?? ref]), `${points > 0 ? '+' : ''}${points.toFixed(1)}`].join(' ');

/** The ten sites with the highest residual risk, as an auditor reads them. `rules` names the broken rule of each finding. */
export async function gravestSites(
  auditor: ApiClient,
  sites: readonly Site[],
  rules: ReadonlyMap<string, string>,
): Promise<readonly GravestSite[]> {
  const worst = sites
    .flatMap((site) => (site.score === null ? [] : [{ ...site, score: site.score }]))
    .sort((a, b) => b.score.residual - a.score.residual || a.name.localeCompare(b.name))
    .slice(0, 10);
  return Promise.all(
    worst.map(async ({ supplierId, name, country, score, id }) => {
      const [supplier, explained, next] = await Promise.all([
        auditor.get<{ name: string }>(`/suppliers/${supplierId}`),
        auditor.get<{ contributions: readonly Driver[] }>(`/scores/${score.id}`),
        auditor.get<{ items: readonly { dueOn: string }[] }>(`/reassessments?siteId=${id}&state=planned`),
      ]);
      const drivers = [...explained.contributions].sort((a, b) => b.points - a.points).slice(0, 3);
      return {
        supplier: supplier.name,
        site: name,
        country,
        ...score,
        drivers: drivers.map((driver) => driverWords(driver, rules)),
        nextOn: next.items[0]?.dueOn ?? null,
      };
    }),
  );
}
