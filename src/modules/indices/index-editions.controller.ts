import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { readForm } from '../../platform/http/read-form.js';
import { INDEX_FILE_BYTES } from '../../platform/index-files/index-file.js';
import {
  EntriesQuery,
  IndexEditionFields,
  IndexEditionForm,
  IndexEditionsPage,
  IndexEditionsQuery,
  IndexEditionView,
  IndexEntriesPage,
  type IndexEntryView,
  LoadedEditionView,
  LoadEditionQuery,
  WithdrawEditionDto,
} from './index-editions.dto.js';
import { IndexEditionsService } from './index-editions.service.js';
import { LoadEditionService } from './load-edition.service.js';

const LIMITS = { fileBytes: INDEX_FILE_BYTES, fields: 10 };

@ApiTags('Index editions')
@Controller('index-editions')
export class IndexEditionsController {
  constructor(
    private readonly editions: IndexEditionsService,
    private readonly loading: LoadEditionService,
  ) {}

  /** Loads a newer edition of one index, and tells what it changes and for how many sites. A dry run stores nothing. */
  @Post()
  @Allow('admin')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: IndexEditionForm })
  async load(
    @CurrentActor() actor: PersonActor,
    @Query() { dryRun }: LoadEditionQuery,
    @Req() request: FastifyRequest,
  ): Promise<LoadedEditionView> {
    return this.loading.load(actor, await readForm(request, IndexEditionFields, LIMITS), dryRun === 'true');
  }

  /** Editions of every index, shipped and loaded, the latest first, with which is in force. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: IndexEditionsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: IndexEditionsQuery): Promise<Page<IndexEditionView>> {
    return this.editions.list(actor, query);
  }

  /** One loaded edition. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<IndexEditionView> {
    return this.editions.read(actor, id);
  }

  /** Every line of a loaded edition. */
  @Get(':id/entries')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: IndexEntriesPage })
  entries(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: EntriesQuery): Promise<Page<IndexEntryView>> {
    return this.editions.entries(actor, id, query);
  }

  /** Takes a loaded edition back: the one before it is in force again. It is kept, because scores name it. */
  @Post(':id/withdraw')
  @Allow('admin')
  @HttpCode(200)
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: WithdrawEditionDto): Promise<IndexEditionView> {
    return this.editions.withdraw(actor, id, version);
  }
}
