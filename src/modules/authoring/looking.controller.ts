import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { DiffQuery, ManualDiffView, PreviewQuery, QuestionnairePreviewView } from './looking.dto.js';
import { LookingService } from './looking.service.js';

@ApiTags('Authoring')
@Controller()
@Allow('admin', 'officer', 'auditor')
export class LookingController {
  constructor(private readonly looking: LookingService) {}

  /** What a draft changes: against the version it takes over from, or any other. */
  @Get('manual-drafts/:id/diff')
  diffOfDraft(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: DiffQuery): Promise<ManualDiffView> {
    return this.looking.diff(actor, { draft: id }, query);
  }

  /** What changed from another version to this one. */
  @Get('manuals/:id/versions/:version/diff')
  diff(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() query: DiffQuery,
  ): Promise<ManualDiffView> {
    return this.looking.diff(actor, { version: { id, version } }, query);
  }

  /** What a site would be asked if the draft were sent to it as it is, and for about how long. */
  @Get('manual-drafts/:id/preview')
  previewOfDraft(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Query() query: PreviewQuery,
  ): Promise<QuestionnairePreviewView> {
    return this.looking.preview(actor, { draft: id }, query);
  }

  /** What a site is asked by this version, and for about how long. */
  @Get('manuals/:id/versions/:version/preview')
  preview(
    @CurrentActor() actor: PersonActor,
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() query: PreviewQuery,
  ): Promise<QuestionnairePreviewView> {
    return this.looking.preview(actor, { version: { id, version } }, query);
  }
}
