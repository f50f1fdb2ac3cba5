import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { IdParam } from '../../platform/http/id-param.js';
import { AssessmentDetailView } from './assessments.dto.js';
import { MoveRecords } from './move-records.service.js';
import { MoveDto, MovesView } from './moving.dto.js';
import { MovingService } from './moving.service.js';
import { ReadingService } from './reading.service.js';

@ApiTags('Assessments')
@Controller('assessments')
export class MovingController {
  constructor(
    private readonly db: TenantDb,
    private readonly moving: MovingService,
    private readonly records: MoveRecords,
    private readonly reading: ReadingService,
  ) {}

  /** Goes on with the questions of a newer manual; answers come along where their questions still mean the same, the others are kept apart. */
  @Post(':id/move')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: AssessmentDetailView })
  move(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: MoveDto): Promise<AssessmentDetailView> {
    return this.db.transaction(actor, async (db) => {
      await this.moving.moveWithin(db, actor, id, body);
      return this.reading.detailWithin(db, actor, id);
    });
  }

  /** What its moves changed, with the answers that did not come along. */
  @Get(':id/moves')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: MovesView })
  moves(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<MovesView> {
    return this.db.transaction(actor, async (db) => ({ items: await this.records.list(db, actor.tenantId, id) }));
  }
}
