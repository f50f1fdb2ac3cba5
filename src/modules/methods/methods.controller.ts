import { Body, Controller, Delete, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { AdoptMethodDto, CancelAdoptionDto } from './adopting.dto.js';
import { AdoptingService } from './adopting.service.js';
import { MethodReader } from './method-reader.service.js';
import {
  ChangedMethodDto,
  MethodInForceView,
  MethodsPage,
  type MethodSummaryView,
  MethodVersionQuery,
  NewMethodDto,
  OwnMethodView,
} from './methods.dto.js';
import { MethodsService } from './methods.service.js';

@ApiTags('Methods')
@Controller('methods')
export class MethodsController {
  constructor(
    private readonly methods: MethodsService,
    private readonly reader: MethodReader,
    private readonly adopting: AdoptingService,
  ) {}

  /** The tenant's methods, the latest begun first: drafts, the one that waits for its day, the one in force, and those before it. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: MethodsPage })
  list(@CurrentActor() actor: PersonActor, @Query() page: PageQuery): Promise<Page<MethodSummaryView>> {
    return this.reader.list(actor, page);
  }

  /** The method by which sites are scored today. */
  @Get('in-force')
  @Allow('admin', 'officer', 'auditor')
  inForce(@CurrentActor() actor: PersonActor): Promise<MethodInForceView> {
    return this.reader.inForce(actor);
  }

  /** Begins a draft on a shipped version: with adjustments, or with none, to go over to that version. */
  @Post()
  @Allow('admin', 'officer')
  create(@CurrentActor() actor: PersonActor, @Body() body: NewMethodDto): Promise<OwnMethodView> {
    return this.methods.create(actor, body);
  }

  /** One method with its adjustments. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<OwnMethodView> {
    return this.reader.read(actor, id);
  }

  /** Replaces all that is in a draft; its impact report goes. */
  @Put(':id')
  @Allow('admin', 'officer')
  change(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ChangedMethodDto): Promise<OwnMethodView> {
    return this.methods.change(actor, id, body);
  }

  /** Drops a draft and its impact report. */
  @Delete(':id')
  @HttpCode(204)
  @Allow('admin', 'officer')
  remove(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { version }: MethodVersionQuery): Promise<void> {
    return this.methods.remove(actor, id, version);
  }

  /** Puts a method in force from a day on, today or later. Scores that are there stay as they are, under their own method. */
  @Post(':id/adopt')
  @HttpCode(200)
  @Allow('admin')
  adopt(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: AdoptMethodDto): Promise<OwnMethodView> {
    return this.adopting.adopt(actor, id, body);
  }

  /** Before its day comes: the method is a draft again. */
  @Post(':id/cancel-adoption')
  @HttpCode(200)
  @Allow('admin')
  cancel(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: CancelAdoptionDto): Promise<OwnMethodView> {
    return this.adopting.cancel(actor, id, body);
  }
}
