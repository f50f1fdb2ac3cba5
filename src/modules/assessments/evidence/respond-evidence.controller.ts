import { Controller, Delete, Get, Header, HttpCode, Post, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { EvidenceForm, EvidenceList, EvidenceView } from './evidence.dto.js';
import { EvidenceService } from './evidence.service.js';
import { sendFile } from './send-file.js';
import { readUpload } from './upload.js';

/** The files that a supplier's contact puts beside answers. */
@ApiTags('Respond')
@Controller('respond/evidence')
@Allow('respondent')
export class RespondEvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  /** Adds a file that proves an answer; the same file again is the same file. */
  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: EvidenceForm })
  @ApiCreatedResponse({ type: EvidenceView })
  async add(@CurrentActor() actor: RespondentActor, @Req() request: FastifyRequest): Promise<EvidenceView> {
    return this.evidence.add(actor, actor.assessmentId, await readUpload(request));
  }

  /** The files added so far. */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: EvidenceList })
  async list(@CurrentActor() actor: RespondentActor): Promise<EvidenceList> {
    return { items: await this.evidence.list(actor, actor.assessmentId) };
  }

  /** A file as it was sent. */
  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<StreamableFile> {
    return sendFile(await this.evidence.read(actor, actor.assessmentId, id));
  }

  /** Withdraws a file before submission. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<void> {
    return this.evidence.withdraw(actor, actor.assessmentId, id);
  }
}
