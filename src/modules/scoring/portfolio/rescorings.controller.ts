import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { RescoringPage, RescoringView, UnscoredSitePage, type UnscoredSiteView } from './rescorings.dto.js';
import { RescoringsService } from './rescorings.service.js';

@Allow('admin', 'officer', 'auditor')
@Controller()
export class RescoringsController {
  constructor(private readonly rescorings: RescoringsService) {}

  /** All rescorings of the whole portfolio, the latest first. */
  @Get('rescorings')
  @ApiOkResponse({ type: RescoringPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<Page<RescoringView>> {
    return this.rescorings.list(actor, query);
  }

  /** How far a rescoring is. */
  @Get('rescorings/:id')
  one(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<RescoringView> {
    return this.rescorings.one(actor, id);
  }

  /** Sites that could not be scored when their turn came last, and why. */
  @Get('unscored-sites')
  @ApiOkResponse({ type: UnscoredSitePage })
  unscored(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<Page<UnscoredSiteView>> {
    return this.rescorings.unscored(actor, query);
  }
}
