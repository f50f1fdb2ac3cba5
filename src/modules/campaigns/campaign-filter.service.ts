import { Injectable } from '@nestjs/common';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { readCountry } from '../../domain/suppliers/site-facts.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { VocabularyService } from '../suppliers/vocabulary.service.js';
import type { CampaignFilterDto } from './campaign-filter.dto.js';
import type { SiteFilter } from './chosen-sites.queries.js';

/** Reads a filter's words: the same codes as everywhere else, every unknown one named. */
@Injectable()
export class CampaignFilters {
  constructor(private readonly vocabulary: VocabularyService) {}

  /** @throws DomainError VALIDATION_FAILED */
  async read(actor: PersonActor, given: CampaignFilterDto): Promise<SiteFilter> {
    const vocabulary = await this.vocabulary.vocabulary(actor);
    const problems: Problem[] = [];
    const countries = given.country?.map((code, i) => readCountry(code, `filter.country.${i}`, vocabulary, problems)) ?? null;
    given.sector?.forEach((isic, i) => {
      if (!vocabulary.divisions.has(isic))
        problems.push({ path: `filter.sector.${i}`, code: 'ISIC_UNKNOWN', message: 'a division of ISIC Rev.4 such as 14 is expected' });
    });
    const before = given.lastAssessedBefore ?? null;
    if (before !== null && !isRealDay(before))
      problems.push({ path: 'filter.lastAssessedBefore', code: 'DATE_INVALID', message: 'This day does not exist.' });
    if (problems.length > 0) throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', problems);
    return {
      bands: given.band ?? null,
      countries,
      sectors: given.sector ?? null,
      tags: given.tag ?? null,
      ownerIds: given.ownerId ?? null,
      supplierIds: given.supplierId ?? null,
      siteIds: given.siteId ?? null,
      lastAssessedBefore: before,
      neverAssessed: given.neverAssessed ?? null,
    };
  }
}

/** Whether a calendar has the day. */
export function isRealDay(text: IsoDate): boolean {
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
