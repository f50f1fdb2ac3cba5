import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Audience } from './campaigns.dto.js';

/** More sites than any tenant's list has; a campaign of all of them is still one statement. */
export const MAX_SITES = 50_000;

/** Which sites; null: whatever it is. */
export interface SiteFilter {
  readonly bands: readonly string[] | null;
  readonly countries: readonly string[] | null;
  readonly sectors: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly ownerIds: readonly string[] | null;
  readonly supplierIds: readonly string[] | null;
  readonly siteIds: readonly string[] | null;
  readonly lastAssessedBefore: IsoDate | null;
  readonly neverAssessed: boolean | null;
}

/** The one query that says which sites a filter chooses, for the preview as for the campaign itself. Parameters $1 to $11. */
const CHOSEN = `SELECT s.id, s.band FROM site s
  WHERE s.tenant_id = $1
    AND ($2::text[] IS NULL OR s.band = ANY ($2::text[]))
    AND ($3::text[] IS NULL OR s.country = ANY ($3::text[]))
    AND ($4::text[] IS NULL OR s.isic = ANY ($4::text[]))
    AND ($5::text[] IS NULL OR EXISTS (
      SELECT FROM relationship_tag t WHERE t.tenant_id = s.tenant_id AND t.supplier_id = s.supplier_id AND t.tag = ANY ($5::text[])))
    AND ($6::uuid[] IS NULL OR EXISTS (
      SELECT FROM relationship r WHERE r.tenant_id = s.tenant_id AND r.supplier_id = s.supplier_id AND r.owner_id = ANY ($6::uuid[])))
    AND ($7::uuid[] IS NULL OR s.supplier_id = ANY ($7::uuid[]))
    AND ($8::uuid[] IS NULL OR s.id = ANY ($8::uuid[]))
    AND ($9::date IS NULL OR NOT EXISTS (
      SELECT FROM assessment a WHERE a.tenant_id = s.tenant_id AND a.site_id = s.id AND a.audience = $11
        AND a.submitted_at >= $9::date::timestamp AT TIME ZONE 'UTC'))
    AND ($10::boolean IS NULL OR $10::boolean = NOT EXISTS (
      SELECT FROM assessment a WHERE a.tenant_id = s.tenant_id AND a.site_id = s.id AND a.audience = $11 AND a.submitted_at IS NOT NULL))`;

const paramsOf = (tenantId: string, filter: SiteFilter, audience: Audience): unknown[] => [
  tenantId,
  filter.bands,
  filter.countries,
  filter.sectors,
  filter.tags,
  filter.ownerIds,
  filter.supplierIds,
  filter.siteIds,
  filter.lastAssessedBefore,
  filter.neverAssessed,
  audience,
];

export interface ChosenSite {
  readonly id: string;
  readonly band: string | null;
}

/** In the order of their ids; one more than a campaign may have, to tell when there are too many. */
export function chosenSites(db: EntityManager, tenantId: string, filter: SiteFilter, audience: Audience): Promise<ChosenSite[]> {
  return db.query(`${CHOSEN} ORDER BY s.id LIMIT $12`, [...paramsOf(tenantId, filter, audience), MAX_SITES + 1]);
}

export interface NewCampaign {
  readonly id: string;
  readonly name: string;
  readonly audience: Audience;
  readonly dueOn: IsoDate;
  readonly manualId: string;
  readonly manualVersion: string;
  /** As it was asked for. */
  readonly filter: object;
  readonly requestKey: string | null;
  readonly requestSha256: string;
  readonly createdBy: string;
  readonly now: Date;
}

/**
 * A campaign with all of its sites, in one statement. Of two requests with the same key at the same moment one wins at the index and the
 * other waits for it there. @returns how many sites it has; null where there is a campaign of this key already
 */
export async function insertCampaign(
  db: EntityManager,
  tenantId: string,
  filter: SiteFilter,
  campaign: NewCampaign,
): Promise<number | null> {
  const rows: { total: number }[] = await db.query(
    `WITH chosen AS MATERIALIZED (${CHOSEN}),
     made AS (
       INSERT INTO campaign (tenant_id, id, name, state, audience, due_on, manual_id, manual_version, filter, request_key, request_sha256, total, created_by, created_at)
       SELECT $1, $12::uuid, $13::text, 'sending', $11, $14::date, $15::text, $16::text, $17::jsonb, $18::text, $19::text, (SELECT count(*) FROM chosen), $20::uuid, $21::timestamptz
       ON CONFLICT (tenant_id, request_key) WHERE request_key IS NOT NULL DO NOTHING RETURNING id, total
     ),
     sites AS (
       INSERT INTO campaign_site (tenant_id, campaign_id, site_id, state) SELECT $1, made.id, chosen.id, 'queued' FROM made, chosen
     )
     SELECT total FROM made`,
    [
      ...paramsOf(tenantId, filter, campaign.audience),
      campaign.id,
      campaign.name,
      campaign.dueOn,
      campaign.manualId,
      campaign.manualVersion,
      JSON.stringify(campaign.filter),
      campaign.requestKey,
      campaign.requestSha256,
      campaign.createdBy,
      campaign.now,
    ],
  );
  return rows[0]?.total ?? null;
}

export interface SiteNames {
  readonly id: string;
  readonly site: string;
  readonly supplier_id: string;
  readonly supplier: string;
}

export function namesOfSites(db: EntityManager, tenantId: string, siteIds: readonly string[]): Promise<SiteNames[]> {
  return db.query(
    `SELECT s.id, s.name AS site, s.supplier_id, p.name AS supplier FROM site s
     JOIN supplier p ON p.tenant_id = s.tenant_id AND p.id = s.supplier_id WHERE s.tenant_id = $1 AND s.id = ANY ($2::uuid[]) ORDER BY s.id`,
    [tenantId, siteIds],
  );
}
