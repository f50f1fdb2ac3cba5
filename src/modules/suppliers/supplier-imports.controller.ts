import { Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { readImportOptions } from './import-options.js';
import { withUpload } from './receive-upload.js';
import { ImportRowsPage, ImportRowsQuery, type ImportRowView, ImportsPage, ImportsQuery, ImportView } from './supplier-imports.dto.js';
import { SupplierImportsService } from './supplier-imports.service.js';

const FORM = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'CSV in UTF-8 with a header, at most 50 MB.' },
    mapping: {
      type: 'string',
      description:
        'JSON: our field to the name of your column, or null to leave one out. Fields: name, country, address, region, sector, isic, goods, workers, lat, lng, contact_name, contact_email, contact_language, spend, currency, tier. Without it columns have the names of the fields.',
      example: '{"name":"Factory name","country":"Country code"}',
    },
    dryRun: { type: 'string', enum: ['true', 'false'], default: 'false', description: 'true: store the report and nothing else.' },
    delimiter: { type: 'string', description: '`,` or `;` or a tab; without it, the one that the header shows.' },
  },
};

@ApiTags('Supplier imports')
@Controller('supplier-imports')
export class SupplierImportsController {
  constructor(private readonly imports: SupplierImportsService) {}

  /** Takes over suppliers and sites from a CSV file, and tells of every row what became of it. The same file again creates nothing. */
  @Post()
  @Allow('admin', 'officer')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @ApiCreatedResponse({ type: ImportView })
  import(@CurrentActor() actor: PersonActor, @Req() request: FastifyRequest): Promise<ImportView> {
    return withUpload(request, (upload) => this.imports.import(actor, upload, readImportOptions(upload.fields)));
  }

  /** Imports and dry runs, newest first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ImportsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: ImportsQuery): Promise<Page<ImportView>> {
    return this.imports.list(actor, query);
  }

  /** One import. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<ImportView> {
    return this.imports.read(actor, id);
  }

  /** Its report, row by row. */
  @Get(':id/rows')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ImportRowsPage })
  rows(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: ImportRowsQuery): Promise<Page<ImportRowView>> {
    return this.imports.rows(actor, id, query);
  }
}
