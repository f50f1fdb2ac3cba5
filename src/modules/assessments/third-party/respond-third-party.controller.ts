import { Body, Controller, Delete, Get, Header, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { LanguageQuery } from '../../../platform/http/language.dto.js';
import { ResultReader } from './result-reader.service.js';
import { NewResultDto, ResultsPage, ResultsQuery, ResultView, SchemesView } from './third-party.dto.js';
import { ThirdPartyDesk } from './third-party-desk.service.js';

/** Audits and ratings that a supplier has already, so that it need not answer the same again. */
@ApiTags('Respond')
@Controller('respond')
@Allow('respondent')
export class RespondThirdPartyController {
  constructor(
    private readonly desk: ThirdPartyDesk,
    private readonly reader: ResultReader,
  ) {}

  /** The schemes whose results can be entered. */
  @Get('third-party-schemes')
  @ApiOkResponse({ type: SchemesView })
  schemes(@Query() { language }: LanguageQuery): Promise<SchemesView> {
    return this.reader.schemes(language);
  }

  /** Enters a result of this site; it answers what nobody has answered yet, for the supplier to confirm or change. */
  @Post('third-party-results')
  @ApiCreatedResponse({ type: ResultView })
  enter(@CurrentActor() actor: RespondentActor, @Body() body: NewResultDto): Promise<ResultView> {
    return this.desk.enterAsSupplier(actor, body);
  }

  /** Results of this site that the supplier knows of, newest first. */
  @Get('third-party-results')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: ResultsPage })
  list(@CurrentActor() actor: RespondentActor, @Query() query: ResultsQuery): Promise<Page<ResultView>> {
    return this.desk.listAsSupplier(actor, query);
  }

  /** Withdraws a result that the supplier entered; what it alone answered becomes "we do not know" until somebody answers it. */
  @Delete('third-party-results/:id')
  @ApiOkResponse({ type: ResultView })
  withdraw(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<ResultView> {
    return this.desk.withdrawAsSupplier(actor, id);
  }
}
