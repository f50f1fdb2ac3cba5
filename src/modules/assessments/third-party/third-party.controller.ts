import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { LanguageQuery } from '../../../platform/http/language.dto.js';
import { ResultReader } from './result-reader.service.js';
import { NewSiteResultDto, ResultsPage, ResultsQuery, ResultView, SchemesView, SuggestionsView } from './third-party.dto.js';
import { ThirdPartyDesk } from './third-party-desk.service.js';

/** Results of audit schemes and ratings, as the buyer's people handle them. */
@ApiTags('Third-party results')
@Controller()
export class ThirdPartyController {
  constructor(
    private readonly desk: ThirdPartyDesk,
    private readonly reader: ResultReader,
  ) {}

  /** The schemes, with what each looks at and which questions it can answer. */
  @Get('third-party-schemes')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: SchemesView })
  schemes(@Query() { language }: LanguageQuery): Promise<SchemesView> {
    return this.reader.schemes(language);
  }

  /** Enters a result of a site. What the supplier does not know of, its questionnaire never shows. */
  @Post('sites/:id/third-party-results')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: ResultView })
  enter(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: NewSiteResultDto): Promise<ResultView> {
    return this.desk.enterAsOfficer(actor, id, body);
  }

  /** Newest first, withdrawn ones among them. */
  @Get('sites/:id/third-party-results')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ResultsPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: ResultsQuery): Promise<Page<ResultView>> {
    return this.desk.listAsOfficer(actor, id, query);
  }

  /** Withdraws a result: it answers nothing from now on. What was accepted stands until it is reviewed again. */
  @Delete('sites/:id/third-party-results/:resultId')
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ResultView })
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('resultId') resultId: string): Promise<ResultView> {
    return this.desk.withdrawAsOfficer(actor, id, resultId);
  }

  /** What results in force say to the questions of an assessment, for its reviewer; nothing of it counts until it is accepted. */
  @Get('assessments/:id/third-party-suggestions')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: SuggestionsView })
  suggestions(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SuggestionsView> {
    return this.desk.suggestions(actor, id);
  }
}
