import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { ReassessmentsPage, ReassessmentsQuery, type ReassessmentView } from './due-list.dto.js';
import { DueListService } from './due-list.service.js';

@ApiTags('Reassessment')
@Controller('reassessments')
export class DueListController {
  constructor(private readonly dueList: DueListService) {}

  /** When each site is to be assessed again, and when it was, the earliest first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ReassessmentsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: ReassessmentsQuery): Promise<Page<ReassessmentView>> {
    return this.dueList.list(actor, query);
  }
}
