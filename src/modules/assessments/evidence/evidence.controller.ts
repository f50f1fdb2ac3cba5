import { Controller, Delete, Get, Header, HttpCode, Post, Req, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { EvidenceForm, EvidenceView } from './evidence.dto.js';
import { EvidenceService } from './evidence.service.js';
import { sendFile } from './send-file.js';
import { readUpload } from './upload.js';

/** The files of an assessment, as the buyer's people handle them. */
@ApiTags('Assessments')
@Controller('assessments/:id/evidence')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  /** Adds a file to an answer of the buyer's own. */
  @Post()
  @Allow('admin', 'officer')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: EvidenceForm })
  @ApiCreatedResponse({ type: EvidenceView })
  async add(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Req() request: FastifyRequest): Promise<EvidenceView> {
    return this.evidence.add(actor, id, await readUpload(request));
  }

  /** A file as it was sent. */
  @Get(':evidenceId')
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
  @Delete(':evidenceId')
  @HttpCode(204)
  @Allow('admin', 'officer')
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('evidenceId') evidenceId: string): Promise<void> {
    return this.evidence.withdraw(actor, id, evidenceId);
  }
}
