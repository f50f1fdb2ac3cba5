import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { applyLink, movesTheGraph, NEW_LINK } from '../../domain/supply/supply-link.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { VocabularyService } from '../suppliers/vocabulary.service.js';
import { factsOf, viewLink } from './supply-link.view.js';
import type { ChangeSupplyLinkDto, NewSupplyLinkDto, SupplyLinksQuery, SupplyLinkView } from './supply-links.dto.js';
import {
  findEnds,
  insertLink,
  listLinks,
  lockLink,
  readLink,
  type SupplyLinkRow,
  updateLink,
  withdrawLink,
} from './supply-links.queries.js';

/** Who supplies whom, as people of the tenant know it. */
@Injectable()
export class SupplyLinksService {
  constructor(
    private readonly db: TenantDb,
    private readonly vocabulary: VocabularyService,
    private readonly audit: AuditService,
    private readonly scoring: ScoringQueue,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, { suppliedId, upstreamId, withdrawn, after, limit }: SupplyLinksQuery): Promise<Page<SupplyLinkView>> {
    return this.db.transaction(actor, async (db) => {
      const rows = await listLinks(db, actor.tenantId, { suppliedId, upstreamId, withdrawn }, readCursor(after), limit);
      return pageOf(rows, limit, ({ id }) => ({ key: null, id }), viewLink);
    });
  }

  read(actor: PersonActor, id: string): Promise<SupplyLinkView> {
    return this.db.transaction(actor, (db) => this.view(db, actor, id));
  }

  /** @throws DomainError VALIDATION_FAILED, SUPPLY_LINK_EXISTS */
  async create(actor: PersonActor, body: NewSupplyLinkDto): Promise<SupplyLinkView> {
    const { suppliedId, upstreamId, suppliedSiteId = null, upstreamSiteId = null, kind, ...given } = body;
    const { facts, problems } = applyLink(kind, NEW_LINK, given, await this.vocabulary.vocabulary(actor));
    return this.db.transaction(actor, async (db) => {
      const link = { id: newId<string>(), suppliedId, suppliedSiteId, upstreamId, upstreamSiteId, kind, facts };
      const supplied = { supplierId: suppliedId, siteId: suppliedSiteId };
      const wrong = [...(await endProblems(db, actor, supplied, { supplierId: upstreamId, siteId: upstreamSiteId })), ...problems];
      if (wrong.length > 0) throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', wrong);
      if (!(await insertLink(db, actor.tenantId, link, actor.personId, this.clock.now())))
        throw new DomainError('SUPPLY_LINK_EXISTS', 'conflict', 'This link stands already; change it instead.');
      const after = { suppliedId, suppliedSiteId, upstreamId, upstreamSiteId, kind, ...facts };
      await this.tell(db, actor, 'supply_link.created', link.id, null, after);
      await this.scoring.requestDownstream(db, actor, [supplied], 'them');
      return this.view(db, actor, link.id);
    });
  }

  /** @throws DomainError SUPPLY_LINK_NOT_FOUND, SUPPLY_LINK_WITHDRAWN, VERSION_CONFLICT, VALIDATION_FAILED */
  async change(actor: PersonActor, id: string, { version, ...given }: ChangeSupplyLinkDto): Promise<SupplyLinkView> {
    const vocabulary = await this.vocabulary.vocabulary(actor);
    return this.db.transaction(actor, async (db) => {
      const row = standing(await lockLink(db, actor.tenantId, id), version);
      const before = factsOf(row);
      const { facts, problems } = applyLink(row.kind, before, given, vocabulary);
      if (problems.length > 0) throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', problems);
      const changed = (Object.keys(facts) as (keyof typeof facts)[]).filter(
        (fact) => JSON.stringify(before[fact]) !== JSON.stringify(facts[fact]),
      );
      if (changed.length === 0) return viewLink(row);
      await updateLink(db, actor.tenantId, id, facts, this.clock.now());
      const pick = (of: typeof facts) => Object.fromEntries(changed.map((fact) => [fact, of[fact]]));
      await this.tell(db, actor, 'supply_link.updated', id, pick(before), pick(facts));
      if (movesTheGraph(before, facts)) await this.scoring.requestDownstream(db, actor, [suppliedOf(row)], 'them');
      return this.view(db, actor, id);
    });
  }

  /** It was wrong, or is over: it counts no more, and stays to be read. @throws DomainError SUPPLY_LINK_NOT_FOUND, SUPPLY_LINK_WITHDRAWN, VERSION_CONFLICT */
  withdraw(actor: PersonActor, id: string, version: number): Promise<SupplyLinkView> {
    return this.db.transaction(actor, async (db) => {
      const row = standing(await lockLink(db, actor.tenantId, id), version);
      await withdrawLink(db, actor.tenantId, id, actor.personId, this.clock.now());
      await this.tell(db, actor, 'supply_link.withdrawn', id, { withdrawn: false }, { withdrawn: true });
      await this.scoring.requestDownstream(db, actor, [suppliedOf(row)], 'them');
      return this.view(db, actor, id);
    });
  }

  private async view(db: EntityManager, actor: PersonActor, id: string): Promise<SupplyLinkView> {
    const row = await readLink(db, actor.tenantId, id);
    if (row === null) throw notFound();
    return viewLink(row);
  }

  private tell(
    db: EntityManager,
    actor: PersonActor,
    action: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(db, actor, { action, subjectKind: 'supply_link', subjectId: id, before, after });
  }
}

interface End {
  readonly supplierId: string;
  readonly siteId: string | null;
}

async function endProblems(db: EntityManager, actor: PersonActor, supplied: End, upstream: End): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  if (supplied.supplierId === upstream.supplierId)
    problems.push({ path: 'upstreamId', code: 'SELF_LINK', message: 'a supplier does not supply itself' });
  const found = await findEnds(db, actor.tenantId, [supplied, upstream]);
  [supplied, upstream].forEach(({ siteId }, position) => {
    const name = position === 0 ? 'supplied' : 'upstream';
    const end = found[position] ?? null;
    if (end === null) problems.push({ path: `${name}Id`, code: 'SUPPLIER_NOT_FOUND', message: 'there is no such supplier' });
    else if (end.supplierStatus === 'archived')
      problems.push({ path: `${name}Id`, code: 'SUPPLIER_ARCHIVED', message: 'this supplier is archived; restore it first' });
    else if (siteId !== null && end.siteStatus === null)
      problems.push({ path: `${name}SiteId`, code: 'SITE_NOT_FOUND', message: 'this supplier has no such site' });
    else if (end.siteStatus === 'archived')
      problems.push({ path: `${name}SiteId`, code: 'SITE_ARCHIVED', message: 'this site is archived; restore it first' });
  });
  return problems;
}

const notFound = (): DomainError => new DomainError('SUPPLY_LINK_NOT_FOUND', 'not_found', 'There is nothing with this id.');

function standing(row: SupplyLinkRow | null, version: number): SupplyLinkRow {
  if (row === null) throw notFound();
  if (row.version !== version)
    throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone else has changed this meanwhile; read it again.');
  if (row.withdrawn_at !== null) throw new DomainError('SUPPLY_LINK_WITHDRAWN', 'conflict', 'This link was withdrawn; enter it anew.');
  return row;
}

const suppliedOf = (row: SupplyLinkRow): End => ({ supplierId: row.supplied_id, siteId: row.supplied_site_id });
