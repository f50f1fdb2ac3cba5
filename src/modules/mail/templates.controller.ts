import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import {
  PreviewDto,
  LetterPreviewView,
  TemplateDto,
  TemplatesPage,
  TemplateVersionsPage,
  type TemplateVersionView,
  TemplateView,
} from './templates.dto.js';
import { TemplatesService } from './templates.service.js';

@ApiTags('Letters')
@Controller('mail-templates')
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  /** The letters for which you have words of your own. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: TemplatesPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<Page<TemplateView>> {
    return this.templates.list(actor, query);
  }

  /** A letter's words in a language: yours, or ours where you have none. */
  @Get(':kind/:language')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: TemplateView })
  read(@CurrentActor() actor: PersonActor, @Param('kind') kind: string, @Param('language') language: string): Promise<TemplateView> {
    return this.templates.read(actor, kind, language);
  }

  /** Who wrote what when, the newest first. */
  @Get(':kind/:language/versions')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: TemplateVersionsPage })
  versions(
    @CurrentActor() actor: PersonActor,
    @Param('kind') kind: string,
    @Param('language') language: string,
    @Query() query: PageQuery,
  ): Promise<Page<TemplateVersionView>> {
    return this.templates.versions(actor, kind, language, query);
  }

  /** Words of your own; every problem is named at once, and nothing is stored where there is one. */
  @Put(':kind/:language')
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: TemplateView })
  write(
    @CurrentActor() actor: PersonActor,
    @Param('kind') kind: string,
    @Param('language') language: string,
    @Body() body: TemplateDto,
  ): Promise<TemplateView> {
    return this.templates.write(actor, kind, language, body);
  }

  /** Back to our words; yours stay in the history. */
  @Delete(':kind/:language')
  @HttpCode(204)
  @Allow('admin', 'officer')
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: PersonActor, @Param('kind') kind: string, @Param('language') language: string): Promise<void> {
    return this.templates.withdraw(actor, kind, language);
  }

  /** The whole letter with made-up facts, in words that are not stored. */
  @Post(':kind/:language/preview')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: LetterPreviewView })
  preview(
    @CurrentActor() actor: PersonActor,
    @Param('kind') kind: string,
    @Param('language') language: string,
    @Body() body: PreviewDto,
  ): Promise<LetterPreviewView> {
    return this.templates.preview(actor, kind, language, body);
  }
}
