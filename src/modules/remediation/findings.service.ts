import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deadlinesOf } from '../../domain/remediation/deadlines.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import type { FindingsQuery, FindingView } from './findings.dto.js';
import { listFindings, lockFinding, readFinding, setVisibility } from './findings.queries.js';
import { readUntoldAction, tellFirst } from './first-release.queries.js';
import { viewFinding } from './findings.view.js';
import { readLibraryEntries, refKey } from './library.queries.js';
import { requireVersion } from './versions.js';

/** Findings as people of the tenant see them, and what they let the supplier see. */
@Injectable()
export class FindingsService {
  constructor(
    private readonly db: TenantDb,
    private readonly audit: AuditService,
    private readonly scoring: ScoringQueue,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, query: FindingsQuery): Promise<Page<FindingView>> {
    const cursor = readCursor(query.after);
    const filter = {
      state: query.state ?? null,
      severity: query.severity ?? null,
      site: query.siteId ?? null,
      supplier: query.supplierId ?? null,
      zeroTolerance: query.zeroTolerance === undefined ? null : query.zeroTolerance === 'true',
      visibility: query.visibility ?? null,
    };
    return this.db.transaction(actor, async (db) => {
      const rows = await listFindings(db, filter, cursor?.id ?? null, query.limit);
      return pageOf(
        rows,
        query.limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewFinding(row, query.language),
      );
    });
  }

  read(actor: PersonActor, id: string, language: string | undefined): Promise<FindingView> {
    return this.db.transaction(actor, async (db) => {
      const row = await readFinding(db, id);
      if (row === null) throw findingNotFound();
      return viewFinding(row, language);
    });
  }

  /** Shows a finding to the supplier, or hides it again; its action goes with it. @throws DomainError FINDING_VISIBILITY_UNCHANGED */
  show(actor: PersonActor, id: string, visibility: 'held' | 'released', version: number): Promise<FindingView> {
    return this.db.transaction(actor, async (db) => {
      const row = await lockFinding(db, id);
      if (row === null) throw findingNotFound();
      requireVersion(row.version, version);
      if (row.visibility === visibility)
        throw new DomainError('FINDING_VISIBILITY_UNCHANGED', 'conflict', `This finding is ${visibility} already.`);
      await setVisibility(db, id, visibility);
      const dates = visibility === 'released' ? await this.dateAnew(db, id) : null;
      await this.audit.record(db, actor, {
        action: `finding.${visibility}`,
        subjectKind: 'finding',
        subjectId: id,
        before: { visibility: row.visibility, ...dates?.before },
        after: { visibility, ...dates?.after },
      });
      await this.scoring.request(db, actor, [{ siteId: row.site_id, supplierId: row.supplier_id }]);
      return viewFinding({ ...row, visibility, version: row.version + 1 }, undefined);
    });
  }

  /** When a supplier learns of a finding its dates begin: those that ran before would tell how long somebody has known. Hiding it again buys no time. */
  private async dateAnew(db: EntityManager, findingId: string): Promise<{ readonly before: object; readonly after: object } | null> {
    const untold = await readUntoldAction(db, findingId);
    if (untold === null) return null;
    const entry = (await readLibraryEntries(db, [untold])).get(refKey(untold));
    if (entry === undefined) throw new Error(`the action library holds no ${refKey(untold)}`);
    const now = this.clock.now();
    const deadlines = deadlinesOf(entry.action, now.toISOString());
    await tellFirst(db, findingId, deadlines, now);
    const { planDueOn, dueOn } = deadlines;
    return { before: { planDueOn: untold.plan_due_on, dueOn: untold.due_on }, after: { planDueOn, dueOn } };
  }
}

const findingNotFound = (): DomainError => new DomainError('FINDING_NOT_FOUND', 'not_found', 'There is no such finding.');
