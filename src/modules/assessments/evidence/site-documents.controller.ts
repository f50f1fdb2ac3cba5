import { Controller, Get, Header, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { DocumentEntry } from './document-entry.service.js';
import { DocumentShelf } from './document-shelf.service.js';
import { DocumentIdView } from './documents.dto.js';
import { FileForm, FileUrlView, NoFields } from './evidence.dto.js';
import { Uploads } from './uploads.service.js';

/** Documents about a site that the buyer has of its own, such as the report of an audit. */
@ApiTags('Third-party results')
@Controller('sites/:id/documents')
export class SiteDocumentsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly entry: DocumentEntry,
    private readonly shelf: DocumentShelf,
  ) {}

  /** Adds a document that stands beside no question. No supplier ever sees it. */
  @Post()
  @Allow('admin', 'officer')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: FileForm })
  @ApiCreatedResponse({ type: DocumentIdView })
  async add(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Req() request: FastifyRequest): Promise<DocumentIdView> {
    return { id: await this.uploads.take(request, NoFields, (upload) => this.entry.asOfficer(actor, id, upload)) };
  }

  /** An address under which a document of the site's supplier can be had for five minutes; that it was asked for is written down. */
  @Get(':documentId/url')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: FileUrlView })
  url(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('documentId') documentId: string): Promise<FileUrlView> {
    return this.shelf.urlForOfficer(actor, id, documentId);
  }
}
