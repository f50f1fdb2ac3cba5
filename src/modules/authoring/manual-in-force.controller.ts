import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { ManualInForceView, PutInForceDto, ToShippedQuery } from './manual-in-force.dto.js';
import { ManualInForceService } from './manual-in-force.service.js';
import { PublishingService } from './publishing.service.js';

@ApiTags('Authoring')
@Controller()
export class ManualInForceController {
  constructor(
    private readonly inForce: ManualInForceService,
    private readonly publishing: PublishingService,
  ) {}

  /** The manual by which rounds are sent and sites scored. */
  @Get('manual-in-force')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor): Promise<ManualInForceView> {
    return this.inForce.read(actor);
  }

  /** Puts a published manual of the tenant's own in force: for new rounds, and for the scores of all sites. */
  @Put('manual-in-force')
  @Allow('admin', 'officer')
  put(@CurrentActor() actor: PersonActor, @Body() body: PutInForceDto): Promise<ManualInForceView> {
    return this.inForce.put(actor, body);
  }

  /** Goes back to the shipped manual. */
  @Delete('manual-in-force')
  @Allow('admin', 'officer')
  clear(@CurrentActor() actor: PersonActor, @Query() { confirmWording = [] }: ToShippedQuery): Promise<ManualInForceView> {
    return this.inForce.clear(actor, confirmWording);
  }

  /** Retires a version of the tenant's own: it is sent no more. Open assessments keep their copy. */
  @Post('manuals/:id/versions/:version/retire')
  @Allow('admin', 'officer')
  @HttpCode(204)
  retire(@CurrentActor() actor: PersonActor, @Param('id') id: string, @Param('version') version: string): Promise<void> {
    return this.publishing.retire(actor, { id, version });
  }
}
