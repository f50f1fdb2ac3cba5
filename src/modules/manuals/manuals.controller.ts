import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { ManualVersionsView, ManualView } from './manual.dto.js';
import { ManualsService } from './manuals.service.js';
import { ReferenceService } from './reference.service.js';
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
  constructor(
    private readonly manuals: ManualsService,
    private readonly reference: ReferenceService,
  ) {}

  /** Every version of every manual, shipped or the tenant's own, newest version first within an id. Drafts are listed elsewhere. */
  @Get('manuals')
  list(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<ManualVersionsView> {
    return this.manuals.manuals(actor, query);
  }

  /** One version of a manual with all its questions, and the tenant's translations of them. */
  @Get('manuals/:id/versions/:version')
  read(@CurrentActor() actor: PersonActor, @Param('id') id: string, @Param('version') version: string): Promise<ManualView> {
    return this.manuals.manual(actor, id, version);
  }

  /** Editions of the indices in force, with the lines and licences to show beside a score. */
  @Get('indices')
  indices(@CurrentActor() actor: PersonActor): Promise<IndicesView> {
    return this.reference.indices(actor);
  }

  /** Countries, for entry forms. */
  @Get('countries')
  countries(@CurrentActor() actor: PersonActor, @Query() { language }: LanguageQuery): Promise<CountriesView> {
    return this.reference.countries(actor, language);
  }

  /** The vocabulary of goods, for entry forms, with where each is listed and what stands beside the listing. */
  @Get('goods')
  goods(@CurrentActor() actor: PersonActor, @Query() { language, q }: GoodsQuery): Promise<GoodsVocabularyView> {
    return this.reference.goods(actor, language, q);
  }

  /** ISIC divisions with the risk of each and its reason. */
  @Get('sectors')
  sectors(@CurrentActor() actor: PersonActor, @Query() { language }: LanguageQuery): Promise<SectorsView> {
    return this.reference.sectors(actor, language);
  }

  /** The risk methodology in force. */
  @Get('methodology')
  methodology(@CurrentActor() actor: PersonActor): Promise<MethodologyView> {
    return this.manuals.methodology(actor);
  }

  /** The action library in force. */
  @Get('action-library')
  actionLibrary(): Promise<ActionLibraryView> {
    return this.manuals.actionLibrary();
  }
}
