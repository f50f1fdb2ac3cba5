import { Controller, Get, Header, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { DocumentEntry } from './document-entry.service.js';
import { DocumentShelf } from './document-shelf.service.js';
import { DocumentIdView, DocumentsPage, type DocumentView } from './documents.dto.js';
import { FileForm, FileUrlView, NoFields } from './evidence.dto.js';
import { Uploads } from './uploads.service.js';

/** What a supplier has sent before, so that nothing is sent twice. */
@ApiTags('Respond')
@Controller('respond/documents')
@Allow('respondent', 'delegate')
export class RespondDocumentsController {
  constructor(
    private readonly uploads: Uploads,
    private readonly entry: DocumentEntry,
    private readonly shelf: DocumentShelf,
  ) {}

  /** Adds a document that stands beside no question yet, such as the report of an audit. */
  @Post()
  @Allow('respondent')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: FileForm })
  @ApiCreatedResponse({ type: DocumentIdView })
  async add(@CurrentActor() actor: RespondentActor, @Req() request: FastifyRequest): Promise<DocumentIdView> {
    return { id: await this.uploads.take(request, NoFields, (upload) => this.entry.asSupplier(actor, upload)) };
  }

  /** The supplier's documents and what each proves, newest first. */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: DocumentsPage })
  list(@CurrentActor() actor: RespondentActor, @Query() query: PageQuery): Promise<Page<DocumentView>> {
    return this.shelf.list(actor, query);
  }

  /** An address under which the document can be had for five minutes. */
  @Get(':id/url')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: FileUrlView })
  url(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<FileUrlView> {
    return this.shelf.url(actor, id);
  }
}
