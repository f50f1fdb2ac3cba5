import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { type Page, readCursor } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { Vault } from '../../../platform/vault/vault.js';
import { findAssessment } from '../assessment.queries.js';
import type { OpenedRound } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import { ResultReader } from './result-reader.service.js';
import type { NewResultDto, NewSiteResultDto, ResultsQuery, ResultView, SuggestionsView } from './third-party.dto.js';
import { findSite, lockResult, type ResultRow, type SiteRow } from './third-party.queries.js';
import { ThirdPartyResults } from './third-party-results.service.js';

/** What suppliers and officers do with third-party results, each in a transaction of its own. */
@Injectable()
export class ThirdPartyDesk {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly rounds: RoundReader,
    private readonly results: ThirdPartyResults,
    private readonly reader: ResultReader,
  ) {}

  enterAsSupplier(actor: RespondentActor, entry: NewResultDto): Promise<ResultView> {
    return this.asSupplier(actor, async (db, round) => {
      const site = siteOf(round);
      const key = { id: round.assessment.key_id, ring: round.ring };
      const id = await this.results.enterWithin(db, actor, { site, key, shared: true, questions: round.questions.keys() }, entry);
      return this.view(db, actor, await lockResult(db, actor.tenantId, site.id, id));
    });
  }

  /** @throws DomainError SITE_NOT_FOUND */
  enterAsOfficer(actor: PersonActor, siteId: string, { shared, ...entry }: NewSiteResultDto): Promise<ResultView> {
    return this.db.transaction(actor, async (db) => {
      const site = await findSite(db, actor.tenantId, siteId);
      const key = await this.vault.createKey(db, actor.tenantId, 'case', site.supplier_id);
      const id = await this.results.enterWithin(db, actor, { site, key, shared, questions: null }, entry);
      return this.view(db, actor, await lockResult(db, actor.tenantId, siteId, id));
    });
  }

  listAsSupplier(actor: RespondentActor, query: ResultsQuery): Promise<Page<ResultView>> {
    return this.asSupplier(actor, (db, round) => this.page(db, actor, siteOf(round).id, query));
  }

  listAsOfficer(actor: PersonActor, siteId: string, query: ResultsQuery): Promise<Page<ResultView>> {
    return this.db.transaction(actor, async (db) => this.page(db, actor, (await findSite(db, actor.tenantId, siteId)).id, query));
  }

  withdrawAsSupplier(actor: RespondentActor, id: string): Promise<ResultView> {
    return this.asSupplier(actor, async (db, round) =>
      this.view(db, actor, await this.results.withdrawWithin(db, actor, siteOf(round), id)),
    );
  }

  withdrawAsOfficer(actor: PersonActor, siteId: string, id: string): Promise<ResultView> {
    return this.db.transaction(actor, async (db) => {
      const site = await findSite(db, actor.tenantId, siteId);
      return this.view(db, actor, await this.results.withdrawWithin(db, actor, site, id));
    });
  }

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  suggestions(actor: PersonActor, assessmentId: string): Promise<SuggestionsView> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, assessmentId));
      return this.reader.suggestions(db, actor.tenantId, round);
    });
  }

  private asSupplier<T>(actor: RespondentActor, work: (db: EntityManager, round: OpenedRound) => Promise<T>): Promise<T> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, actor.assessmentId));
      return work(db, round);
    });
  }

  private page(
    db: EntityManager,
    { tenantId }: PersonActor | RespondentActor,
    siteId: string,
    query: ResultsQuery,
  ): Promise<Page<ResultView>> {
    const { limit, language } = query;
    return this.reader.page(db, tenantId, siteId, { after: readCursor(query.after), limit, language });
  }

  private async view(db: EntityManager, { tenantId }: PersonActor | RespondentActor, row: ResultRow): Promise<ResultView> {
    const [view] = await this.reader.view(db, tenantId, [row], undefined);
    return view as ResultView;
  }
}

const siteOf = ({ assessment }: OpenedRound): SiteRow => ({ id: assessment.site_id, supplier_id: assessment.supplier_id });
