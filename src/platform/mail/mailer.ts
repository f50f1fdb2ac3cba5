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

/** Sends by SMTP, or writes `.eml` files where no server is set. */
@Injectable()
export class Mailer {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.folder = join(settings.dataDir, 'mail');
  }

  /** The same mail sent again has the same Message-ID and, in the folder, the same file. */
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
      await createTransport(this.settings.smtpUrl).sendMail(message);
      return;
    }
    const { message: raw } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
    const folder = join(this.folder, letter.tenantId, letter.recipientId);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, `${letter.mailId}.part`), raw as Buffer, { mode: 0o600 });
    await rename(join(folder, `${letter.mailId}.part`), join(folder, `${letter.mailId}.eml`));
  }

  /** Removes every copy kept here of what was written to someone. */
  async forget(tenantId: string, recipientId: string): Promise<void> {
    await rm(join(this.folder, tenantId, recipientId), { recursive: true, force: true });
  }
}
