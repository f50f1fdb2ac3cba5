import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { CampaignSteps } from './campaign-steps.service.js';
import { CampaignTerms } from './campaign-terms.service.js';
import { viewCampaign } from './campaign.view.js';
import type { CampaignView, NewCampaignDto } from './campaigns.dto.js';
import { findByRequest, findCampaign } from './campaigns.queries.js';
import { insertCampaign } from './chosen-sites.queries.js';
import { fieldRefused, found, refuseTooMany } from './refusals.js';

const MAX_KEY = 200;

/** Makes campaigns: the sites are chosen and stored at once, and sent to by the queue. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly db: TenantDb,
    private readonly terms: CampaignTerms,
    private readonly steps: CampaignSteps,
    private readonly clock: Clock,
  ) {}

  /**
   * The same request with the same key again, even at the same moment, gives the campaign that the first one made.
   * @throws DomainError VALIDATION_FAILED, DATE_INVALID, DUE_DATE_PAST, MANUAL_NOT_SENDABLE, CAMPAIGN_EMPTY, CAMPAIGN_TOO_LARGE, CAMPAIGN_KEY_REUSED
   */
  async create(actor: PersonActor, body: NewCampaignDto, header: string | undefined): Promise<CampaignView> {
    const { tenantId } = actor;
    const key = keyOf(header ?? body.key);
    const hash = hashOf(body);
    const filter = await this.terms.filter(actor, body);
    return this.db.transaction(actor, async (db) => {
      const made = await this.madeBefore(db, tenantId, key, hash);
      if (made !== null) return made;
      const dueOn = body.dueOn === undefined ? await this.terms.defaultDueDate(db, tenantId) : this.terms.dueDate(body.dueOn);
      const manual = await this.terms.manual(db, tenantId, body);
      const id = newId<string>();
      const total = await insertCampaign(db, tenantId, filter, {
        id,
        name: body.name.trim(),
        audience: body.audience,
        dueOn,
        manualId: manual.id,
        manualVersion: manual.version,
        filter: body.filter,
        requestKey: key,
        requestSha256: hash,
        createdBy: actor.personId,
        now: this.clock.now(),
      });
      if (total === null) return found(await this.madeBefore(db, tenantId, key, hash));
      if (total === 0) throw fieldRefused('CAMPAIGN_EMPTY', 'filter', 'No site is chosen by this filter.');
      refuseTooMany(total);
      const terms = { audience: body.audience, dueOn, manual: manual.id, manualVersion: manual.version };
      await this.steps.begin(db, actor, id, { state: 'sending', sites: total, ...terms, filter: conditionsOf(body) });
      return viewCampaign(found(await findCampaign(db, tenantId, id)));
    });
  }

  private async madeBefore(db: EntityManager, tenantId: string, key: string | null, hash: string): Promise<CampaignView | null> {
    const campaign = key === null ? null : await findByRequest(db, tenantId, key);
    if (campaign === null) return null;
    if (campaign.request_sha256 === hash) return viewCampaign(campaign);
    throw new DomainError('CAMPAIGN_KEY_REUSED', 'conflict', 'This key was used for another campaign already; choose a new one.');
  }
}

/** @throws DomainError CAMPAIGN_KEY_INVALID */
function keyOf(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (key.trim() !== '' && key.length <= MAX_KEY) return key;
  throw fieldRefused('CAMPAIGN_KEY_INVALID', 'key', `A key has 1 to ${MAX_KEY} characters.`);
}

/** Of what was asked for, so that the same words are the same request whenever they are sent. */
const hashOf = ({ name, filter, audience, dueOn, manual }: NewCampaignDto): string =>
  sha256Hex(canonicalJson(JSON.parse(JSON.stringify({ name, filter, audience, dueOn: dueOn ?? null, manual: manual ?? null }))));

/** The filter as the log tells it: long lists of ids by their number. */
const conditionsOf = ({ filter }: NewCampaignDto): Record<string, unknown> => ({
  ...filter,
  supplierId: filter.supplierId?.length,
  siteId: filter.siteId?.length,
});
