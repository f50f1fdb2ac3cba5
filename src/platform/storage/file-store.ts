import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { newId } from '../db/ids.js';

const KEY = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/;

/** Evidence files on disk, by `<tenant>/<id>`: names given by people never touch the file system. */
@Injectable()
export class FileStore {
  private readonly folder: string;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.folder = join(settings.dataDir, 'files');
  }

  /** Written whole or not at all. @returns the storage key */
  async put(tenantId: string, content: Buffer): Promise<string> {
    const key = `${tenantId}/${newId<string>()}`;
    const path = this.path(key);
    await mkdir(join(this.folder, tenantId), { recursive: true, mode: 0o700 });
    await writeFile(`${path}.part`, content, { mode: 0o600, flush: true });
    await rename(`${path}.part`, path);
    return key;
  }

  read(key: string): Readable {
    return createReadStream(this.path(key));
  }

  async remove(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  private path(key: string): string {
    if (!KEY.test(key)) throw new Error('not a storage key');
    return join(this.folder, key);
  }
}
