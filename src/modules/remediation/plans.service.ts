import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NewFinding } from '../../domain/findings/new-finding.js';
import { deadlinesOf } from '../../domain/remediation/deadlines.js';
import type { LibraryAction } from '../../domain/remediation/library.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { type AuditEntry, AuditService } from '../audit/audit.service.js';
import { ContentService } from '../content/content.service.js';
import { COUNTED_SEVERITY } from './repayment.queries.js';
import { insertActions, insertFindings, type NewAction, type OpenFinding, type RaisedFinding, readOpenFindings } from './raise.queries.js';

/** SQL: what a finding `f` counts as, for others who read findings themselves. */
export const SEVERITY_THAT_COUNTS = COUNTED_SEVERITY;

/** Turns faults into findings, and findings into plans. */
@Injectable()
export class PlansService {
  constructor(
    private readonly content: ContentService,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Opens a finding for each fault that has none open yet, and one action from the library for each finding; nothing is ever made twice. @returns the new ones */
  async raiseWithin(db: EntityManager, actor: Actor, tenantId: string, findings: readonly NewFinding[]): Promise<readonly RaisedFinding[]> {
    if (findings.length === 0) return [];
    const now = this.clock.now();
    const byRule = new Map(findings.map((finding) => [keyOf(finding), finding]));
    const library = await this.content.library();
    const actions = new Map(library.body.actions.map((action) => [action.id, action]));
    for (const { actionId } of byRule.values()) if (!actions.has(actionId)) throw new Error(`the action library holds no ${actionId}`);
    const raised = await insertFindings(
      db,
      tenantId,
      [...byRule.values()].map((finding) => ({ ...finding, id: newId<string>() })),
      now,
    );
    if (raised.length === 0) return [];
    const keys = raised.map(({ supplierId }) => this.vault.makeKey(tenantId, 'case', supplierId));
    await this.vault.storeKeys(db, tenantId, keys);
    const opened = raised.flatMap((finding, i) => {
      const entry = actions.get(byRule.get(keyOf(finding))?.actionId ?? '');
      const keyId = keys[i]?.id;
      return entry === undefined || keyId === undefined ? [] : [newAction(finding, entry, library.version, keyId, now)];
    });
    await insertActions(db, tenantId, opened, now);
    await this.audit.recordAll(db, actor, [...raised.map(findingOpened), ...opened.map(actionOpened)]);
    return raised;
  }

  /** All findings of these sites that are open, held ones too. */
  openFindings(db: EntityManager, siteIds: readonly string[]): Promise<readonly OpenFinding[]> {
    return readOpenFindings(db, siteIds);
  }
}

const keyOf = ({ siteId, ruleId }: { readonly siteId: string; readonly ruleId: string }): string => `${siteId}/${ruleId}`;

const newAction = (finding: RaisedFinding, entry: LibraryAction, libraryVersion: string, keyId: string, now: Date): NewAction => ({
  id: newId<string>(),
  findingId: finding.id,
  siteId: finding.siteId,
  supplierId: finding.supplierId,
  libraryId: entry.id,
  libraryVersion,
  severity: finding.severity,
  visibility: finding.visibility,
  keyId,
  ...deadlinesOf(entry, now.toISOString()),
});

const findingOpened = ({ id, siteId, ruleId, severity, zeroTolerance, visibility }: RaisedFinding): AuditEntry => ({
  action: 'finding.opened',
  subjectKind: 'finding',
  subjectId: id,
  after: { siteId, ruleId, severity, zeroTolerance, visibility },
});

const actionOpened = ({ id, findingId, libraryId, libraryVersion, dueOn }: NewAction): AuditEntry => ({
  action: 'action.opened',
  subjectKind: 'action',
  subjectId: id,
  after: { findingId, libraryId, libraryVersion, dueOn },
});
