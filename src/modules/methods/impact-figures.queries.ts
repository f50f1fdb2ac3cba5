import type { EntityManager } from 'typeorm';
import type { MethodCause } from '../../domain/methods/trial-steps.js';
import type { Band } from '../../domain/scoring/methodology.js';

/** The whole report in figures, counted from its rows. */
export interface ImpactFigures {
  readonly sites: SiteFigures;
  readonly suppliers: { readonly moved: number; readonly toGraverBand: number; readonly toMilderBand: number };
  readonly bands: readonly { readonly before: Band; readonly after: Band; readonly sites: number }[];
  readonly causes: readonly {
    readonly cause: MethodCause;
    readonly ref: string | null;
    readonly sites: number;
    readonly changingBand: number;
    readonly points: number;
  }[];
  readonly floors: readonly { readonly id: string; readonly before: number; readonly after: number }[];
}

interface SiteFigures {
  readonly all: number;
  readonly moved: number;
  readonly toGraverBand: number;
  readonly toMilderBand: number;
  readonly newlyZeroTolerance: number;
  readonly noLongerZeroTolerance: number;
  readonly newlyFloored: number;
  readonly dueSooner: number;
  readonly dueLater: number;
  readonly dueIn30Before: number;
  readonly dueIn30After: number;
  readonly dueIn90Before: number;
  readonly dueIn90After: number;
}

const GRAVITY = (band: string): string => `array_position(ARRAY['low', 'medium', 'high', 'critical'], ${band}::text)`;

/** A move smaller than this is none: scores are published with two decimals. */
const MOVED = 'move >= 0.005';

const OF_REPORT = 'FROM method_impact_row WHERE tenant_id = $1 AND impact_id = $2';

export async function countImpact(db: EntityManager, tenantId: string, impactId: string): Promise<ImpactFigures> {
  const params = [tenantId, impactId];
  const [sites]: SiteFigures[] = await db.query(SITES, params);
  const [suppliers]: ImpactFigures['suppliers'][] = await db.query(SUPPLIERS, params);
  if (sites === undefined || suppliers === undefined) throw new Error('an impact report without figures');
  return {
    sites,
    suppliers,
    bands: await db.query(
      `SELECT band_before AS before, band_after AS after, count(*)::integer AS sites ${OF_REPORT} GROUP BY 1, 2
       ORDER BY ${GRAVITY('band_before')}, ${GRAVITY('band_after')}`,
      params,
    ),
    causes: await db.query(
      `SELECT c.cause, c.ref, count(*)::integer AS sites, (count(*) FILTER (WHERE band_before <> band_after))::integer AS "changingBand",
              round(sum(c.points)::numeric, 2)::float8 AS points
       FROM method_impact_row r, jsonb_to_recordset(r.causes) AS c (cause text, ref text, points float8)
       WHERE r.tenant_id = $1 AND r.impact_id = $2 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 200`,
      params,
    ),
    floors: await db.query(
      `SELECT id, (count(*) FILTER (WHERE was))::integer AS before, (count(*) FILTER (WHERE NOT was))::integer AS after
       FROM (SELECT floor_before AS id, true AS was ${OF_REPORT} UNION ALL SELECT floor_after, false ${OF_REPORT}) f
       WHERE id IS NOT NULL GROUP BY id ORDER BY id`,
      params,
    ),
  };
}

const SITES = `
  SELECT count(*)::integer AS "all",
         (count(*) FILTER (WHERE ${MOVED}))::integer AS moved,
         (count(*) FILTER (WHERE ${GRAVITY('band_after')} > ${GRAVITY('band_before')}))::integer AS "toGraverBand",
         (count(*) FILTER (WHERE ${GRAVITY('band_after')} < ${GRAVITY('band_before')}))::integer AS "toMilderBand",
         (count(*) FILTER (WHERE zero_tolerance_after AND NOT zero_tolerance_before))::integer AS "newlyZeroTolerance",
         (count(*) FILTER (WHERE zero_tolerance_before AND NOT zero_tolerance_after))::integer AS "noLongerZeroTolerance",
         (count(*) FILTER (WHERE floor_after IS NOT NULL AND floor_after IS DISTINCT FROM floor_before))::integer AS "newlyFloored",
         (count(*) FILTER (WHERE due_after < due_before))::integer AS "dueSooner",
         (count(*) FILTER (WHERE due_after > due_before))::integer AS "dueLater",
         (count(*) FILTER (WHERE due_before <= as_of + 30))::integer AS "dueIn30Before",
         (count(*) FILTER (WHERE due_after <= as_of + 30))::integer AS "dueIn30After",
         (count(*) FILTER (WHERE due_before <= as_of + 90))::integer AS "dueIn90Before",
         (count(*) FILTER (WHERE due_after <= as_of + 90))::integer AS "dueIn90After"
  FROM method_impact_row r, (SELECT as_of FROM method_impact WHERE tenant_id = $1 AND id = $2) i
  WHERE r.tenant_id = $1 AND r.impact_id = $2`;

/** A supplier is as risky as its worst site. */
const SUPPLIERS = `
  SELECT (count(*) FILTER (WHERE moved))::integer AS moved,
         (count(*) FILTER (WHERE after > before))::integer AS "toGraverBand",
         (count(*) FILTER (WHERE after < before))::integer AS "toMilderBand"
  FROM (SELECT bool_or(${MOVED}) AS moved, max(${GRAVITY('band_before')}) AS before, max(${GRAVITY('band_after')}) AS after
        ${OF_REPORT} GROUP BY supplier_id) s`;
