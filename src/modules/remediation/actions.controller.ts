import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ActionWorkService } from './action-work.service.js';
import {
  ActionDetailView,
  ActionsPage,
  ActionsQuery,
  type ActionView,
  PlanActionDto,
  RejectActionDto,
  SitePlanView,
  SubmitActionDto,
  VerifyActionDto,
} from './actions.dto.js';
import { ActionsService } from './actions.service.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { VersionDto } from './findings.dto.js';
import { VerificationService } from './verification.service.js';

@ApiTags('Corrective actions')
@Controller()
export class ActionsController {
  constructor(
    private readonly db: TenantDb,
    private readonly actions: ActionsService,
    private readonly work: ActionWorkService,
    private readonly verification: VerificationService,
  ) {}

  /** What is being done about findings, the most urgent first. */
  @Get('corrective-actions')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ActionsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: ActionsQuery): Promise<Page<ActionView>> {
    return this.actions.list(actor, query);
  }

  /** One corrective action with its steps, its plan and its proof. */
  @Get('corrective-actions/:id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<ActionDetailView> {
    return this.actions.read(actor, id, language);
  }

  /** All that is to be done at a site, and all that was done. */
  @Get('sites/:id/plan')
  @Allow('admin', 'officer', 'auditor')
  ofSite(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<SitePlanView> {
    return this.actions.ofSite(actor, id, language);
  }

  /** Work on the action begins, or begins again after a rejection. */
  @Post('corrective-actions/:id/start')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ActionDetailView })
  start(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: VersionDto): Promise<ActionDetailView> {
    return this.move(actor, id, (db) => this.work.startWithin(db, actor, id, version));
  }

  /** Writes down why it came to this and what will be done. */
  @Post('corrective-actions/:id/plan')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ActionDetailView })
  plan(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: PlanActionDto): Promise<ActionDetailView> {
    return this.move(actor, id, (db) => this.work.planWithin(db, actor, id, body));
  }

  /** Says that it is done, and what proves it. */
  @Post('corrective-actions/:id/submit')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ActionDetailView })
  submit(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: SubmitActionDto): Promise<ActionDetailView> {
    return this.move(actor, id, (db) => this.work.submitWithin(db, actor, id, body));
  }

  /** Says that it was seen to be done. This closes the finding, but for zero tolerance, where another person confirms it first. */
  @Post('corrective-actions/:id/verify')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ActionDetailView })
  verify(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: VerifyActionDto): Promise<ActionDetailView> {
    return this.move(actor, id, (db) => this.verification.verifyWithin(db, actor, id, body));
  }

  /** The second person agrees that a zero-tolerance finding may close. */
  @Post('corrective-actions/:id/confirm')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ActionDetailView })
  confirm(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: VersionDto): Promise<ActionDetailView> {
    return this.move(actor, id, (db) => this.verification.confirmWithin(db, actor, id, version));
  }

  /** Says that it is not done yet, and what is missing. */
  @Post('corrective-actions/:id/reject')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ActionDetailView })
  reject(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: RejectActionDto): Promise<ActionDetailView> {
    return this.move(actor, id, (db) => this.work.rejectWithin(db, actor, id, body));
  }

  private move(actor: PersonActor, id: string, change: (db: EntityManager) => Promise<void>): Promise<ActionDetailView> {
    return this.db.transaction(actor, async (db) => {
      await change(db);
      return this.actions.detailWithin(db, actor, id);
    });
  }
}
