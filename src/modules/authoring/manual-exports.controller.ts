import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { type ExportedManual, ManualExportsService } from './manual-exports.service.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

const sent = ({ fileName, content }: ExportedManual): StreamableFile =>
  new StreamableFile(content, { type: XLSX, disposition: `attachment; filename="${fileName}"`, length: content.length });

@ApiTags('Authoring')
@Controller()
@Allow('admin', 'officer', 'auditor')
@ApiProduces(XLSX)
export class ManualExportsController {
  constructor(private readonly exports: ManualExportsService) {}

  /** The draft as a workbook, to be edited and imported again. */
  @Get('manual-drafts/:id/export.xlsx')
  @ApiOkResponse(BINARY)
  async draft(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<StreamableFile> {
    return sent(await this.exports.draft(actor, id));
  }

  /** One version as a workbook; imported again it is the same content. */
  @Get('manuals/:id/versions/:version/export.xlsx')
  @ApiOkResponse(BINARY)
  async version(@CurrentActor() actor: PersonActor, @Param('id') id: string, @Param('version') version: string): Promise<StreamableFile> {
    return sent(await this.exports.version(actor, { id, version }));
  }
}
