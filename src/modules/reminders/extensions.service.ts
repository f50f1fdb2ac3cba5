import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { DueDatesService } from '../assessments/due-dates.service.js';
import { ExtensionDecisionsService } from './extension-decisions.service.js';
import type { ApproveExtensionDto, DeclineExtensionDto, ExtensionsQuery, ExtensionView } from './extensions.dto.js';
import { type ExtensionRow, findExtension, listExtensions } from './extensions.queries.js';
import { viewExtension } from './extensions.view.js';
import { lookAgainNow } from './rounds.queries.js';

/** What officers do with a wish for more time. */
@Injectable()
export class ExtensionsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly dueDates: DueDatesService,
    private readonly decisions: ExtensionDecisionsService,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, { after, limit, state, assessmentId }: ExtensionsQuery): Promise<Page<ExtensionView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      const filter = { state: state ?? null, assessmentId: assessmentId ?? null };
      const rows = await listExtensions(db, actor.tenantId, filter, cursor?.id ?? null, limit);
      const ring = await this.vault.ring(
        db,
        actor.tenantId,
        rows.map((row) => row.key_id),
      );
      return pageOf(
        rows,
        limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewExtension(row, ring),
      );
    });
  }

  /** @throws DomainError EXTENSION_NOT_FOUND, EXTENSION_DECIDED, ASSESSMENT_CLOSED, DUE_DATE_NOT_LATER */
  approve(actor: PersonActor, id: string, { until }: ApproveExtensionDto): Promise<ExtensionView> {
    return this.db.transaction(actor, async (db) => {
      const asked = await this.find(db, actor, id);
      const grantedUntil = until ?? asked.until;
      await this.dueDates.postponeWithin(db, actor, asked.assessment_id, grantedUntil);
      const decision = { state: 'approved' as const, grantedUntil, comment: null };
      await this.decisions.decideWithin(db, actor, asked, decision, this.clock.now());
      return this.view(db, actor, id);
    });
  }

  /** @throws DomainError EXTENSION_NOT_FOUND, EXTENSION_DECIDED */
  decline(actor: PersonActor, id: string, { comment }: DeclineExtensionDto): Promise<ExtensionView> {
    return this.db.transaction(actor, async (db) => {
      const asked = await this.find(db, actor, id);
      await lookAgainNow(db, actor.tenantId, asked.assessment_id);
      const decision = { state: 'declined' as const, grantedUntil: null, comment: comment.trim() };
      await this.decisions.decideWithin(db, actor, asked, decision, this.clock.now());
      return this.view(db, actor, id);
    });
  }

  private async find(db: EntityManager, { tenantId }: PersonActor, id: string): Promise<ExtensionRow> {
    const row = await findExtension(db, tenantId, id);
    if (row === null) throw new DomainError('EXTENSION_NOT_FOUND', 'not_found', 'Nobody asked for more time by this id.');
    return row;
  }

  private async view(db: EntityManager, actor: PersonActor, id: string): Promise<ExtensionView> {
    const row = await this.find(db, actor, id);
    return viewExtension(row, await this.vault.ring(db, actor.tenantId, [row.key_id]));
  }
}
