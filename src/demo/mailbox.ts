import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads the mail folder as the recipients would their mail: newest link by address. */
export class Mailbox {
  private readonly links = new Map<string, string>();
  private readonly received: string[] = [];
  private readonly read = new Set<string>();

  constructor(private readonly dataDir: string) {}

  /** The token of the newest letter to an address, waited for. @throws when none comes within a minute. */
  async linkTo(address: string): Promise<string> {
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const link = this.links.get(address.toLowerCase());
      if (link !== undefined) return link;
      await this.refresh();
      if (!this.links.has(address.toLowerCase())) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no letter has come to ${address}`);
  }

  /** Every token of this kind (`plk`: a supplier's link) in the letters there are, oldest first. */
  async tokens(prefix: string): Promise<readonly string[]> {
    await this.refresh();
    return this.received.filter((token) => token.startsWith(`${prefix}_`));
  }

  private async refresh(): Promise<void> {
    const folder = join(this.dataDir, 'mail');
    const files = (await readdir(folder, { recursive: true }).catch(() => [])).filter(
      (file) => file.endsWith('.eml') && !this.read.has(file),
    );
    for (const file of files.sort(byLetter)) {
      this.read.add(file);
      const raw = await readFile(join(folder, file), 'utf8');
      const to = /^To: .*?([^\s<>"]+@[^\s<>"]+)/im.exec(raw)?.[1];
      const token = /#(pl[a-z]_[0-9a-f-]{36}\.[0-9a-f-]{36}\.[\w-]+)/.exec(plainText(raw))?.[1];
      if (to === undefined || token === undefined) continue;
      this.links.set(to.toLowerCase(), token);
      this.received.push(token);
    }
  }
}

/** Letters are named by UUIDv7, so their names sort by age. */
const byLetter = (a: string, b: string): number => ((a.split('/').at(-1) ?? '') < (b.split('/').at(-1) ?? '') ? -1 : 1);

/** A letter's text is in base64 or quoted-printable, whichever is shorter. */
function plainText(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  if (/^content-transfer-encoding: base64/im.test(raw)) return Buffer.from(body, 'base64').toString('utf8');
  return body.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
}
