import { Body, Controller, Delete, Get, Header, HttpCode, Post, Put, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { AnsweringService } from './answering.service.js';
import { SaveAnswersDto, SavedAnswersView, SubmittedView } from './answers.dto.js';
import { EvidenceForm, EvidenceList, EvidenceView } from './evidence.dto.js';
import { EvidenceService } from './evidence.service.js';
import { ReadingService } from './reading.service.js';
import { RespondView } from './respond.dto.js';
import { ReviewThreadsService } from './reviewing/review-threads.service.js';
import { sendFile } from './send-file.js';
import { SubmissionService } from './submission.service.js';
import { readUpload } from './upload.js';

/** What a supplier's contact does through the link of one assessment. */
@ApiTags('Respond')
@Controller('respond')
@Allow('respondent')
export class RespondController {
  constructor(
    private readonly reading: ReadingService,
    private readonly answering: AnsweringService,
    private readonly submission: SubmissionService,
    private readonly evidence: EvidenceService,
    private readonly threads: ReviewThreadsService,
  ) {}

  /** The assessment with everything said so far. Reading it opens it, as often as one likes. */
  @Get()
  @Allow('respondent', 'delegate')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: RespondView })
  async read(@CurrentActor() actor: RespondentActor, @Query() { language }: LanguageQuery): Promise<RespondView> {
    return { ...(await this.reading.respond(actor, language)), threads: await this.threads.shown(actor) };
  }

  /** Saves one or several answers; all or none. */
  @Put('answers')
  @Allow('respondent', 'delegate')
  @ApiOkResponse({ type: SavedAnswersView })
  save(@CurrentActor() actor: RespondentActor, @Body() { answers }: SaveAnswersDto): Promise<SavedAnswersView> {
    return this.answering.save(actor, actor.assessmentId, answers);
  }

  /** Submits the answers; from then on they can be read, and changed only where they are returned. */
  @Post('submit')
  @HttpCode(200)
  @ApiOkResponse({ type: SubmittedView })
  submit(@CurrentActor() actor: RespondentActor): Promise<SubmittedView> {
    return this.submission.submit(actor, actor.assessmentId);
  }

  /** Adds a file that proves an answer; the same file again is the same file. */
  @Post('evidence')
  @Allow('respondent', 'delegate')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: EvidenceForm })
  @ApiCreatedResponse({ type: EvidenceView })
  async add(@CurrentActor() actor: RespondentActor, @Req() request: FastifyRequest): Promise<EvidenceView> {
    return this.evidence.add(actor, actor.assessmentId, await readUpload(request));
  }

  /** The files added so far. */
  @Get('evidence')
  @Allow('respondent', 'delegate')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: EvidenceList })
  async list(@CurrentActor() actor: RespondentActor): Promise<EvidenceList> {
    return { items: await this.evidence.list(actor, actor.assessmentId) };
  }

  /** A file as it was sent. */
  @Get('evidence/:id')
  @Allow('respondent', 'delegate')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<StreamableFile> {
    return sendFile(await this.evidence.read(actor, actor.assessmentId, id));
  }

  /** Withdraws a file before submission. */
  @Delete('evidence/:id')
  @Allow('respondent', 'delegate')
  @HttpCode(204)
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<void> {
    return this.evidence.withdraw(actor, actor.assessmentId, id);
  }
}
