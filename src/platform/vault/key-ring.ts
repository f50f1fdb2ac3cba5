import { open, seal } from './sealing.js';

/** Opened keys of one tenant, by key id. */
export class KeyRing {
  constructor(
    private readonly tenantId: string,
    private readonly keys: ReadonlyMap<string, Buffer>,
  ) {}

  /** @throws when the key is erased or was not asked for. */
  seal(keyId: string, text: string): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new Error('the key is erased');
    return seal(key, Buffer.from(text, 'utf8'), `${this.tenantId}/${keyId}`);
  }

  sealOrNull(keyId: string, text: string | null | undefined): Buffer | null {
    return text === null || text === undefined ? null : this.seal(keyId, text);
  }

  /** null where there is nothing, or where the key has been erased. */
  open(keyId: string, sealed: Buffer | null): string | null {
    const key = this.keys.get(keyId);
    return sealed === null || key === undefined ? null : open(key, sealed, `${this.tenantId}/${keyId}`).toString('utf8');
  }
}
