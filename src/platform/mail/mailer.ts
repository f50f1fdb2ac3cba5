import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { SETTINGS, type Settings } from '../config/tokens.js';

export interface Letter {
  readonly tenantId: string;
  /** Contact or person; where mail is written to a folder, theirs is emptied when they are erased. */
  readonly recipientId: string;
  readonly mailId: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** The recipient's mail server will never take a letter to this address; trying again would be of no use. */
export class RecipientRefused extends Error {
  constructor() {
    super('the mail server refused the recipient for good');
    this.name = 'RecipientRefused';
  }
}

/** What an SMTP client throws, as far as it matters here. */
interface SmtpFault {
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

const NO_SUCH_MAILBOX = [550, 551, 553];

/**
 * Whether a server refused the address itself (5.1.x, 5.2.x, or no finer code than "no such mailbox"). A refusal of ours - blocked, not allowed to
 * relay, taken for spam - says nothing about the address and is tried again.
 */
export function isAddressRefused(error: unknown): boolean {
  const { command, responseCode, response } = (error ?? {}) as SmtpFault;
  if (command !== 'RCPT TO' || typeof responseCode !== 'number' || responseCode < 500) return false;
  const finer = /^\d{3}[ -](\d)\.(\d{1,3})\.\d{1,3}\b/.exec(typeof response === 'string' ? response : '');
  if (finer === null) return NO_SUCH_MAILBOX.includes(responseCode);
  return finer[1] === '5' && (finer[2] === '1' || finer[2] === '2');
}

/** Sends by SMTP, or writes `.eml` files where no server is set. */
@Injectable()
export class Mailer {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.folder = join(settings.dataDir, 'mail');
  }

  /** The same mail sent again has the same Message-ID and, in the folder, the same file. @throws RecipientRefused */
  async send(letter: Letter): Promise<void> {
    const message = {
      from: this.settings.mailFrom,
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      messageId: `<${letter.mailId}@plumbline>`,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    if (this.settings.smtpUrl !== null) {
      return this.sendBySmtp(this.settings.smtpUrl, message);
    }
    const { message: raw } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
    const folder = join(this.folder, letter.tenantId, letter.recipientId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, `${letter.mailId}.part`), raw as Buffer, { mode: 0o600 });
    await rename(join(folder, `${letter.mailId}.part`), join(folder, `${letter.mailId}.eml`));
  }

  private async sendBySmtp(smtpUrl: string, message: object): Promise<void> {
    try {
      await createTransport(smtpUrl).sendMail(message);
    } catch (error) {
      throw isAddressRefused(error) ? new RecipientRefused() : error;
    }
  }

  /** Removes every copy kept here of what was written to someone. */
  async forget(tenantId: string, recipientId: string): Promise<void> {
    await rm(join(this.folder, tenantId, recipientId), { recursive: true, force: true });
  }
}
