import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ChangeSiteDto, SitesPage, SitesQuery, SiteView } from './sites.dto.js';
import { SitesService } from './sites.service.js';

@ApiTags('Sites')
@Controller('sites')
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  /** Sites by risk, gravest first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: SitesPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: SitesQuery): Promise<Page<SiteView>> {
    return this.sites.list(actor, query);
  }

  /** One site with its latest score. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SiteView> {
    return this.sites.read(actor, id);
  }

  /** Changes what is sent, and leaves the rest; what counts for the score makes a new one. */
  @Patch(':id')
  @Allow('admin', 'officer')
  change(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ChangeSiteDto): Promise<SiteView> {
    return this.sites.change(actor, id, body);
  }

  /** Takes a site out of the work and out of its supplier's score; everything about it is kept. */
  @Post(':id/archive')
  @Allow('admin', 'officer')
  @HttpCode(200)
  archive(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SiteView> {
    return this.sites.archive(actor, id);
  }

  /** Takes an archived site up again. */
  @Post(':id/restore')
  @Allow('admin', 'officer')
  @HttpCode(200)
  restore(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SiteView> {
    return this.sites.restore(actor, id);
  }
}
