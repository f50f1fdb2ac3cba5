import type { EntityManager } from 'typeorm';
import { profileOf, type SiteProfile, type StoredProfile } from '../../domain/scoring/site-facts.js';

/** A site as its next round would find it. */
export interface PreviewedSite {
  readonly profile: SiteProfile;
  /** Codes of its goods; null where some are not known. */
  readonly goods: readonly string[] | null;
  /** Questions it failed, as far as its supplier knows: they come back. */
  readonly failed: readonly string[];
}

export async function previewedSite(db: EntityManager, tenantId: string, siteId: string): Promise<PreviewedSite | undefined> {
  const [row]: (StoredProfile & { failed: string[] | null })[] = await db.query(
    `SELECT s.country, s.region, s.isic, s.goods_mode AS "goodsMode", s.goods, s.goods_unmatched AS "goodsUnmatched", s.workers,
            (SELECT array_agg(DISTINCT f.question_id) FROM finding f
             WHERE f.tenant_id = s.tenant_id AND f.site_id = s.id AND f.state = 'open' AND f.visibility = 'released' AND f.question_id IS NOT NULL) AS failed
     FROM site s WHERE s.tenant_id = $1 AND s.id = $2`,
    [tenantId, siteId],
  );
  if (row === undefined) return undefined;
  const known = row.goodsMode !== 'undeclared' && row.goodsUnmatched.length === 0;
  return { profile: profileOf(row), goods: known ? row.goods.map(({ good }) => good) : null, failed: row.failed ?? [] };
}
