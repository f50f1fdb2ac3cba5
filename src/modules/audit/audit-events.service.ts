import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { pageOf, readCursor, type Page } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { AuditEventsQuery, AuditEventView } from './audit-events.dto.js';
import { type AuditEventRow, listAuditEvents } from './audit-events.queries.js';

/** Reads what was done; nothing here or anywhere else changes it. */
@Injectable()
export class AuditEventsService {
  constructor(private readonly db: TenantDb) {}

  list(actor: PersonActor, query: AuditEventsQuery): Promise<Page<AuditEventView>> {
    const filter = {
      subjectId: query.subjectId ?? null,
      subjectKind: query.subjectKind ?? null,
      actorId: query.actorId ?? null,
      action: query.action ?? null,
      from: momentOf('from', query.from),
      to: momentOf('to', query.to),
    };
    const cursor = readCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listAuditEvents(db, actor.tenantId, filter, cursor?.id ?? null, query.limit);
      return pageOf(rows, query.limit, ({ id }) => ({ key: null, id }), viewAuditEvent);
    });
  }
}

function momentOf(path: string, text: string | undefined): Date | null {
  if (text === undefined) return null;
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', [
    { path, code: 'IS_ISO8601', message: `${path} is no moment` },
  ]);
}

const viewAuditEvent = (row: AuditEventRow): AuditEventView => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id },
  action: row.action,
  subject: { kind: row.subject_kind, id: row.subject_id },
  before: row.before,
  after: row.after,
  requestId: row.request_id,
});
