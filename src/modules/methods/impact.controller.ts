import { Controller, Get, HttpCode, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ImpactExportService } from './impact-export.service.js';
import { ImpactSitesPage, ImpactSitesQuery, type ImpactSiteView, MethodImpactView } from './impact.dto.js';
import { ImpactService } from './impact.service.js';

@ApiTags('Methods')
@Controller('methods/:id')
export class ImpactController {
  constructor(
    private readonly impacts: ImpactService,
    private readonly exports: ImpactExportService,
  ) {}

  /** Has the draft tried on the whole portfolio, in the background. No score is stored, no finding opened and nobody told. */
  @Post('impact')
  @HttpCode(202)
  @Allow('admin', 'officer')
  @ApiAcceptedResponse({ type: MethodImpactView })
  start(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<MethodImpactView> {
    return this.impacts.start(actor, id);
  }

  /** How far the report has come, and what it says. */
  @Get('impact')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<MethodImpactView> {
    return this.impacts.read(actor, id);
  }

  /** The sites of the report with why each moves, the largest moves first. */
  @Get('impact/sites')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ImpactSitesPage })
  sites(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: ImpactSitesQuery): Promise<Page<ImpactSiteView>> {
    return this.impacts.sites(actor, id, query);
  }

  /** All sites of the report, as CSV. */
  @Get('impact.csv')
  @Allow('admin', 'officer', 'auditor')
  @ApiProduces('text/csv')
  @ApiOkResponse({
    schema: { type: 'string', format: 'binary' },
    description: 'Columns named as the fields in JSON; causes joined with "; ".',
  })
  async csv(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { fileName, text } = await this.exports.open(actor, id);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(text, { type: 'text/csv; charset=utf-8; header=present', disposition: `attachment; filename="${fileName}"` });
  }
}
