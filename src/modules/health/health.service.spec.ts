import { readdir } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { MIGRATIONS_DIR } from '../../platform/db/migrate.js';
import { HealthService } from './health.service.js';

const applied = async (): Promise<{ name: string }[]> =>
  (await readdir(MIGRATIONS_DIR)).map((file) => ({ name: file.replace('.sql', '') }));
const working = { query: (sql: string) => (sql === 'SELECT 1' ? Promise.resolve([]) : applied()) };
const broken = { query: () => Promise.reject(new Error('gone')), counts: () => Promise.reject(new Error('gone')) };
const queue = { counts: () => Promise.resolve({}) };
const readiness = (database: object, hub: object) => new HealthService(database as never, hub as never).readiness();

it('is ready when every part is', async () => {
  expect(await readiness(working, queue)).toEqual({ status: 'ready', parts: { database: 'ok', migrations: 'ok', queue: 'ok' } });
});

it('names a queue that cannot be reached, whether it fails at once or later', async () => {
  const parts = { database: 'ok', migrations: 'ok', queue: 'unreachable' };
  expect(await readiness(working, broken)).toEqual({ status: 'not_ready', parts });
  const failing = {
    counts: () => {
      throw new Error('no such address');
    },
  };
  expect(await readiness(working, failing)).toEqual({ status: 'not_ready', parts });
});

it('names a database that cannot be reached', async () => {
  expect(await readiness(broken, queue)).toEqual({
    status: 'not_ready',
    parts: { database: 'unreachable', migrations: 'unknown', queue: 'ok' },
  });
});

it('does not wait for ever for a part that does not answer', async () => {
  const silent = { counts: () => new Promise(() => undefined) };
  expect((await readiness(working, silent)).parts.queue).toBe('unreachable');
});
