import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { ActionsExport, FindingsExport, SitesExport, SuppliersExport } from './export-documents.dto.js';
import type { ExportKind, Wanted } from './export-source.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { CsvExportQuery } from './exports.dto.js';
import { ExportsService } from './exports.service.js';

const CSV = {
  schema: { type: 'string', format: 'binary' },
  description: 'Columns named as the fields in JSON; lists joined with "; ".',
} as const;
const RECEIPTS = { schema: { type: 'array', items: { type: 'object', additionalProperties: true } } } as const;

@ApiTags('Exports')
@Controller('exports')
@Allow('admin', 'officer', 'auditor')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  /** All suppliers with the score of their worst site, as CSV. */
  @Get('suppliers.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse(CSV)
  suppliersCsv(
    @CurrentActor() actor: PersonActor,
    @Query() query: CsvExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.csv(actor, 'suppliers', query, reply);
  }

  /** All suppliers with the score of their worst site, as JSON. */
  @Get('suppliers.json')
  @ApiOkResponse({ type: SuppliersExport })
  suppliersJson(
    @CurrentActor() actor: PersonActor,
    @Query() query: LanguageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.json(actor, 'suppliers', query, reply);
  }

  /** All sites with their latest score and next assessment date, as CSV. */
  @Get('sites.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse(CSV)
  sitesCsv(
    @CurrentActor() actor: PersonActor,
    @Query() query: CsvExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.csv(actor, 'sites', query, reply);
  }

  /** All sites with their latest score and next assessment date, as JSON. */
  @Get('sites.json')
  @ApiOkResponse({ type: SitesExport })
  sitesJson(
    @CurrentActor() actor: PersonActor,
    @Query() query: LanguageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.json(actor, 'sites', query, reply);
  }

  /** All findings, open and closed, as CSV. */
  @Get('findings.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse(CSV)
  findingsCsv(
    @CurrentActor() actor: PersonActor,
    @Query() query: CsvExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.csv(actor, 'findings', query, reply);
  }

  /** All findings, open and closed, as JSON. */
  @Get('findings.json')
  @ApiOkResponse({ type: FindingsExport })
  findingsJson(
    @CurrentActor() actor: PersonActor,
    @Query() query: LanguageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.json(actor, 'findings', query, reply);
  }

  /** All corrective actions, as CSV. */
  @Get('actions.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse(CSV)
  actionsCsv(
    @CurrentActor() actor: PersonActor,
    @Query() query: CsvExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.csv(actor, 'actions', query, reply);
  }

  /** All corrective actions, as JSON. */
  @Get('actions.json')
  @ApiOkResponse({ type: ActionsExport })
  actionsJson(
    @CurrentActor() actor: PersonActor,
    @Query() query: LanguageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.json(actor, 'actions', query, reply);
  }

  /** The receipts of all latest scores, byte by byte as they were hashed: what `plumbline score replay` takes. */
  @Get('receipts.json')
  @ApiOkResponse(RECEIPTS)
  receipts(@CurrentActor() actor: PersonActor, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    return this.json(actor, 'receipts', {}, reply);
  }

  private csv(
    actor: PersonActor,
    kind: ExportKind,
    { language = 'en', bom }: CsvExportQuery,
    reply: FastifyReply,
  ): Promise<StreamableFile> {
    return this.file(actor, { kind, format: 'csv', language, bom: bom === 'true' }, 'text/csv; charset=utf-8; header=present', reply);
  }

  private json(actor: PersonActor, kind: ExportKind, { language = 'en' }: LanguageQuery, reply: FastifyReply): Promise<StreamableFile> {
    return this.file(actor, { kind, format: 'json', language, bom: false }, 'application/json; charset=utf-8', reply);
  }

  private async file(actor: PersonActor, wanted: Wanted, type: string, reply: FastifyReply): Promise<StreamableFile> {
    const { about, text } = await this.exports.open(actor, wanted);
    void reply.header('cache-control', 'no-store').header('x-export-id', about.exportId);
    const name = `plumbline-${wanted.kind}-${about.madeAt.slice(0, 10)}.${wanted.format}`;
    return new StreamableFile(text, { type, disposition: `attachment; filename="${name}"` });
  }
}
