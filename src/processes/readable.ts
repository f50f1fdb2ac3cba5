import { ConfigError } from '../platform/config/config-error.js';

/** Runs what reads a path; a path that is not there or is closed is told of in a sentence. */
export async function readable<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ENOENT') throw new ConfigError(`${path} does not exist.`);
    if (code === 'EACCES' || code === 'EPERM') throw new ConfigError(`${path} may not be read.`);
    throw error;
  }
}
