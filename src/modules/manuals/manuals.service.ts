import { Injectable } from '@nestjs/common';
import { sentence } from '../../domain/scoring/explain-texts.js';
import { ContentService } from '../content/content.service.js';
import type { ManualVersionsView, ManualView } from './manual.dto.js';
import type { ActionLibraryView, CountriesView, GoodsVocabularyView, IndicesView, MethodologyView, SectorsView } from './reference.dto.js';
import { viewCountries, viewEditions, viewGoods, viewSectors } from './reference.view.js';
import { viewManual, viewManualVersion } from './manual.view.js';

/** Reads the shipped content: what is asked, by which figures it is scored and what is done about a bad answer. */
@Injectable()
export class ManualsService {
  constructor(private readonly content: ContentService) {}

  async manuals(): Promise<ManualVersionsView> {
    return { items: (await this.content.versions('manual')).map(viewManualVersion) };
  }

  /** @throws DomainError MANUAL_NOT_FOUND */
  async manual(id: string, version: string): Promise<ManualView> {
    return viewManual(await this.content.manualVersion(id, version));
  }

  async indices(): Promise<IndicesView> {
    const { id, version, sha256, body } = await this.content.indices();
    return { id, version, sha256, caveat: sentence('en', 'caveat'), editions: viewEditions(body) };
  }

  async countries(language?: string): Promise<CountriesView> {
    return { items: viewCountries((await this.content.indices()).body, language) };
  }

  async goods(language?: string, search?: string): Promise<GoodsVocabularyView> {
    return { items: viewGoods((await this.content.indices()).body, language, search) };
  }

  async sectors(language?: string): Promise<SectorsView> {
    return { items: viewSectors((await this.content.indices()).body, language) };
  }

  async methodology(): Promise<MethodologyView> {
    const { id, version, sha256, body } = await this.content.methodology();
    return { id, version, sha256, caveat: sentence('en', 'caveat'), methodology: { ...body } };
  }

  async actionLibrary(): Promise<ActionLibraryView> {
    const { id, version, sha256, body } = await this.content.library();
    const { source, year, licence, baseLanguage, actions } = body;
    return { id, version, sha256, source, year, licence, baseLanguage, actions: actions.map((action) => ({ ...action })) };
  }
}
