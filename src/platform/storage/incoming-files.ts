import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/tokens.js';

/** A file that has come in whole and lies on disk for as long as it is looked at. */
export interface IncomingFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
}

/** When it was begun, by the product's clock. */
const PLACE = /^(\d+)-/;

/** A place on disk for a file of which nobody knows yet whether it will be kept. */
@Injectable()
export class IncomingFiles {
  private readonly folder: string;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.folder = join(settings.dataDir, 'incoming');
  }

  /** Whatever comes of the work, and also when the sender breaks off, nothing is left behind. */
  async within<T>(work: (receive: (content: Readable) => Promise<IncomingFile>) => Promise<T>): Promise<T> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const place = await mkdtemp(join(this.folder, `${this.clock.now().getTime()}-`));
    try {
      return await work((content) => receive(content, join(place, 'content')));
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  }

  /** What a crash left behind. */
  async clearBefore(moment: Date): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const old = names.filter((name) => Number(PLACE.exec(name)?.[1] ?? Infinity) < moment.getTime());
    await Promise.all(old.map((name) => rm(join(this.folder, name), { recursive: true, force: true })));
  }
}

/** To disk piece by piece, with the hash taken on the way. */
async function receive(content: Readable, path: string): Promise<IncomingFile> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    content,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        size += piece.length;
        hash.update(piece);
        yield piece;
      }
    },
    createWriteStream(path, { mode: 0o600 }),
  );
  return { path, size, sha256: hash.digest('hex') };
}
