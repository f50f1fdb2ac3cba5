import { Body, Controller, Delete, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import {
  EvidenceFields,
  EvidenceForm,
  EvidenceList,
  EvidenceView,
  FileUrlView,
  RedactEvidenceForm,
  RemoveEvidenceDto,
  ReuseDto,
} from './evidence.dto.js';
import { EvidenceAccess } from './evidence-access.service.js';
import { EvidenceDesk } from './evidence-desk.service.js';
import { RemovalService } from './removal.service.js';
import { Uploads } from './uploads.service.js';

/** The files of an assessment, as the buyer's people handle them. */
@ApiTags('Assessments')
@Controller('assessments/:id/evidence')
export class EvidenceController {
  constructor(
    private readonly uploads: Uploads,
    private readonly desk: EvidenceDesk,
    private readonly access: EvidenceAccess,
    private readonly removal: RemovalService,
  ) {}

  /** Adds a file to an answer of the buyer's own. */
  @Post()
  @Allow('admin', 'officer')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: EvidenceForm })
  @ApiCreatedResponse({ type: EvidenceView })
  add(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Req() request: FastifyRequest): Promise<EvidenceView> {
    return this.uploads.take(request, EvidenceFields, (upload) => this.desk.add(actor, id, upload));
  }

  /** Puts a document that is there already beside a question of the buyer's own. */
  @Post('reuse')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: EvidenceView })
  reuse(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ReuseDto): Promise<EvidenceView> {
    return this.desk.reuse(actor, id, body);
  }

  /** The files beside the answers; those that were taken away are told of, without their bytes. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: EvidenceList })
  async list(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<EvidenceList> {
    return { items: await this.access.list(actor, id) };
  }

  /** An address under which the file can be had for five minutes; that it was asked for is written down. */
  @Get(':evidenceId/url')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: FileUrlView })
  url(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('evidenceId') evidenceId: string): Promise<FileUrlView> {
    return this.access.url(actor, id, evidenceId);
  }

  /** Puts a copy with names blacked out in the place of a file, wherever that stands. The bytes of the original are gone for good; its hash stays. */
  @Post(':evidenceId/redact')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: RedactEvidenceForm })
  @ApiOkResponse({ type: EvidenceList })
  async redact(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @IdParam('evidenceId') evidenceId: string,
    @Req() request: FastifyRequest,
  ): Promise<EvidenceList> {
    await this.uploads.take(request, RemoveEvidenceDto, (upload) => this.removal.redact(actor, id, evidenceId, upload));
    return this.list(actor, id);
  }

  /** Takes the bytes of a file away for good, wherever it stands. What it alone proved counts as declared from now on. */
  @Post(':evidenceId/remove')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: EvidenceList })
  async remove(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @IdParam('evidenceId') evidenceId: string,
    @Body() body: RemoveEvidenceDto,
  ): Promise<EvidenceList> {
    await this.removal.remove(actor, id, evidenceId, body);
    return this.list(actor, id);
  }

  /** Withdraws a file from an answer of the buyer's own. */
  @Delete(':evidenceId')
  @HttpCode(204)
  @Allow('admin', 'officer')
  @ApiNoContentResponse()
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('evidenceId') evidenceId: string): Promise<void> {
    return this.desk.withdraw(actor, id, evidenceId);
  }
}
