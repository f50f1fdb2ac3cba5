import type { FileStore } from '../../../platform/storage/file-store.js';

/** Takes away a tenant's files that were put before a moment and that no document knows: a crash or a failed removal left them. @returns how many */
export async function removeOrphanFiles(
  files: FileStore,
  tenantId: string,
  before: Date,
  known: (keys: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<number> {
  let removed = 0;
  for await (const keys of files.putBefore(tenantId, before)) {
    const kept = await known(keys);
    const orphans = keys.filter((key) => !kept.has(key));
    await Promise.all(orphans.map((key) => files.remove(key)));
    removed += orphans.length;
  }
  return removed;
}
