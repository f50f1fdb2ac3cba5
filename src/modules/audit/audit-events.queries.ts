import type { EntityManager } from 'typeorm';

export interface AuditEventRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly request_id: string | null;
}

/** What to list; null: whatever it is. */
export interface AuditFilter {
  readonly subjectId: string | null;
  readonly subjectKind: string | null;
  readonly actorId: string | null;
  readonly action: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Newest first, beginning after the event with id `before`; one row more than `limit`, to know whether there is a next page. */
export function listAuditEvents(
  db: EntityManager,
  tenantId: string,
  filter: AuditFilter,
  before: string | null,
  limit: number,
): Promise<AuditEventRow[]> {
  const params: unknown[] = [tenantId];
  const conditions = ['tenant_id = $1'];
  const also = (condition: string, value: unknown): void => {
    if (value === null) return;
    params.push(value);
    conditions.push(`${condition} $${params.length}`);
  };
  also('id <', before);
  also('subject_id =', filter.subjectId);
  also('subject_kind =', filter.subjectKind);
  also('actor_id =', filter.actorId);
  also('action =', filter.action);
  also('at >=', filter.from);
  also('at <', filter.to);
  params.push(limit + 1);
  return db.query(
    `SELECT id, at, actor_kind, actor_id, action, subject_kind, subject_id, before, after, request_id
     FROM audit_event WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT $${params.length}`,
    params,
  );
}
