import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { ManualVersionsView, ManualView } from './manual.dto.js';
import { ManualsService } from './manuals.service.js';
import {
  ActionLibraryView,
  CountriesView,
  GoodsQuery,
  GoodsVocabularyView,
  IndicesView,
  MethodologyView,
  SectorsView,
} from './reference.dto.js';

@ApiTags('Content')
@Controller()
@Allow('admin', 'officer', 'auditor')
export class ManualsController {
  constructor(private readonly manuals: ManualsService) {}

  /** Every loaded version of every manual. */
  @Get('manuals')
  list(): Promise<ManualVersionsView> {
    return this.manuals.manuals();
  }

  /** One version of a manual with all its questions. */
  @Get('manuals/:id/versions/:version')
  read(@Param('id') id: string, @Param('version') version: string): Promise<ManualView> {
    return this.manuals.manual(id, version);
  }

  /** Editions of the indices in force, with the lines and licences to show beside a score. */
  @Get('indices')
  indices(): Promise<IndicesView> {
    return this.manuals.indices();
  }

  /** Countries, for entry forms. */
  @Get('countries')
  countries(@Query() { language }: LanguageQuery): Promise<CountriesView> {
    return this.manuals.countries(language);
  }

  /** The vocabulary of goods, for entry forms. */
  @Get('goods')
  goods(@Query() { language, q }: GoodsQuery): Promise<GoodsVocabularyView> {
    return this.manuals.goods(language, q);
  }

  /** ISIC divisions with the risk of each and its reason. */
  @Get('sectors')
  sectors(@Query() { language }: LanguageQuery): Promise<SectorsView> {
    return this.manuals.sectors(language);
  }

  /** The risk methodology in force. */
  @Get('methodology')
  methodology(): Promise<MethodologyView> {
    return this.manuals.methodology();
  }

  /** The action library in force. */
  @Get('action-library')
  actionLibrary(): Promise<ActionLibraryView> {
    return this.manuals.actionLibrary();
  }
}
