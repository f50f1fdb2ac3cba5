import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { ApproveOverrideDto, EndOverrideDto, OverrideHistoryPage, OverrideHistoryView, SetOverrideDto } from './overrides.dto.js';
import { OverridesService } from './overrides.service.js';

/** An officer's own judgement beside the computed score. */
@ApiTags('Scores')
@Controller()
export class OverridesController {
  constructor(private readonly overrides: OverridesService) {}

  /** All overrides a site has had, newest first. */
  @Get('sites/:id/overrides')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: OverrideHistoryPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<Page<OverrideHistoryView>> {
    return this.overrides.list(actor, id, query);
  }

  /** Judges a site higher than computed, at once, or lower, which waits for a second person. */
  @Post('sites/:id/overrides')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: OverrideHistoryView })
  set(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: SetOverrideDto): Promise<OverrideHistoryView> {
    return this.overrides.set(actor, id, body);
  }

  /** The second person agrees that a site is judged lower than computed. */
  @Post('overrides/:id/approve')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: OverrideHistoryView })
  approve(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ApproveOverrideDto): Promise<OverrideHistoryView> {
    return this.overrides.approve(actor, id, body);
  }

  /** Does not agree. */
  @Post('overrides/:id/decline')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: OverrideHistoryView })
  decline(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: EndOverrideDto): Promise<OverrideHistoryView> {
    return this.overrides.end(actor, id, 'declined', body);
  }

  /** Takes an override back; the computed score stands alone again. */
  @Post('overrides/:id/withdraw')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: OverrideHistoryView })
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: EndOverrideDto): Promise<OverrideHistoryView> {
    return this.overrides.end(actor, id, 'withdrawn', body);
  }
}
