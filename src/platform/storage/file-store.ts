import type { Readable } from 'node:stream';
/** Where the bytes of documents lie, by `<tenant>/<id>`: names given by people never reach it. Whatever stands behind it can do no more than this. */
export abstract class FileStore {
  /** Written whole or not at all. @returns the storage key */
  abstract put(tenantId: string, content: Readable): Promise<string>;

  abstract read(key: string): Readable;

  /** Taking away what is gone already is no fault. */
  abstract remove(key: string): Promise<void>;

  abstract exists(key: string): Promise<boolean>;

  /** Files of a tenant that were put before a moment, in batches. */
  abstract putBefore(tenantId: string, moment: Date): AsyncIterable<readonly string[]>;
}
