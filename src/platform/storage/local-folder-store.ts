import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { newId } from '../db/ids.js';
import { FileStore } from './file-store.js';

const KEY = /^[0-9a-f-]{36}\/[0-9a-f-]{36}$/;
const TENANT = /^[0-9a-f-]{36}$/;
const PART = '.part';
const BATCH = 500;

/** Files in a folder on this machine: written beside their place and moved into it, so that a crash leaves no half of one. */
@Injectable()
export class LocalFolderStore extends FileStore {
  private readonly folder: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    super();
    this.folder = join(settings.dataDir, 'files');
  }

  async put(tenantId: string, content: Readable): Promise<string> {
    const key = `${tenantId}/${newId<string>()}`;
    const path = this.path(key);
    await mkdir(join(this.folder, tenantId), { recursive: true, mode: 0o700 });
    try {
      await pipeline(content, createWriteStream(`${path}${PART}`, { mode: 0o600, flush: true }));
      // Its age is counted by the product's clock, which a demonstration moves.
      await utimes(`${path}${PART}`, this.clock.now(), this.clock.now());
      await rename(`${path}${PART}`, path);
    } catch (error) {
      await rm(`${path}${PART}`, { force: true });
      throw error;
    }
    await flushFolder(join(this.folder, tenantId));
    return key;
  }

  read(key: string): Readable {
    return createReadStream(this.path(key));
  }

  async remove(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  exists(key: string): Promise<boolean> {
    return access(this.path(key)).then(
      () => true,
      () => false,
    );
  }

  /** Half-written files that a crash left behind are taken away on the way. */
  async *putBefore(tenantId: string, moment: Date): AsyncIterable<readonly string[]> {
    if (!TENANT.test(tenantId)) throw new Error('not a tenant');
    const folder = join(this.folder, tenantId);
    const entries = await opendir(folder).catch(() => null);
    if (entries === null) return;
    let batch: string[] = [];
    for await (const { name } of entries) {
      const file = await stat(join(folder, name)).catch(() => null);
      if (file === null || file.mtime >= moment) continue;
      if (name.endsWith(PART)) await rm(join(folder, name), { force: true });
      else if (KEY.test(`${tenantId}/${name}`)) batch.push(`${tenantId}/${name}`);
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  private path(key: string): string {
    if (!KEY.test(key)) throw new Error('not a storage key');
    return join(this.folder, key);
  }
}

/** A file's name lies in its folder: without this a power cut could forget it. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
