import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ActionWorkService } from './action-work.service.js';
import { PlanActionDto, SubmitActionDto } from './actions.dto.js';
import { ActionsService } from './actions.service.js';
import { VersionDto } from './findings.dto.js';
import { TranslatedPageQuery } from '../../platform/http/language.dto.js';
import { RespondentActionView, RespondentPlanPage } from './respond-plan.dto.js';

/** The supplier's own plan: what is released to it. */
@ApiTags('Respond')
@Controller('respond/plan')
@Allow('respondent')
export class RespondPlanController {
  constructor(
    private readonly db: TenantDb,
    private readonly actions: ActionsService,
    private readonly work: ActionWorkService,
  ) {}

  /** What is to be done at the supplier's sites, the most urgent first. */
  @Get()
  @ApiOkResponse({ type: RespondentPlanPage })
  list(@CurrentActor() actor: RespondentActor, @Query() query: TranslatedPageQuery): Promise<Page<RespondentActionView>> {
    return this.actions.listForRespondent(actor, query);
  }

  /** Work on the action begins, or begins again after a rejection. */
  @Post(':id/start')
  @HttpCode(200)
  @ApiOkResponse({ type: RespondentActionView })
  start(@CurrentActor() actor: RespondentActor, @IdParam() id: string, @Body() { version }: VersionDto): Promise<RespondentActionView> {
    return this.move(actor, id, (db, actionId) => this.work.startWithin(db, actor, actionId, version));
  }

  /** Writes down why it came to this and what will be done. */
  @Post(':id/plan')
  @HttpCode(200)
  @ApiOkResponse({ type: RespondentActionView })
  plan(@CurrentActor() actor: RespondentActor, @IdParam() id: string, @Body() body: PlanActionDto): Promise<RespondentActionView> {
    return this.move(actor, id, (db, actionId) => this.work.planWithin(db, actor, actionId, body));
  }

  /** Says that it is done, and what proves it. */
  @Post(':id/submit')
  @HttpCode(200)
  @ApiOkResponse({ type: RespondentActionView })
  submit(@CurrentActor() actor: RespondentActor, @IdParam() id: string, @Body() body: SubmitActionDto): Promise<RespondentActionView> {
    return this.move(actor, id, (db, actionId) => this.work.submitWithin(db, actor, actionId, body));
  }

  /** The supplier names an action by the id that it knows. */
  private move(
    actor: RespondentActor,
    ref: string,
    change: (db: EntityManager, actionId: string) => Promise<void>,
  ): Promise<RespondentActionView> {
    return this.db.transaction(actor, async (db) => {
      const actionId = await this.actions.idOfRef(db, ref);
      await change(db, actionId);
      return this.actions.respondentDetailWithin(db, actor, actionId);
    });
  }
}
