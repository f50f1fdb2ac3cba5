import { AsyncLocalStorage } from 'node:async_hooks';

const storage = new AsyncLocalStorage<string>();

/** Runs `work` so that log lines and audit events written in it carry this id. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage.run(requestId, work);

export const currentRequestId = (): string | undefined => storage.getStore();
