import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, doerOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { currentRequestId } from '../../platform/log/request-context.js';

/** One change to tell of. `before` and `after` hold ids, states, figures and field names; personal values only as keyed hashes, never as text. */
export interface AuditEntry {
  /** `<subject>.<past participle>`: `supplier.created`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
}

/** Tells of every change in the transaction that makes it. */
@Injectable()
export class AuditService {
  constructor(private readonly clock: Clock) {}

  async record(db: EntityManager, actor: Actor, entry: AuditEntry): Promise<void> {
    await this.recordAll(db, actor, [entry]);
  }

  /** One statement for all of them, in order. */
  async recordAll(db: EntityManager, actor: Actor, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { kind, id } = doerOf(actor);
    await db.query(
      `INSERT INTO audit_event (tenant_id, id, at, actor_kind, actor_id, action, subject_kind, subject_id, before, after, request_id)
       SELECT $1, e.id, $2, $3, $4, e.action, e.subject_kind, e.subject_id, e.before, e.after, $5
       FROM unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::jsonb[], $11::jsonb[]) AS e (id, action, subject_kind, subject_id, before, after)`,
      [
        actor.tenantId,
        this.clock.now(),
        kind,
        id,
        currentRequestId() ?? null,
        entries.map(() => newId<string>()),
        entries.map((entry) => entry.action),
        entries.map((entry) => entry.subjectKind),
        entries.map((entry) => entry.subjectId),
        entries.map((entry) => toJson(entry.before)),
        entries.map((entry) => toJson(entry.after)),
      ],
    );
  }
}

const toJson = (value: Readonly<Record<string, unknown>> | null | undefined): string | null =>
  value === null || value === undefined ? null : JSON.stringify(value);
