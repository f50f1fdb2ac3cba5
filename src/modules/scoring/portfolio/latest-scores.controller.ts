import { Controller, Get, Query } from '@nestjs/common';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { LatestScorePage, LatestScoresQuery } from './latest-scores.dto.js';
import { LatestScoresService } from './latest-scores.service.js';

@Allow('admin', 'officer', 'auditor')
@Controller('scores')
export class LatestScoresController {
  constructor(private readonly scores: LatestScoresService) {}

  /** The latest score of each site, each with its range, band, confidence and editions. */
  @Get()
  list(@CurrentActor() actor: PersonActor, @Query() query: LatestScoresQuery): Promise<LatestScorePage> {
    return this.scores.list(actor, query);
  }
}
