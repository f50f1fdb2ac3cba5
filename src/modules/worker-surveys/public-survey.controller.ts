import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiSeeOtherResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { SendSurveyDto, SurveyFormQuery, SurveySentView, WorkersSurveyView } from './public-survey.dto.js';
import { SurveyForms } from './survey-forms.service.js';
import { PublicSurvey } from './public-survey.service.js';
import { SURVEY_POLICY } from './survey-page.js';

/** No line of the log says that somebody was there: see create-app.ts. */
const UNLOGGED = { unlogged: true };

/** What workers do through the link of a survey, without an account. */
@ApiTags('Worker survey')
@Controller('worker-survey')
@Allow('public')
export class PublicSurveyController {
  constructor(
    private readonly survey: PublicSurvey,
    private readonly forms: SurveyForms,
  ) {}

  /** The questions in workers' words, with who asks and what becomes of the answers. */
  @Get(':token')
  @RouteConfig(UNLOGGED)
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: WorkersSurveyView })
  read(@Param('token') token: string, @Query() { language }: LanguageQuery): Promise<WorkersSurveyView> {
    return this.survey.read(token, language);
  }

  /** Adds answers to those of the others. Every question may be left out. */
  @Post(':token')
  @HttpCode(200)
  @RouteConfig(UNLOGGED)
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: SurveySentView })
  send(@Param('token') token: string, @Query() { language }: LanguageQuery, @Body() { answers }: SendSurveyDto): Promise<SurveySentView> {
    return this.survey.send(token, answers, language);
  }

  /** The same as a page without scripts, for any phone. */
  @Get(':token/form')
  @RouteConfig(UNLOGGED)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', SURVEY_POLICY)
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async form(
    @Param('token') token: string,
    @Query() { language, sent }: SurveyFormQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { status, html } = await this.forms.show(token, language, sent === 'yes');
    void reply.status(status);
    return html;
  }

  /** Sends the page's form. A field that cannot be read is left out, and a fault is told on a page. */
  @Post(':token/form')
  @RouteConfig(UNLOGGED)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', SURVEY_POLICY)
  @Header('cache-control', 'no-store')
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({ schema: { type: 'object', additionalProperties: true, description: 'Ids of options, or `?`, by id of the question.' } })
  @ApiProduces('text/html')
  @ApiSeeOtherResponse({ description: 'Saved; the page then says thank you.', schema: { type: 'string' } })
  async sendForm(
    @Param('token') token: string,
    @Query() { language }: SurveyFormQuery,
    @Body() fields: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { status, html } = await this.forms.send(token, fields, language);
    void reply.status(status);
    // A page that is loaded again must not send the answers a second time.
    if (status === 303)
      void reply.header('location', `form?sent=yes${language === undefined ? '' : `&language=${encodeURIComponent(language)}`}`);
    return html;
  }
}
