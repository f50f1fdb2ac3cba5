import type { EntityManager } from 'typeorm';
import type { MailKind } from './letters.js';

export interface MailRow {
  readonly id: string;
  readonly kind: MailKind;
  readonly link_id: string | null;
  readonly assessment_id: string | null;
  readonly day: string | null;
  readonly sent_at: Date | null;
  readonly dropped_reason: string | null;
  readonly buyer: string;
  readonly recipient_id: string;
  readonly recipient_status: string;
  readonly key_id: string;
  readonly name_sealed: Buffer | null;
  readonly email_sealed: Buffer | null;
  readonly language: string | null;
  /** Of the assessment link or the invitation. */
  readonly expires_at: Date | null;
  readonly revoked_at: Date | null;
  readonly used_at: Date | null;
  readonly assessment_state: string | null;
  readonly due: string | null;
  readonly site: string | null;
  /** Of the newest submission when the mail was promised. */
  readonly receipt_at: Date | null;
  readonly receipt_sha256: string | null;
}

/** A mail with everything its letter needs; null where there is none. */
export async function findMail(db: EntityManager, tenantId: string, id: string): Promise<MailRow | null> {
  const rows: MailRow[] = await db.query(
    `SELECT m.id, m.kind, m.link_id, a.id AS assessment_id, m.day::text, m.sent_at, m.dropped_reason, t.name AS buyer,
            coalesce(m.contact_id, m.person_id) AS recipient_id, coalesce(c.status, p.status) AS recipient_status,
            coalesce(c.key_id, p.key_id) AS key_id, coalesce(c.name_sealed, p.name_sealed) AS name_sealed,
            coalesce(c.email_sealed, p.email_sealed) AS email_sealed, c.language,
            coalesce(l.expires_at, i.expires_at) AS expires_at, l.revoked_at, i.used_at,
            a.state AS assessment_state, a.due_on::text AS due, s.name AS site, r.submitted_at AS receipt_at, r.sha256 AS receipt_sha256
     FROM mail m
     JOIN tenant t ON t.tenant_id = m.tenant_id
     LEFT JOIN contact c ON c.tenant_id = m.tenant_id AND c.id = m.contact_id
     LEFT JOIN person p ON p.tenant_id = m.tenant_id AND p.id = m.person_id
     LEFT JOIN assessment_link l ON m.contact_id IS NOT NULL AND l.tenant_id = m.tenant_id AND l.id = m.link_id
     LEFT JOIN assessment a ON a.tenant_id = m.tenant_id AND a.id = coalesce(l.assessment_id, m.assessment_id)
     LEFT JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
     LEFT JOIN LATERAL (
       SELECT submitted_at, sha256 FROM submission_receipt
       WHERE m.kind = 'submission_receipt' AND tenant_id = a.tenant_id AND assessment_id = a.id AND submitted_at <= m.created_at
       ORDER BY id DESC LIMIT 1
     ) r ON true
     LEFT JOIN invitation i ON m.person_id IS NOT NULL AND i.tenant_id = m.tenant_id AND i.id = m.link_id
     WHERE m.tenant_id = $1 AND m.id = $2`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

export interface NewMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly contactId: string | null;
  readonly personId: string | null;
  readonly linkId: string | null;
  readonly assessmentId: string | null;
  readonly day: string | null;
}

/** One statement for all of them. */
export async function insertMails(db: EntityManager, tenantId: string, now: Date, mails: readonly NewMail[]): Promise<void> {
  await db.query(
    `INSERT INTO mail (tenant_id, id, kind, contact_id, person_id, link_id, assessment_id, day, created_at)
     SELECT $1, m.id, m.kind, m.contact_id, m.person_id, m.link_id, m.assessment_id, m.day, $2
     FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::date[])
       AS m (id, kind, contact_id, person_id, link_id, assessment_id, day)`,
    [
      tenantId,
      now,
      mails.map(({ id }) => id),
      mails.map(({ kind }) => kind),
      mails.map(({ contactId }) => contactId),
      mails.map(({ personId }) => personId),
      mails.map(({ linkId }) => linkId),
      mails.map(({ assessmentId }) => assessmentId),
      mails.map(({ day }) => day),
    ],
  );
}

/** Notes how a mail ended: sent, or dropped and why. */
export async function closeMail(
  db: EntityManager,
  tenantId: string,
  id: string,
  end: { sentAt: Date | null; dropped: string | null },
): Promise<void> {
  await db.query('UPDATE mail SET sent_at = $3, dropped_reason = $4 WHERE tenant_id = $1 AND id = $2 AND sent_at IS NULL', [
    tenantId,
    id,
    end.sentAt,
    end.dropped,
  ]);
}
