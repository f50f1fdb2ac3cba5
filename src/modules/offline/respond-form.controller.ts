import { Controller, Get, Header, HttpCode, Post, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { FormReportView, UploadedForm } from './form-report.dto.js';
import { FormUploadsService } from './form-uploads.service.js';
import { FormsService } from './forms.service.js';
import { receiveForm } from './receive-form.js';
import { sendForm, XLSX } from './send-form.js';

/** Answering without a connection: the questions as a workbook, and back. */
@ApiTags('Respond')
@Controller('respond')
@Allow('respondent', 'delegate')
export class RespondFormController {
  constructor(
    private readonly forms: FormsService,
    private readonly uploads: FormUploadsService,
  ) {}

  /** The questions with the answers so far as a workbook to fill in. */
  @Get('form.xlsx')
  @Header('cache-control', 'no-store')
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(@CurrentActor() actor: RespondentActor, @Query() { language }: LanguageQuery): Promise<StreamableFile> {
    return sendForm(await this.forms.own(actor, language));
  }

  /**
   * Takes the answers of a workbook that was filled in, and tells of every question what became of it. What can be saved is saved together;
   * newer online answers are overwritten only where they are named. Nothing is submitted by it.
   */
  @Post('form')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: UploadedForm })
  @ApiOkResponse({ type: FormReportView })
  async upload(@CurrentActor() actor: RespondentActor, @Req() request: FastifyRequest): Promise<FormReportView> {
    return this.uploads.take(actor, await receiveForm(request));
  }
}
