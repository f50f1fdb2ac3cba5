import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Allow } from '../../platform/auth/allow.decorator.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import type { Page } from '../../platform/db/pages.js';
import { ExplainedScoreView, ScorePage, type ScoreView } from './scores.dto.js';
import { ScoresService } from './scores.service.js';

@Allow('admin', 'officer', 'auditor')
@Controller()
export class ScoresController {
  constructor(private readonly scores: ScoresService) {}

  /** The latest score of a site, explained. */
  @Get('sites/:id/score')
  ofSite(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<ExplainedScoreView> {
    return this.scores.ofSite(actor, id, language);
  }

  /** All scores a site has had, newest first. */
  @Get('sites/:id/scores')
  @ApiOkResponse({ type: ScorePage })
  history(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<Page<ScoreView>> {
    return this.scores.history(actor, id, query);
  }

  /** A supplier's score: that of its worst site, explained. */
  @Get('suppliers/:id/score')
  ofSupplier(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<ExplainedScoreView> {
    return this.scores.ofSupplier(actor, id, language);
  }

  /** One score with every point explained. */
  @Get('scores/:id')
  one(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<ExplainedScoreView> {
    return this.scores.explained(actor, id, language);
  }

  /** The receipt of a score: canonical JSON from which it can be computed again without this product. */
  @Get('scores/:id/receipt')
  @Header('content-type', 'application/json; charset=utf-8')
  receipt(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<string> {
    return this.scores.receipt(actor, id);
  }
}
