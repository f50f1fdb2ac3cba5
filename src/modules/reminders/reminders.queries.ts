import type { EntityManager } from 'typeorm';
import type { SentReminder } from '../../domain/reminders/plan-reminders.js';
import type { ReminderStep } from '../../domain/reminders/reminder-steps.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** What was sent of each round, by assessment id. */
export async function sentReminders(
  db: EntityManager,
  tenantId: string,
  assessmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SentReminder[]>> {
  const rows: { assessment_id: string; step: ReminderStep; due_on: IsoDate; sent_at: Date }[] = await db.query(
    `SELECT assessment_id, step, due_on::text, max(sent_at) AS sent_at FROM reminder
     WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[]) GROUP BY assessment_id, due_on, step`,
    [tenantId, assessmentIds],
  );
  const found = new Map<string, SentReminder[]>();
  for (const { assessment_id: id, step, due_on: dueOn, sent_at: at } of rows)
    found.set(id, [...(found.get(id) ?? []), { step, dueOn, at: at.toISOString() }]);
  return found;
}

export interface NewReminder {
  readonly assessmentId: string;
  readonly dueOn: IsoDate;
  readonly step: ReminderStep;
  readonly recipientId: string;
}

export const reminderKey = ({ assessmentId, dueOn, step, recipientId }: NewReminder): string =>
  [assessmentId, dueOn, step, recipientId].join('/');

/** @returns keys of those that are new: nobody is written to twice for a step */
export async function insertReminders(
  db: EntityManager,
  tenantId: string,
  now: Date,
  reminders: readonly NewReminder[],
): Promise<ReadonlySet<string>> {
  if (reminders.length === 0) return new Set();
  const rows: NewReminder[] = await db.query(
    `INSERT INTO reminder (tenant_id, assessment_id, due_on, step, recipient_id, sent_at)
     SELECT $1, n.assessment_id, n.due_on, n.step, n.recipient_id, $2
     FROM unnest($3::uuid[], $4::date[], $5::text[], $6::uuid[]) AS n (assessment_id, due_on, step, recipient_id)
     ON CONFLICT DO NOTHING
     RETURNING assessment_id AS "assessmentId", due_on::text AS "dueOn", step, recipient_id AS "recipientId"`,
    [
      tenantId,
      now,
      reminders.map(({ assessmentId }) => assessmentId),
      reminders.map(({ dueOn }) => dueOn),
      reminders.map(({ step }) => step),
      reminders.map(({ recipientId }) => recipientId),
    ],
  );
  return new Set(rows.map(reminderKey));
}
