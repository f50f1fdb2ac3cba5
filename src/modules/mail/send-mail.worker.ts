import { Inject, Injectable } from '@nestjs/common';
import { systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { SETTINGS, type Settings } from '../../platform/config/tokens.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { type Letter, Mailer, RecipientRefused } from '../../platform/mail/mailer.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Vault } from '../../platform/vault/vault.js';
import { composeLetter } from './compose-letter.js';
import type { OwnTexts } from './letter-texts.js';
import { assessmentUrl, joinUrl, respondUrl } from '../../platform/auth/link-urls.js';
import { closeMail, findMail, type MailRow } from './mail.queries.js';
import { LETTERS } from './letters.js';
import type { LetterText } from './letters/letter.js';
import { sendMail } from './send-mail.job.js';
import { type TemplateRow, templatesOfKind } from './templates.queries.js';

/** Composes and sends a mail unless it was sent already, or its link or its recipient is gone by now. */
@Injectable()
@Handles(sendMail)
export class SendMailWorker implements JobHandler<typeof sendMail> {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run({ tenantId, mailId }: PayloadOf<(typeof sendMail)['fields']>): Promise<void> {
    const actor = systemOf(tenantId);
    const letter = await this.db.transaction(actor, async (db) => {
      const mail = await findMail(db, tenantId, mailId);
      if (mail === null || mail.sent_at !== null || mail.dropped_reason !== null) return null;
      const ring = await this.vault.ring(db, tenantId, [mail.key_id]);
      const address = ring.open(mail.key_id, mail.email_sealed);
      const dropped = dropReason(mail, this.clock.now()) ?? (address === null ? 'recipient_erased' : null);
      if (address === null || dropped !== null) {
        await closeMail(db, tenantId, mailId, { sentAt: null, dropped });
        return null;
      }
      const own = new Map((await templatesOfKind(db, tenantId, mail.kind)).map((row) => [row.language, wordsOf(row)]));
      return this.letterOf(tenantId, mail, { name: ring.open(mail.key_id, mail.name_sealed), address }, own);
    });
    if (letter === null) return;
    const end = (await this.hasTaken(letter)) ? { sentAt: this.clock.now(), dropped: null } : { sentAt: null, dropped: 'bounced' };
    await this.db.transaction(actor, (db) => closeMail(db, tenantId, mailId, end));
  }

  /** Whether the recipient's server took it; false: it never will. Whatever may pass is thrown, so that the queue tries again. */
  private async hasTaken(letter: Letter): Promise<boolean> {
    try {
      await this.mailer.send(letter);
      return true;
    } catch (error) {
      if (error instanceof RecipientRefused) return false;
      throw error;
    }
  }

  private letterOf(tenantId: string, mail: MailRow, { name, address }: Addressee, own: OwnTexts): Letter {
    const facts = {
      kind: mail.kind,
      language: mail.language,
      recipient: name,
      buyer: mail.buyer,
      site: mail.site,
      due: mail.due,
      day: mail.day,
      expires: (mail.expires_at ?? this.clock.now()).toISOString().slice(0, 10),
      link: this.linkIn(tenantId, mail),
      receipt: mail.receipt_at === null ? null : { submittedAt: mail.receipt_at.toISOString(), sha256: mail.receipt_sha256 ?? '' },
    };
    const { subject, text } = composeLetter(facts, own);
    return { tenantId, recipientId: mail.recipient_id, mailId: mail.id, to: { name: name ?? '', address }, subject, text };
  }

  private linkIn(tenantId: string, { kind, link_id: linkId, assessment_id: assessmentId }: MailRow): string {
    const { publicUrl } = this.settings;
    if (linkId === null) return assessmentUrl(publicUrl, assessmentId ?? '');
    const url = LETTERS[kind].link === 'join' ? joinUrl : respondUrl;
    return url(publicUrl, tenantId, linkId, this.vault.linkSecret(linkId));
  }
}

interface Addressee {
  readonly name: string | null;
  readonly address: string;
}

const wordsOf = ({ subject, paragraphs }: TemplateRow): LetterText => ({ subject: subject ?? '', paragraphs: paragraphs ?? [] });

const CLOSED_STATES = ['submitted', 'accepted', 'cancelled'];

/** Why a mail is not to be sent any more; null: send it. */
function dropReason(mail: MailRow, now: Date): string | null {
  if (mail.recipient_status === 'erased') return 'recipient_erased';
  if (['archived', 'disabled'].includes(mail.recipient_status)) return 'recipient_inactive';
  const gone = mail.link_id === null ? null : goneLink(mail, now);
  if (gone !== null || LETTERS[mail.kind].evenIfClosed) return gone;
  return mail.assessment_state !== null && CLOSED_STATES.includes(mail.assessment_state) ? 'nothing_to_answer' : null;
}

function goneLink(mail: MailRow, now: Date): string | null {
  if (mail.expires_at === null || mail.revoked_at !== null) return 'link_revoked';
  if (mail.expires_at <= now) return 'link_expired';
  return mail.used_at === null ? null : 'invitation_used';
}
