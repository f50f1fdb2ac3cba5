import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { addressOf, ensureDatabase } from '../../src/platform/db/databases.js';
import { type Publication, publish } from '../../src/processes/load-content.js';
import { Command } from '../support/command.js';
import { eventually } from '../support/eventually.js';

/** The processes of production, each by itself, on a PostgreSQL that somebody else runs. */

let folder: string;
let environment: Record<string, string>;
let adminUrl: string;

beforeAll(async () => {
  const cluster = JSON.parse(process.env['PLUMBLINE_TEST_CLUSTER'] ?? '{}') as {
    adminUrl: string;
    passwords: { app: string; queue: string };
  };
  await ensureDatabase(cluster.adminUrl, 'plumbline_production');
  adminUrl = addressOf(cluster.adminUrl, { database: 'plumbline_production' });
  folder = await mkdtemp(join(tmpdir(), 'plumbline-processes-'));
  const redis = process.env['PLUMBLINE_TEST_QUEUE'] === 'redis' ? process.env['REDIS_URL'] : undefined;
  environment = {
    DATABASE_URL: addressOf(adminUrl, { user: 'plumbline_app', password: cluster.passwords.app }),
    ...(redis === undefined
      ? { QUEUE_DATABASE_URL: addressOf(adminUrl, { user: 'plumbline_queue', password: cluster.passwords.queue }) }
      : { REDIS_URL: `${redis.replace(/\/\d*$/, '')}/15` }),
    MASTER_KEY: Buffer.alloc(32, 5).toString('base64'),
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'fatal',
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('with a PostgreSQL of yours', () => {
  it('refuses to serve before the database is up to date, and is brought up to date twice without harm', async () => {
    const early = await Command.run(['serve'], environment);
    expect(early).toMatchObject({ code: 1 });
    expect(early.stderr).toContain('plumbline migrate');
    for (const _ of [1, 2]) {
      const migrated = await Command.run(['migrate'], { ...environment, DATABASE_ADMIN_URL: adminUrl });
      expect(migrated).toMatchObject({ code: 0, stderr: '' });
    }
    expect((await Command.run(['migrate'], environment)).stderr).toContain('DATABASE_ADMIN_URL');
  });

  it('serves in one process and works in another; there is no demo tenant, and a killed worker’s jobs are done by the next', async () => {
    const api = Command.start(['serve', '--no-worker'], environment);
    const [, url] = await api.says(/ready at (http:\S+)/);
    const post = (path: string, body: object, token = '') =>
      fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    const signIn = (tenant: string, email: string, password: string) => post('/auth/sign-in', { tenant, email, password });
    expect((await signIn('demo', 'officer@demo.example', 'demo officer password')).status).toBe(401);

    const password = 'a password long enough';
    await post('/tenants', { name: 'Production', slug: 'production', adminName: 'Ada', email: 'ada@production.example', password });
    const { accessToken } = (await (await signIn('production', 'ada@production.example', password)).json()) as { accessToken: string };
    const { id } = (await (await post('/suppliers', { name: 'Quay Works', country: 'VNM' }, accessToken)).json()) as { id: string };
    const site = (await (await post(`/suppliers/${id}/sites`, { name: 'Quay', country: 'VNM', isic: '14' }, accessToken)).json()) as {
      id: string;
    };
    const score = () => fetch(`${url}/api/v1/sites/${site.id}/score`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect((await score()).status).toBe(404);

    const killed = Command.start(['worker'], environment);
    await killed.says(/workers are running/);
    await killed.kill();
    const worker = Command.start(['worker'], environment);
    await eventually(async () => expect((await score()).status).toBe(200), 60_000);
    expect((await worker.interrupt()).code).toBe(0);
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ status: 'ready' });
    expect((await api.interrupt()).code).toBe(0);
  }, 120_000);
});

describe('published content', () => {
  it('stays as it is when the same version comes again, and is refused when a changed one comes under its version', async () => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      const first: Publication = { kind: 'manual', id: 'tried', version: '1.0.0', sha256: 'a', body: { says: 'a' } };
      await publish(client, first);
      await publish(client, first);
      await expect(publish(client, { ...first, sha256: 'b', body: { says: 'b' } })).rejects.toThrow('a published version never changes');
      await publish(client, { ...first, version: '1.0.1', sha256: 'b', body: { says: 'b' } });
      const { rows } = await client.query<{ version: string; body: unknown }>(
        `SELECT version, body FROM content_version WHERE id = 'tried' ORDER BY version`,
      );
      expect(rows).toEqual([
        { version: '1.0.0', body: { says: 'a' } },
        { version: '1.0.1', body: { says: 'b' } },
      ]);
    } finally {
      await client.end();
    }
  });
});
