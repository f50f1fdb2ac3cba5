import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { readForm } from '../../platform/http/read-form.js';
import { SPREADSHEET_LIMITS } from '../../platform/spreadsheet/limits.js';
import { ManualImportFields, ManualImportForm, ManualImportView } from './manual-imports.dto.js';
import { ManualImportsService } from './manual-imports.service.js';

const LIMITS = { fileBytes: SPREADSHEET_LIMITS.fileBytes, fields: 10 };

@ApiTags('Authoring')
@Controller('manual-imports')
export class ManualImportsController {
  constructor(private readonly imports: ManualImportsService) {}

  /** Makes a draft of a file, or tells everything that is wrong with it. A file with problems, and a dry run, store nothing. */
  @Post()
  @Allow('admin', 'officer')
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ManualImportForm })
  async import(@CurrentActor() actor: PersonActor, @Req() request: FastifyRequest): Promise<ManualImportView> {
    return this.imports.import(actor, await readForm(request, ManualImportFields, LIMITS));
  }
}
