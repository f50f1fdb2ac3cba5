import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder and what is missing above it, for its owner alone. Step by step: Node's own recursive `mkdir` never returns where the kernel refuses with ENOENT, as below /proc. */
export const makeFolder = async (folder: string, mayMakeParent = true): Promise<void> => {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || !mayMakeParent || dirname(folder) === folder) throw error;
    await makeFolder(dirname(folder));
    await makeFolder(folder, false);
  }
};
