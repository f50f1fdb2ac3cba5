import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Actor, PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Page, pageOf } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { readDateCursor } from '../../platform/db/date-cursor.js';
import type { ActionDetailView, ActionsQuery, ActionView, SitePlanView } from './actions.dto.js';
import type { RespondentActionView } from './respond-plan.dto.js';
import { type ActionFilter, type ActionRow, actionOfRef, listActions, listOwnActions, readAction, siteExists } from './actions.queries.js';
import { viewAction, viewActionDetail, type ViewContext, viewForRespondent } from './actions.view.js';
import { readLibraryEntries, refKey } from './library.queries.js';

const NO_FILTER: ActionFilter = { state: null, overdueOn: null, inTimeOn: null, site: null, supplier: null };

/** More actions than a manual of any size can raise at one site in years. */
const MOST_OF_A_SITE = 2_000;

const cursorOf = ({ due_on: key, id }: ActionRow) => ({ key, id });
const ownCursorOf = ({ due_on: key, supplier_ref: id }: ActionRow) => ({ key, id });

/** Corrective actions as they are read: by the tenant's people, and by the one supplier they concern. */
@Injectable()
export class ActionsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, query: ActionsQuery): Promise<Page<ActionView>> {
    const today = this.clock.today();
    const filter: ActionFilter = {
      state: query.state ?? null,
      overdueOn: query.overdue === 'true' ? today : null,
      inTimeOn: query.overdue === 'false' ? today : null,
      site: query.siteId ?? null,
      supplier: query.supplierId ?? null,
    };
    const after = readDateCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listActions(db, filter, after, query.limit);
      const context = await this.contexts(db, rows, query.language);
      return pageOf(rows, query.limit, cursorOf, (row) => viewAction(row, context(row)));
    });
  }

  read(actor: PersonActor, id: string, language: string | undefined): Promise<ActionDetailView> {
    return this.db.transaction(actor, (db) => this.detailWithin(db, actor, id, language));
  }

  /** @throws DomainError ACTION_NOT_FOUND */
  async detailWithin(db: EntityManager, actor: PersonActor, id: string, language?: string): Promise<ActionDetailView> {
    const row = await readAction(db, id);
    if (row === null) throw actionNotFound();
    const [view] = await this.details(db, actor, [row], language, viewActionDetail);
    if (view === undefined) throw actionNotFound();
    return view;
  }

  ofSite(actor: PersonActor, siteId: string, language: string | undefined): Promise<SitePlanView> {
    return this.db.transaction(actor, async (db) => {
      if (!(await siteExists(db, siteId))) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
      const rows = await listActions(db, { ...NO_FILTER, site: siteId }, null, MOST_OF_A_SITE);
      return { siteId, actions: await this.details(db, actor, rows, language, viewActionDetail) };
    });
  }

  /** The database itself shows a respondent what is released to its supplier and nothing else. */
  listForRespondent(
    actor: RespondentActor,
    query: { readonly after?: string; readonly limit: number; readonly language?: string },
  ): Promise<Page<RespondentActionView>> {
    const after = readDateCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listOwnActions(db, after, query.limit);
      const views = await this.details(db, actor, rows, query.language, viewForRespondent);
      const byRef = new Map(views.map((view) => [view.id, view]));
      const page = pageOf(rows, query.limit, ownCursorOf, ({ supplier_ref: ref }) => byRef.get(ref));
      return { items: page.items.flatMap((view) => view ?? []), next: page.next };
    });
  }

  /** @throws DomainError ACTION_NOT_FOUND */
  async respondentDetailWithin(db: EntityManager, actor: RespondentActor, id: string, language?: string): Promise<RespondentActionView> {
    const row = await readAction(db, id);
    const [view] = row === null ? [] : await this.details(db, actor, [row], language, viewForRespondent);
    if (view === undefined) throw actionNotFound();
    return view;
  }

  /** @throws DomainError ACTION_NOT_FOUND where the supplier knows of none under this id */
  async idOfRef(db: EntityManager, ref: string): Promise<string> {
    const id = await actionOfRef(db, ref);
    if (id === null) throw actionNotFound();
    return id;
  }

  private async details<View>(
    db: EntityManager,
    { tenantId }: Actor,
    rows: readonly ActionRow[],
    language: string | undefined,
    view: (row: ActionRow, context: ViewContext, ring: Awaited<ReturnType<Vault['ring']>>) => View,
  ): Promise<View[]> {
    const context = await this.contexts(db, rows, language);
    const ring = await this.vault.ring(
      db,
      tenantId,
      rows.map((row) => row.key_id),
    );
    return rows.map((row) => view(row, context(row), ring));
  }

  private async contexts(
    db: EntityManager,
    rows: readonly ActionRow[],
    language: string | undefined,
  ): Promise<(row: ActionRow) => ViewContext> {
    const entries = await readLibraryEntries(db, rows);
    const today = this.clock.today();
    return (row) => ({ entry: entries.get(refKey(row)), language, today });
  }
}

export const actionNotFound = (): DomainError => new DomainError('ACTION_NOT_FOUND', 'not_found', 'There is no such corrective action.');
