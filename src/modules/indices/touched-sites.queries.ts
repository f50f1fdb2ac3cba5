import type { EntityManager } from 'typeorm';

/** What changed, as sites can be asked for it. */
export interface Touching {
  /** Countries of sites. */
  readonly countries: readonly string[];
  readonly divisions: readonly string[];
  /** Goods with where they come from; `*` stands for any. */
  readonly goods: readonly { readonly good: string; readonly iso3: string }[];
}

/** Active sites for which something changed, each counted once. */
export async function countTouched(db: EntityManager, tenantId: string, { countries, divisions, goods }: Touching): Promise<number> {
  const rows: { n: number }[] = await db.query(
    `SELECT count(*)::int AS n FROM site s WHERE s.tenant_id = $1 AND s.status = 'active' AND (
       s.country = ANY ($2::text[]) OR s.isic = ANY ($3::text[]) OR (s.goods_mode = 'declared' AND EXISTS (
         SELECT FROM jsonb_to_recordset(s.goods) AS g (good text, iso3 text)
         JOIN unnest($4::text[], $5::text[]) AS c (good, iso3) ON c.good IN (g.good, '*') AND c.iso3 IN (g.iso3, '*'))))`,
    [tenantId, countries, divisions, goods.map(({ good }) => good), goods.map(({ iso3 }) => iso3)],
  );
  return rows[0]?.n ?? 0;
}

export interface GoodSites {
  readonly good: string;
  readonly sites: number;
}

/** Sites that declared these goods, by good. */
export function sitesWithGoods(db: EntityManager, tenantId: string, goods: readonly string[]): Promise<readonly GoodSites[]> {
  return db.query(
    `SELECT g.good, count(DISTINCT s.id)::int AS sites FROM site s, jsonb_to_recordset(s.goods) AS g (good text, iso3 text)
     WHERE s.tenant_id = $1 AND s.status = 'active' AND s.goods_mode = 'declared' AND g.good = ANY ($2::text[]) GROUP BY g.good ORDER BY g.good`,
    [tenantId, goods],
  );
}

/** Sites that named these goods in words the vocabulary did not know; `words` holds each good's code and names, lower case, blanks as `_`. */
export function sitesThatNamed(
  db: EntityManager,
  tenantId: string,
  words: readonly { readonly good: string; readonly word: string }[],
): Promise<readonly GoodSites[]> {
  return db.query(
    `SELECT w.good, count(DISTINCT s.id)::int AS sites FROM site s, jsonb_array_elements_text(s.goods_unmatched) AS n (named)
     JOIN unnest($2::text[], $3::text[]) AS w (good, word) ON w.word = regexp_replace(lower(trim(n.named)), '[\\s-]+', '_', 'g')
     WHERE s.tenant_id = $1 AND s.status = 'active' GROUP BY w.good ORDER BY w.good`,
    [tenantId, words.map(({ good }) => good), words.map(({ word }) => word)],
  );
}
