import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Command } from '../support/command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-commands-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const freePort = (): Promise<{ port: number; release: () => Promise<void> }> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      resolve({ port, release: () => new Promise((done) => server.close(() => done())) });
    });
  });

describe('plumbline serve', () => {
  it('starts on a new folder with demo sign-ins, refuses a second start on the same data, stops on Ctrl-C and finds its data again', async () => {
    const environment = { DATA_DIR: join(folder, 'data'), PORT: '0' };
    const first = Command.start(['serve'], environment);
    const [, url] = await first.says(/ready at (http:\S+)/);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await first.says(/officer@demo\.example/);

    const second = await Command.run(['serve'], environment);
    expect(second.code).toBe(1);
    expect(second.stderr.trim().split('\n')).toHaveLength(1);

    expect(await first.interrupt()).toMatchObject({ code: 0, stderr: '' });

    const again = Command.start(['serve'], environment);
    const [, sameAgain] = await again.says(/ready at (http:\S+)/);
    const signedIn = await fetch(`${sameAgain}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenant: 'demo', email: 'officer@demo.example', password: 'demo officer password' }),
    });
    const { accessToken } = (await signedIn.json()) as { accessToken: string };
    const suppliers = await fetch(`${sameAgain}/api/v1/suppliers?limit=200`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(((await suppliers.json()) as { items: unknown[] }).items).toHaveLength(60);
    await again.kill();

    const afterKill = Command.start(['serve'], environment);
    await afterKill.says(/ready at/);
    expect((await afterKill.interrupt()).code).toBe(0);
  });

  it('says in one sentence that a port is taken', async () => {
    const { port, release } = await freePort();
    const ended = await Command.run(['serve'], { DATA_DIR: join(folder, 'taken'), PORT: String(port) });
    await release();
    expect(ended).toMatchObject({ code: 1, stderr: `Port ${port} is taken; set PORT to another one.\n` });
  });

  it.each([
    [
      'a DATABASE_URL that nothing answers',
      {
        DATABASE_URL: 'postgres://plumbline_app:x@127.0.0.1:1/x',
        MASTER_KEY: Buffer.alloc(32).toString('base64'),
        REDIS_URL: 'redis://127.0.0.1:1',
      },
    ],
    ['a DATABASE_URL that is none', { DATABASE_URL: 'nonsense' }],
    ['a DATABASE_URL without a master key', { DATABASE_URL: 'postgres://a@127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1' }],
    ['a port that is none', { PORT: 'high' }],
    ['a folder that cannot be written', { DATA_DIR: '/proc/plumbline' }],
  ])('says in one sentence what is wrong with %s', async (_, environment) => {
    const ended = await Command.run(['serve'], environment);
    expect(ended.code).toBe(1);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/at .*\.js/);
  });

  it('refuses to serve as a role that row-level security does not bind', async () => {
    const { adminUrl } = JSON.parse(process.env['PLUMBLINE_TEST_CLUSTER'] ?? '{}') as { adminUrl: string };
    const ended = await Command.run(['serve'], {
      DATABASE_URL: adminUrl,
      MASTER_KEY: Buffer.alloc(32).toString('base64'),
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toContain('row-level security does not bind');
  });
});

describe('plumbline indices check', () => {
  it('says what an edition changes against the shipped one, or everything that is wrong with it, without a database', async () => {
    const good = join(folder, 'tiers.csv');
    await writeFile(good, '# edition: 2026\n# year: 2026\n# source: A list\n# licence: CC0-1.0\niso3,tier\nCHN,2WL\nXKX,2\n');
    const checked = await Command.run(['indices', 'check', good]);
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toContain('~ CHN: 3 -> 2WL\n');
    expect(checked.stdout).toContain('trafficking 2026 (2026): against the shipped edition 1 added, 48 removed, 1 changed\nno problems\n');
    const bad = join(folder, 'bad.csv');
    await writeFile(bad, 'iso3,tier\nQQQ,3\n');
    const refused = await Command.run([
      'indices',
      'check',
      bad,
      '--json',
      '--edition',
      '2026',
      '--year',
      '2026',
      '--source',
      'A',
      '--licence',
      'B',
    ]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ problems: [{ line: 2, path: 'iso3', code: 'COUNTRY_UNKNOWN' }] });
    expect((await Command.run(['indices', 'check', join(folder, 'none.csv')])).code).toBe(1);
    expect((await Command.run(['indices', 'check'])).code).toBe(2);
  });
});

describe('plumbline manual check', () => {
  it('finds nothing wrong with the shipped manual', async () => {
    const ended = await Command.run(['manual', 'check', '--json']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ manual: { chapters: 7, questions: 71 }, problems: [] });
  });
});

describe('plumbline demo', () => {
  it('runs the whole main job, and every receipt it exports can be replayed; a changed one is found', async () => {
    const out = join(folder, 'demo');
    const suppliers = join(folder, 'suppliers.csv');
    const sample = await readFile(new URL('../../content/samples/suppliers.csv', import.meta.url), 'utf8');
    await writeFile(suppliers, sample.split('\n').slice(0, 25).join('\n'));
    const ended = await Command.run(['demo', '--json', '--out', out, '--suppliers', suppliers]);
    expect(ended.code).toBe(0);
    const result = JSON.parse(ended.stdout) as Record<string, Record<string, number>>;
    expect(result).toMatchObject({
      suppliers: { rows: 24, created: 24, duplicates: 0, rejected: 0 },
      assessments: { sent: 24 },
      scores: { total: 24 },
      receipts: join(out, 'receipts.json'),
    });
    expect(result['assessments']?.['submitted']).toBeGreaterThan(10);
    expect(result['assessments']?.['accepted']).toBe(result['assessments']?.['submitted']);
    expect(result['findings']?.['zeroTolerance']).toBeGreaterThan(0);
    expect(result['actions']).toBe(result['findings']?.['total']);
    expect(result['reassessments']?.['sent']).toBe(result['reassessments']?.['due']);
    expect(result['reassessments']?.['sent']).toBeGreaterThan(0);

    const receipts = join(out, 'receipts.json');
    expect(await Command.run(['score', 'replay', receipts])).toMatchObject({ code: 0, stdout: '24 of 24 scores come out the same\n' });
    const all = JSON.parse(await readFile(receipts, 'utf8')) as { result: { residual: number } }[];
    if (all[0] !== undefined) all[0].result.residual -= 1;
    await writeFile(receipts, JSON.stringify(all));
    const changed = await Command.run(['score', 'replay', receipts, '--json']);
    expect(changed.code).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({ receipts: 24, same: 23, different: 1 });
  }, 180_000);
});

it('explains itself, and answers what it does not know with exit code 2', async () => {
  expect(await Command.run(['--help'])).toMatchObject({ code: 0, stderr: '' });
  expect((await Command.run(['dance'])).code).toBe(2);
  expect((await Command.run(['serve', '--nonsense'])).code).toBe(2);
});
