import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { type AnswerChangeView, HistoryPage, HistoryQuery } from './history.dto.js';
import { HistoryService } from './history.service.js';

/** Every answer that was ever saved, newest first. */
@Controller()
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  /** Who answered what when in this questionnaire; a delegate reads of their own part. */
  @Get('respond/history')
  @Allow('respondent', 'delegate')
  @ApiTags('Respond')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: HistoryPage })
  ofRespondent(@CurrentActor() actor: RespondentActor, @Query() query: HistoryQuery): Promise<Page<AnswerChangeView>> {
    return this.history.list(actor, actor.assessmentId, query);
  }

  /** Who answered what when in an assessment, and through which link. */
  @Get('assessments/:id/history')
  @Allow('admin', 'officer', 'auditor')
  @ApiTags('Assessments')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: HistoryPage })
  ofAssessment(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: HistoryQuery): Promise<Page<AnswerChangeView>> {
    return this.history.list(actor, id, query);
  }
}
