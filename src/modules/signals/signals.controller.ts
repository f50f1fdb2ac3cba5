import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import {
  NewSignalDto,
  SignalsPage,
  SignalVersionDto,
  SignalView,
  UncountedResultsPage,
  type UncountedResultView,
  WithdrawSignalDto,
} from './signals.dto.js';
import { SignalsService } from './signals.service.js';

@ApiTags('Signals')
@Controller()
export class SignalsController {
  constructor(private readonly signals: SignalsService) {}

  /** Enters what somebody else than the supplier says of a site. It is held, as are the findings that it opens. */
  @Post('sites/:id/signals')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: SignalView })
  enter(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: NewSignalDto): Promise<SignalView> {
    return this.signals.enter(actor, id, body);
  }

  /** Everything that others say of a site, taken back or not, newest first. */
  @Get('sites/:id/signals')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: SignalsPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<Page<SignalView>> {
    return this.signals.list(actor, id, query);
  }

  /** Third-party results of a site on which no signal rests: good ones are no credit yet, and bad ones are not to be overlooked. */
  @Get('sites/:id/uncounted-results')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: UncountedResultsPage })
  uncounted(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<Page<UncountedResultView>> {
    return this.signals.uncounted(actor, id, query);
  }

  /** One signal. */
  @Get('signals/:id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SignalView> {
    return this.signals.read(actor, id);
  }

  /** Takes a signal back: it counts no more. Its findings stay open, until people verify that they are settled. */
  @Post('signals/:id/withdraw')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SignalView })
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: WithdrawSignalDto): Promise<SignalView> {
    return this.signals.withdraw(actor, id, body);
  }

  /** Lets the supplier know of a signal, so that its own view of its score counts it. */
  @Post('signals/:id/release')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SignalView })
  release(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: SignalVersionDto): Promise<SignalView> {
    return this.signals.show(actor, id, 'released', version);
  }

  /** Hides a signal from the supplier: for it, it does not exist. */
  @Post('signals/:id/hold')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SignalView })
  hold(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: SignalVersionDto): Promise<SignalView> {
    return this.signals.show(actor, id, 'held', version);
  }
}
