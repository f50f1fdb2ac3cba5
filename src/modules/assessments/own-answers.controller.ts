import { Body, Controller, Delete, Get, Header, HttpCode, Post, Put, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { AnsweringService } from './answering.service.js';
import { SavedAnswersView, SaveOwnAnswersDto, SubmitOwnDto, SubmittedView } from './answers.dto.js';
import { EvidenceForm, EvidenceView } from './evidence.dto.js';
import { EvidenceService } from './evidence.service.js';
import { sendFile } from './send-file.js';
import { SubmissionService } from './submission.service.js';
import { readUpload } from './upload.js';

/** The buyer's own questions, which officers answer; what a contact tells them on the phone; and the files of every assessment. */
@ApiTags('Assessments')
@Controller('assessments/:id')
export class OwnAnswersController {
  constructor(
    private readonly answering: AnsweringService,
    private readonly submission: SubmissionService,
    private readonly evidence: EvidenceService,
  ) {}

  /** Saves answers to the buyer's own questions, or those that a supplier's contact gives on the phone (`onBehalfOf`); all or none. */
  @Put('answers')
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SavedAnswersView })
  save(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Body() { answers, onBehalfOf }: SaveOwnAnswersDto,
  ): Promise<SavedAnswersView> {
    return this.answering.save(actor, id, answers, onBehalfOf?.toLowerCase() ?? null);
  }

  /** Submits the buyer's own answers, or a supplier's for a contact who says on the phone that they are complete. */
  @Post('submit')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SubmittedView })
  submit(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: SubmitOwnDto): Promise<SubmittedView> {
    return this.submission.submit(actor, id, body.onBehalfOf?.toLowerCase() ?? null);
  }

  /** Adds a file to an answer of the buyer's own. */
  @Post('evidence')
  @Allow('admin', 'officer')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: EvidenceForm })
  @ApiCreatedResponse({ type: EvidenceView })
  async add(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Req() request: FastifyRequest): Promise<EvidenceView> {
    return this.evidence.add(actor, id, await readUpload(request));
  }

  /** A file as it was sent. */
  @Get('evidence/:evidenceId')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @IdParam('evidenceId') evidenceId: string,
  ): Promise<StreamableFile> {
    return sendFile(await this.evidence.read(actor, id, evidenceId));
  }

  /** Withdraws a file from an answer of the buyer's own. */
  @Delete('evidence/:evidenceId')
  @HttpCode(204)
  @Allow('admin', 'officer')
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('evidenceId') evidenceId: string): Promise<void> {
    return this.evidence.withdraw(actor, id, evidenceId);
  }
}
