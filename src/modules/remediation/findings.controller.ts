import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { FindingsPage, FindingsQuery, FindingView, VersionDto } from './findings.dto.js';
import { FindingsService } from './findings.service.js';

@ApiTags('Findings')
@Controller('findings')
export class FindingsController {
  constructor(private readonly findings: FindingsService) {}

  /** What is wrong at the sites, newest first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: FindingsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: FindingsQuery): Promise<Page<FindingView>> {
    return this.findings.list(actor, query);
  }

  /** One finding. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<FindingView> {
    return this.findings.read(actor, id, language);
  }

  /** Shows a finding and its corrective action to the supplier. */
  @Post(':id/release')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: FindingView })
  release(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: VersionDto): Promise<FindingView> {
    return this.findings.show(actor, id, 'released', version);
  }

  /** Hides a finding and its corrective action from the supplier: for it, they do not exist. */
  @Post(':id/hold')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: FindingView })
  hold(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: VersionDto): Promise<FindingView> {
    return this.findings.show(actor, id, 'held', version);
  }
}
