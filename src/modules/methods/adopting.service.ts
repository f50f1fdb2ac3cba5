import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, dayOf, type IsoDate } from '../../domain/shared/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { clearAdoption, setAdoption } from './adopting.queries.js';
import type { AdoptMethodDto, CancelAdoptionDto } from './adopting.dto.js';
import { LookedAt } from './looked-at.service.js';
import { MethodEntry } from './method-entry.service.js';
import { MethodReader } from './method-reader.service.js';
import type { OwnMethodView } from './methods.dto.js';
import { findScheduled, lockMethods, type MethodDetail } from './methods.queries.js';
import { methodFixed, requireVersion } from './refusals.js';

const FURTHEST_DAYS = 366;

/** Decides from which day on a method is in force. Nobody adopts what nobody has looked at. */
@Injectable()
export class AdoptingService {
  constructor(
    private readonly db: TenantDb,
    private readonly reader: MethodReader,
    private readonly lookedAt: LookedAt,
    private readonly entry: MethodEntry,
    private readonly clock: Clock,
  ) {}

  /**
   * At most one method waits for its day: another one that did is a draft again.
   * @throws DomainError METHOD_NOT_FOUND, VERSION_CONFLICT, METHOD_FIXED, ADOPTION_DATE, METHOD_INVALID, METHOD_NOT_LOOKED_AT
   */
  adopt(actor: PersonActor, id: string, { on, version }: AdoptMethodDto): Promise<OwnMethodView> {
    return this.db.transaction(actor, async (db) => {
      const { tenantId } = actor;
      const method = await this.open(db, actor, id, version);
      const today = this.clock.today();
      requireDay(on, today);
      await this.lookedAt.require(db, tenantId, method);
      const waiting = await findScheduled(db, tenantId, today);
      if (waiting !== undefined && waiting.id !== id) {
        await clearAdoption(db, tenantId, waiting.id);
        await this.entry.tell(db, actor, 'method.adoption_cancelled', waiting, { replacedBy: id });
      }
      await setAdoption(db, tenantId, id, { on, by: actor.personId, at: this.clock.now(), settled: on === today });
      await this.entry.tell(db, actor, 'method.adopted', method, { on });
      if (on === today) await this.entry.comeIntoForce(db, actor, method);
      return this.reader.view(db, actor, await this.reader.find(db, actor, id));
    });
  }

  /** Before its day it becomes a draft again. @throws DomainError METHOD_NOT_FOUND, VERSION_CONFLICT, METHOD_FIXED */
  cancel(actor: PersonActor, id: string, { version }: CancelAdoptionDto): Promise<OwnMethodView> {
    return this.db.transaction(actor, async (db) => {
      const method = await this.open(db, actor, id, version);
      if (method.state !== 'scheduled') throw methodFixed('No day is set for this method.');
      await clearAdoption(db, actor.tenantId, id);
      await this.entry.tell(db, actor, 'method.adoption_cancelled', method, { replacedBy: null });
      return this.reader.view(db, actor, await this.reader.find(db, actor, id));
    });
  }

  /** A method whose day has not come. */
  private async open(db: EntityManager, actor: PersonActor, id: string, version: number): Promise<MethodDetail> {
    await lockMethods(db, actor.tenantId);
    const method = await this.reader.find(db, actor, id);
    requireVersion(method.version, version);
    if (method.state === 'draft' || method.state === 'scheduled') return method;
    throw methodFixed('The day of this method has come; begin a new draft to go on from it, or back to it.');
  }
}

/** @throws DomainError ADOPTION_DATE */
function requireDay(on: IsoDate, today: IsoDate): void {
  const parsed = Date.parse(`${on}T00:00:00.000Z`);
  const isDay = !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(on);
  if (isDay && on >= today && on <= dayOf(addDays(today, FURTHEST_DAYS))) return;
  const message = isDay ? 'A method comes into force today, or on a later day within a year.' : 'No calendar has this day.';
  throw new DomainError('ADOPTION_DATE', 'invalid', message, [{ path: 'on', code: 'ADOPTION_DATE', message }]);
}
