import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { SimulatedScoreView, SimulateDto, WhatHelpsView, WhyChangedQuery, WhyChangedView } from './insight.dto.js';
import { InsightService } from './insight.service.js';

@ApiTags('Scores')
@Controller('sites/:id/score')
export class InsightController {
  constructor(private readonly insight: InsightService) {}

  /** What would lower the score most, and the shortest list that leaves its band. */
  @Get('what-helps')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: WhatHelpsView })
  whatHelps(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<WhatHelpsView> {
    return this.insight.whatHelps(actor, id, language);
  }

  /** Why the score is another than it was, in parts that add up. */
  @Get('why-changed')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: WhyChangedView })
  whyChanged(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: WhyChangedQuery): Promise<WhyChangedView> {
    return this.insight.whyChanged(actor, id, query);
  }

  /** The score that there would be with other answers, and with findings closed. Nothing is stored. */
  @Post('simulate')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SimulatedScoreView })
  simulate(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Body() body: SimulateDto,
    @Query() { language }: LanguageQuery,
  ): Promise<SimulatedScoreView> {
    return this.insight.simulate(actor, id, body, language);
  }
}
