import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { LanguageCoverageView, ManualLanguagesView, PutTranslationsDto, TranslationsQuery, TranslationsView } from './translations.dto.js';
import { TranslationsService } from './translations.service.js';

@ApiTags('Authoring')
@Controller('manuals/:id/versions/:version/translations')
export class TranslationsController {
  constructor(private readonly translations: TranslationsService) {}

  /** How much of a manual there is in each language, and how much of that somebody has read. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  languages(@CurrentActor() actor: PersonActor, @Param('id') id: string, @Param('version') version: string): Promise<ManualLanguagesView> {
    return this.translations.languages(actor, { id, version });
  }

  /** Every text of a manual in one language, with who wrote it and whether it was reviewed. */
  @Get(':language')
  @Allow('admin', 'officer', 'auditor')
  read(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('version') version: string,
    @Param('language') language: string,
    @Query() query: TranslationsQuery,
  ): Promise<TranslationsView> {
    return this.translations.read(actor, { id, version }, language, query);
  }

  /** Writes or reviews texts, in a language the manual has or a new one. From now on they are sent and shown. */
  @Put(':language')
  @Allow('admin', 'officer')
  write(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('version') version: string,
    @Param('language') language: string,
    @Body() body: PutTranslationsDto,
  ): Promise<LanguageCoverageView> {
    return this.translations.write(actor, { id, version }, language, body);
  }
}
