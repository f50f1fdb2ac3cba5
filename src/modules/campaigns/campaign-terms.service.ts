import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual } from '../../domain/manual/manual.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { SendableManuals } from '../assessments/sendable-manuals.service.js';
import { SendingService } from '../assessments/sending.service.js';
import type { Published } from '../content/content.service.js';
import { CampaignFilters, isRealDay } from './campaign-filter.service.js';
import type { PreviewCampaignDto } from './campaigns.dto.js';
import type { SiteFilter } from './chosen-sites.queries.js';
import { fieldRefused } from './refusals.js';

/** What a campaign is asked to do, read once for the preview and the campaign itself. */
@Injectable()
export class CampaignTerms {
  constructor(
    private readonly filters: CampaignFilters,
    private readonly manuals: SendableManuals,
    private readonly sending: SendingService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError VALIDATION_FAILED */
  filter(actor: PersonActor, { filter }: PreviewCampaignDto): Promise<SiteFilter> {
    return this.filters.read(actor, filter);
  }

  /** The one that is named, or the one in force. @throws DomainError MANUAL_NOT_SENDABLE */
  manual(db: EntityManager, tenantId: string, { manual }: PreviewCampaignDto): Promise<Published<Manual>> {
    return this.manuals.find(db, tenantId, manual ?? null, 'manual');
  }

  /** A day that is not over. @throws DomainError DATE_INVALID, DUE_DATE_PAST */
  dueDate(given: string): IsoDate {
    if (!isRealDay(given)) throw fieldRefused('DATE_INVALID', 'dueOn', 'This day does not exist.');
    if (given < this.clock.today()) throw fieldRefused('DUE_DATE_PAST', 'dueOn', 'The day by which to answer is over already.');
    return given;
  }

  defaultDueDate(db: EntityManager, tenantId: string): Promise<IsoDate> {
    return this.sending.defaultDueDate(db, tenantId);
  }
}
