import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { dropImpact } from './impact.queries.js';
import { MethodMaker } from './method-maker.service.js';
import { MethodReader } from './method-reader.service.js';
import type { ChangedMethodDto, NewMethodDto, OwnMethodView } from './methods.dto.js';
import {
  deleteMethod,
  insertMethod,
  lockMethods,
  type MethodContent,
  type MethodDetail,
  nextNumber,
  updateMethod,
} from './methods.queries.js';
import { methodFixed, requireVersion } from './refusals.js';

/** Drafts of a tenant's methods: begun, changed and dropped. What has a day is never changed again. */
@Injectable()
export class MethodsService {
  constructor(
    private readonly db: TenantDb,
    private readonly reader: MethodReader,
    private readonly maker: MethodMaker,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError METHODOLOGY_UNKNOWN, METHOD_INVALID */
  create(actor: PersonActor, dto: NewMethodDto): Promise<OwnMethodView> {
    return this.db.transaction(actor, async (db) => {
      await lockMethods(db, actor.tenantId);
      const id = newId<string>();
      const number = await nextNumber(db, actor.tenantId);
      const content = await this.maker.make(db, actor.tenantId, number, dto);
      await insertMethod(db, actor.tenantId, { id, number, createdBy: actor.personId, now: this.clock.now(), content });
      await this.tell(db, actor, id, 'method.drafted', null, content);
      return this.reader.view(db, actor, await this.reader.find(db, actor, id));
    });
  }

  /** What was looked at is another method now, so its impact report goes. @throws DomainError METHOD_NOT_FOUND, VERSION_CONFLICT, METHOD_FIXED, METHOD_INVALID */
  change(actor: PersonActor, id: string, dto: ChangedMethodDto): Promise<OwnMethodView> {
    return this.db.transaction(actor, async (db) => {
      const before = await this.draft(db, actor, id, dto.version);
      const content = await this.maker.make(db, actor.tenantId, before.number, dto);
      if (content.sha256 !== before.sha256) await dropImpact(db, actor.tenantId, id);
      await updateMethod(db, actor.tenantId, id, content, this.clock.now());
      await this.tell(db, actor, id, 'method.changed', before, content);
      return this.reader.view(db, actor, await this.reader.find(db, actor, id));
    });
  }

  /** With its impact report. @throws DomainError METHOD_NOT_FOUND, VERSION_MISSING, VERSION_CONFLICT, METHOD_FIXED */
  remove(actor: PersonActor, id: string, version: number | undefined): Promise<void> {
    return this.db.transaction(actor, async (db) => {
      const before = await this.draft(db, actor, id, version);
      await dropImpact(db, actor.tenantId, id);
      await deleteMethod(db, actor.tenantId, id);
      await this.tell(db, actor, id, 'method.deleted', before, null);
    });
  }

  private async draft(db: EntityManager, actor: PersonActor, id: string, version: number | undefined): Promise<MethodDetail> {
    await lockMethods(db, actor.tenantId);
    const method = await this.reader.find(db, actor, id);
    requireVersion(method.version, version);
    if (method.state === 'draft') return method;
    throw methodFixed('A method that has a day is fixed; cancel its adoption first, or begin a new draft.');
  }

  private async tell(
    db: EntityManager,
    actor: PersonActor,
    id: string,
    action: string,
    before: MethodContent | null,
    after: MethodContent | null,
  ): Promise<void> {
    await this.audit.record(db, actor, { action, subjectKind: 'method', subjectId: id, before: told(before), after: told(after) });
  }
}

/** Figures and ids; the reasons stand in the method itself. */
const told = (content: MethodContent | null): Readonly<Record<string, unknown>> | null =>
  content === null
    ? null
    : {
        label: content.label,
        basedOn: content.baseVersion,
        sha256: content.sha256,
        sectorValues: Object.fromEntries(content.adjustments.sectorValues.map(({ isic, value }) => [isic, value])),
        floors: content.adjustments.floors.map(({ id, value, when }) => ({ id, value, when })),
        cadence: content.adjustments.cadence,
      };
