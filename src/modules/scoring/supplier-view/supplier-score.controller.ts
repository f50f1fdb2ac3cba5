import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { LanguageQuery } from '../../../platform/http/language.dto.js';
import { SupplierScoreView } from './supplier-score.dto.js';
import { SupplierScoreService } from './supplier-score.service.js';

/** The supplier's own score, on what is released to it. */
@ApiTags('Respond')
@Controller('respond/score')
@Allow('respondent')
export class SupplierScoreController {
  constructor(private readonly scores: SupplierScoreService) {}

  /** The score of the site that the questionnaire is about, with every point explained. It is never final. */
  @Get()
  @Header('cache-control', 'no-store')
  explained(@CurrentActor() actor: RespondentActor, @Query() { language }: LanguageQuery): Promise<SupplierScoreView> {
    return this.scores.explained(actor, language);
  }

  /** What it was computed from, so that anybody can compute it again and contest it. */
  @Get('receipt')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  receipt(@CurrentActor() actor: RespondentActor): Promise<string> {
    return this.scores.receipt(actor);
  }
}
