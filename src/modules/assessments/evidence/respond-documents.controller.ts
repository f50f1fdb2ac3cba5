import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { DocumentShelf } from './document-shelf.service.js';
import { DocumentsPage, type DocumentView } from './documents.dto.js';
import { FileUrlView } from './evidence.dto.js';

/** What a supplier has sent before, so that nothing is sent twice. */
@ApiTags('Respond')
@Controller('respond/documents')
@Allow('respondent')
export class RespondDocumentsController {
  constructor(private readonly shelf: DocumentShelf) {}

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
