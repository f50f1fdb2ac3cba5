import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { AuditEventsPage, AuditEventsQuery, type AuditEventView } from './audit-events.dto.js';
import { AuditEventsService } from './audit-events.service.js';

@ApiTags('Audit')
@Controller('audit-events')
export class AuditEventsController {
  constructor(private readonly events: AuditEventsService) {}

  /** Who did what, and when, newest first. */
  @Get()
  @Allow('admin', 'auditor', 'officer')
  @ApiOkResponse({ type: AuditEventsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: AuditEventsQuery): Promise<Page<AuditEventView>> {
    return this.events.list(actor, query);
  }
}
