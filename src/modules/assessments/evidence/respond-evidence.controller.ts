import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { EvidenceFields, EvidenceForm, EvidenceList, EvidenceView, FileUrlView, ReuseDto } from './evidence.dto.js';
import { EvidenceAccess } from './evidence-access.service.js';
import { EvidenceDesk } from './evidence-desk.service.js';
import { Uploads } from './uploads.service.js';

/** The files that a supplier's contact puts beside answers. */
@ApiTags('Respond')
@Controller('respond/evidence')
@Allow('respondent', 'delegate')
export class RespondEvidenceController {
  constructor(
    private readonly uploads: Uploads,
    private readonly desk: EvidenceDesk,
    private readonly access: EvidenceAccess,
  ) {}

  /** Adds a file that proves an answer; the same file again is the same file. */
  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: EvidenceForm })
  @ApiCreatedResponse({ type: EvidenceView })
  add(@CurrentActor() actor: RespondentActor, @Req() request: FastifyRequest): Promise<EvidenceView> {
    return this.uploads.take(request, EvidenceFields, (upload) => this.desk.add(actor, actor.assessmentId, upload));
  }

  /** Puts a document that was sent before beside a question; it stays as old as it is. */
  @Post('reuse')
  @ApiCreatedResponse({ type: EvidenceView })
  reuse(@CurrentActor() actor: RespondentActor, @Body() body: ReuseDto): Promise<EvidenceView> {
    return this.desk.reuse(actor, actor.assessmentId, body);
  }

  /** The files added so far. */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: EvidenceList })
  async list(@CurrentActor() actor: RespondentActor): Promise<EvidenceList> {
    return { items: await this.access.list(actor, actor.assessmentId) };
  }

  /** An address under which the file can be had for five minutes. */
  @Get(':id/url')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: FileUrlView })
  url(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<FileUrlView> {
    return this.access.url(actor, actor.assessmentId, id);
  }

  /** Withdraws a file before submission. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<void> {
    return this.desk.withdraw(actor, actor.assessmentId, id);
  }
}
