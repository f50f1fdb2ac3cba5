import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../platform/auth/actor.js';
import { pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { type SendingOutline, SendingService } from '../assessments/sending.service.js';
import { CampaignTerms } from './campaign-terms.service.js';
import type { PreviewCampaignDto } from './campaigns.dto.js';
import { type ChosenSite, chosenSites, namesOfSites } from './chosen-sites.queries.js';
import { refuseTooMany } from './refusals.js';
import type { CampaignPreviewView, LeftOutView } from './preview.dto.js';

/** Says whom a campaign would reach: chosen by the query and judged by the service that send it. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly db: TenantDb,
    private readonly terms: CampaignTerms,
    private readonly sending: SendingService,
  ) {}

  /** @throws DomainError VALIDATION_FAILED, MANUAL_NOT_SENDABLE, CAMPAIGN_TOO_LARGE */
  async preview(actor: PersonActor, body: PreviewCampaignDto, { after, limit }: PageQuery): Promise<CampaignPreviewView> {
    const { tenantId } = actor;
    const cursor = readCursor(after);
    const filter = await this.terms.filter(actor, body);
    return this.db.transaction(actor, async (db) => {
      const manual = await this.terms.manual(db, tenantId, body);
      const chosen = await chosenSites(db, tenantId, filter, body.audience);
      refuseTooMany(chosen.length);
      const ids = chosen.map(({ id }) => id);
      const outline = await this.sending.outlineWithin(db, tenantId, ids, body.audience, manual);
      const codes = new Map(outline.skipped.map(({ siteId, code }) => [siteId, code]));
      const page = ids.filter((id) => codes.has(id) && (cursor === null || id > cursor.id)).slice(0, limit + 1);
      const names = await namesOfSites(db, tenantId, page);
      return {
        ...countsOf(chosen, outline),
        ...pageOf(
          names,
          limit,
          ({ id }) => ({ key: null, id }),
          ({ id, site, supplier_id: supplierId, supplier }): LeftOutView => ({
            siteId: id,
            site,
            supplierId,
            supplier,
            code: codes.get(id) ?? '',
          }),
        ),
      } as CampaignPreviewView;
    });
  }
}

function countsOf(chosen: readonly ChosenSite[], { asked, skipped }: SendingOutline) {
  const bands = new Map(chosen.map(({ id, band }) => [id, band]));
  const efforts = new Map(asked.map(({ depth, questions, minutes }) => [depth, { questions, minutes }]));
  return {
    sites: chosen.length,
    toSend: asked.length,
    byBand: tally(asked.map(({ siteId }) => bands.get(siteId) ?? null)).map(([band, sites]) => ({ band, sites })),
    byDepth: tally(asked.map(({ depth }) => depth)).map(([depth, sites]) => ({ depth, sites, ...efforts.get(depth) })),
    leftOut: tally(skipped.map(({ code }) => code)).map(([code, sites]) => ({ code, sites })),
  };
}

function tally<T>(values: readonly T[]): (readonly [value: T, count: number])[] {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts];
}
