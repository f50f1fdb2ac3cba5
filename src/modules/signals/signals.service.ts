import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { Vault } from '../../platform/vault/vault.js';
import { uncountedResults } from './results.queries.js';
import { SignalChanges } from './signal-changes.service.js';
import { SignalEntry, standing } from './signal-entry.service.js';
import type { NewSignalDto, SignalView, UncountedResultView, WithdrawSignalDto } from './signals.dto.js';
import { listSignals, lockSignal, readSignal, showSignal, type SignalRow, siteIsKnown } from './signals.queries.js';
import { viewSignal, viewUncounted } from './signals.view.js';

const byId = ({ id }: { readonly id: string }) => ({ key: null, id });

/** What our people do with signals, each in a transaction of its own. */
@Injectable()
export class SignalsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly entry: SignalEntry,
    private readonly changes: SignalChanges,
  ) {}

  enter(actor: PersonActor, siteId: string, body: NewSignalDto): Promise<SignalView> {
    return this.db.transaction(actor, async (db) => {
      const id = await this.entry.enterWithin(db, actor, {
        siteId,
        kind: body.kind,
        outcome: body.outcome ?? null,
        manner: body.manner ?? null,
        level: body.level ?? null,
        observedOn: body.observedOn,
        observations: body.observations ?? [],
        ilo: body.ilo ?? [],
        shows: body.shows ?? [],
        text: body.text,
        origin: 'entered',
        visibility: body.visibility ?? 'held',
        documentId: body.documentId ?? null,
        thirdPartyResultId: body.thirdPartyResultId ?? null,
      });
      return this.view(db, actor, await readSignal(db, id));
    });
  }

  /** @throws DomainError SITE_NOT_FOUND, CURSOR_INVALID */
  list(actor: PersonActor, siteId: string, { after, limit }: PageQuery): Promise<Page<SignalView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      await mustKnow(db, siteId);
      const rows = await listSignals(db, siteId, cursor, limit);
      const keys = rows.map(({ key_id: keyId }) => keyId);
      const ring = await this.vault.ring(db, actor.tenantId, keys);
      return pageOf(rows, limit, byId, (row) => viewSignal(row, ring));
    });
  }

  read(actor: PersonActor, id: string): Promise<SignalView> {
    return this.db.transaction(actor, async (db) => this.view(db, actor, await readSignal(db, id)));
  }

  withdraw(actor: PersonActor, id: string, body: WithdrawSignalDto): Promise<SignalView> {
    return this.db.transaction(actor, async (db) => {
      await this.entry.withdrawWithin(db, actor, id, body);
      return this.view(db, actor, await readSignal(db, id));
    });
  }

  /** Its findings stay as they are: each is released by itself. @throws DomainError SIGNAL_NOT_FOUND, VERSION_CONFLICT, SIGNAL_WITHDRAWN, SIGNAL_VISIBILITY_UNCHANGED */
  show(actor: PersonActor, id: string, visibility: 'held' | 'released', version: number): Promise<SignalView> {
    return this.db.transaction(actor, async (db) => {
      const row = standing(await lockSignal(db, id), version);
      if (row.visibility === visibility)
        throw new DomainError('SIGNAL_VISIBILITY_UNCHANGED', 'conflict', `This signal is ${visibility} already.`);
      await showSignal(db, id, visibility);
      const site = { siteId: row.site_id, supplierId: row.supplier_id };
      await this.changes.record(db, actor, visibility, site, id, { visibility: row.visibility }, { visibility });
      await this.changes.rescore(db, actor, site);
      return this.view(db, actor, await readSignal(db, id));
    });
  }

  /** @throws DomainError SITE_NOT_FOUND, CURSOR_INVALID */
  uncounted(actor: PersonActor, siteId: string, { after, limit }: PageQuery): Promise<Page<UncountedResultView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      await mustKnow(db, siteId);
      return pageOf(await uncountedResults(db, siteId, cursor, limit), limit, byId, viewUncounted);
    });
  }

  private async view(db: EntityManager, { tenantId }: PersonActor, row: SignalRow | null): Promise<SignalView> {
    if (row === null) throw new DomainError('SIGNAL_NOT_FOUND', 'not_found', 'There is no such signal.');
    return viewSignal(row, await this.vault.ring(db, tenantId, [row.key_id]));
  }
}

async function mustKnow(db: EntityManager, siteId: string): Promise<void> {
  if (!(await siteIsKnown(db, siteId))) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
}
