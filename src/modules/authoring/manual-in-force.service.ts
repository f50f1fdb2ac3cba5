import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { compareManuals, rewordedQuestions } from '../../domain/manual/compare-manuals.js';
import type { Manual } from '../../domain/manual/manual.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { ContentService, type Published } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { floorWarnings } from './floor-warnings.js';
import { ManualChanges } from './manual-changes.service.js';
import type { ManualInForceView, PutInForceDto } from './manual-in-force.dto.js';
import { readChoice } from './manual-in-force.queries.js';
import { findOwnManual } from './published.queries.js';
import { unconfirmedWording, wordingUnconfirmed } from './publishing.service.js';
import { manualNotFound, manualShipped } from './refusals.js';

/** Decides by which manual a tenant's rounds are sent and its sites scored; every site is scored anew when that changes. */
@Injectable()
export class ManualInForceService {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly methods: MethodsInForce,
    private readonly changes: ManualChanges,
  ) {}

  read(actor: PersonActor): Promise<ManualInForceView> {
    return this.db.transaction(actor, (db) => this.view(db, actor, null));
  }

  /** @throws DomainError MANUAL_NOT_FOUND, MANUAL_SHIPPED, MANUAL_RETIRED, WORDING_UNCONFIRMED */
  put(actor: PersonActor, { id, version, confirmWording = [] }: PutInForceDto): Promise<ManualInForceView> {
    return this.db.transaction(actor, async (db) => {
      const { tenantId } = actor;
      const own = await findOwnManual(db, tenantId, { id, version }, 'FOR SHARE');
      if (own === undefined) throw (await this.content.manualIds()).includes(id) ? manualShipped() : manualNotFound();
      if (own.state === 'retired') throw manualRetired();
      const known = await readChoice(db, tenantId, 'FOR UPDATE');
      if (known?.id === own.id) return this.view(db, actor, null);
      const before = await this.manuals.of(db, tenantId);
      const next = await this.manuals.version(db, tenantId, id, version);
      await this.requireConfirmed(db, actor, before, next, confirmWording);
      await this.changes.choose(db, actor, before, next, own);
      return this.view(db, actor, before);
    });
  }

  /** Back to the shipped manual. @throws DomainError WORDING_UNCONFIRMED */
  clear(actor: PersonActor, confirmWording: readonly string[]): Promise<ManualInForceView> {
    return this.db.transaction(actor, async (db) => {
      if ((await readChoice(db, actor.tenantId, 'FOR UPDATE')) === undefined) return this.view(db, actor, null);
      const before = await this.manuals.of(db, actor.tenantId);
      const next = await this.content.manual();
      await this.requireConfirmed(db, actor, before, next, confirmWording);
      await this.changes.choose(db, actor, before, next, null);
      return this.view(db, actor, before);
    });
  }

  /** Within a family answers are kept: where words differ and nobody has compared these two versions, somebody must do so now. */
  private async requireConfirmed(
    db: EntityManager,
    actor: PersonActor,
    before: Published<Manual>,
    next: Published<Manual>,
    confirmed: readonly string[],
  ): Promise<void> {
    if (before.body.family !== next.body.family) return;
    const [one, other] = [await findOwnManual(db, actor.tenantId, before), await findOwnManual(db, actor.tenantId, next)];
    if (one?.confirmedAgainst === next.sha256 || other?.confirmedAgainst === before.sha256) return;
    const unconfirmed = unconfirmedWording(rewordedQuestions(compareManuals(before.body, next.body)), confirmed);
    if (unconfirmed.length > 0) throw wordingUnconfirmed(unconfirmed);
  }

  private async view(db: EntityManager, actor: PersonActor, before: Published<Manual> | null): Promise<ManualInForceView> {
    const manual = await this.manuals.of(db, actor.tenantId);
    const methodology = await this.methods.of(db, actor.tenantId);
    const choice = await readChoice(db, actor.tenantId);
    const { id, version, sha256, body } = manual;
    return {
      id,
      version,
      sha256,
      family: body.family,
      origin: choice === undefined ? 'shipped' : 'own',
      chosenBy: choice?.chosenBy ?? null,
      chosenAt: choice?.chosenAt.toISOString() ?? null,
      warnings: [...floorWarnings(methodology.body, body), ...familyWarning(before?.body ?? body, body)],
    };
  }
}

const familyWarning = (before: Manual, next: Manual): Problem[] =>
  before.family === next.family
    ? []
    : [
        {
          path: 'family',
          code: 'FAMILY_CHANGED',
          message: `Answers given in the family "${before.family}" say nothing in "${next.family}": until sites answer anew, their answers are missing.`,
        },
      ];

const manualRetired = (): DomainError => new DomainError('MANUAL_RETIRED', 'conflict', 'This version is retired and is sent no more.');
