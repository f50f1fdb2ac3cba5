import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { ROOT_STORE, accountFor } from './account.js';
import { prepareBinaries } from './binaries.js';
import { ensureCluster } from './cluster.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { lastingHome } from './home.js';
import { isAlive } from './processes.js';
import { startServer } from './server.js';
import { startThrowAwayPostgres } from './throw-away-postgres.js';

jest.setTimeout(60_000);

const ask = async (url: string, sql: string): Promise<Record<string, unknown>> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return ((await client.query(sql)).rows[0] ?? {}) as Record<string, unknown>;
  } finally {
    await client.end();
  }
};

const account = accountFor(process.getuid?.());
const folderOf = async (dataDir: string): Promise<string> =>
  account === undefined ? join(dataDir, 'postgres') : join(ROOT_STORE, (await readFile(join(dataDir, 'postgres', 'place'), 'utf8')).trim());

describe('the embedded PostgreSQL', () => {
  let privateFolder: string;
  let dataDir: string;

  beforeAll(async () => {
    privateFolder = await mkdtemp(join(tmpdir(), 'plumbline-spec-'));
    await chmod(privateFolder, 0o700);
    dataDir = join(privateFolder, 'clone of mine', '.data');
  });

  afterAll(async () => {
    await rm(await folderOf(dataDir), { recursive: true, force: true });
    await rm(privateFolder, { recursive: true, force: true });
  });

  it('is made on the first start, in a folder that only its owner may enter, and finds its data again', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    expect((await ask(first.adminUrl, 'SELECT version()')).version).toContain('PostgreSQL 18');
    await ask(first.adminUrl, "CREATE TABLE kept AS SELECT 'still here' AS word");
    await Promise.all([first.stop(), first.stop()]);
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await ask(second.adminUrl, 'SELECT word FROM kept')).toEqual({ word: 'still here' });
    await second.stop();
  });

  it('refuses a second start on the same data, and leaves the first at work', async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toMatchObject({
      code: 'DATA_IN_USE',
      message: expect.stringContaining(String(process.pid)),
    });
    expect(await ask(first.adminUrl, 'SELECT 1 AS one')).toEqual({ one: 1 });
    await first.stop();
  });

  it('takes over from an owner that is dead, even where its number belongs to another process by now', async () => {
    await writeFile(join(await folderOf(dataDir), 'lock'), `${process.pid}\nanother boot/1\n`);
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });

  it('stops the PostgreSQL of a killed owner first, instead of using it', async () => {
    const home = await lastingHome(dataDir, account);
    const binaries = await prepareBinaries(account);
    const password = await ensureCluster(binaries, home, account, true);
    const orphan = await startServer({ binaries, home, account, durable: true, log: () => undefined });
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    const next = await startEmbeddedPostgres({ dataDir });
    expect(isAlive(orphan.pid)).toBe(false);
    expect(await ask(next.adminUrl, 'SELECT word FROM kept')).toEqual({ word: 'still here' });
    await next.stop();
  });

  it('starts where an earlier crash left a record that names some other living process', async () => {
    const record = join(await folderOf(dataDir), 'cluster', 'postmaster.pid');
    await writeFile(record, `${process.pid}\n`);
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });

  it('listens on 127.0.0.1 alone, asks for the password, and knows letters outside ASCII', async () => {
    const running = await startEmbeddedPostgres({ dataDir });
    try {
      const shown = await ask(
        running.adminUrl,
        "SELECT current_setting('listen_addresses') AS at, current_setting('unix_socket_directories') AS sockets",
      );
      expect(shown).toEqual({ at: '127.0.0.1', sockets: '' });
      const wrong = running.adminUrl.replace(/:[0-9a-f]{48}@/, ':guess@');
      await expect(ask(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
      expect(await ask(running.adminUrl, "SELECT lower('ÅÇİĞ ЖЩ') AS low, current_setting('max_connections') AS most")).toEqual({
        low: expect.stringContaining('жщ'),
        most: '200',
      });
    } finally {
      await running.stop();
    }
  });

  it('keeps its password from other users, and leaves no other copy of it', async () => {
    const folder = await folderOf(dataDir);
    expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toEqual(['cluster', 'password']);
  });

  it('never runs as root', async () => {
    const running = await startEmbeddedPostgres({ dataDir });
    const pid = readFileSync(join(await folderOf(dataDir), 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0];
    if (existsSync('/proc')) expect((await stat(`/proc/${pid}`)).uid).not.toBe(0);
    await running.stop();
  });

  it('says in one sentence that a folder cannot be written', async () => {
    const blocked = join(privateFolder, 'a file');
    await writeFile(blocked, '');
    for (const place of [blocked, join(blocked, 'below')]) {
      await expect(startEmbeddedPostgres({ dataDir: place })).rejects.toMatchObject({
        code: expect.stringMatching(/^DATA_NOT_WRITABLE$/),
        message: expect.stringContaining(place),
      });
    }
  });

  it('refuses data that another version of PostgreSQL made', async () => {
    const other = join(privateFolder, 'older');
    await mkdir(other);
    await (await startEmbeddedPostgres({ dataDir: other })).stop();
    const folder = await folderOf(other);
    await writeFile(join(folder, 'cluster', 'PG_VERSION'), '15\n');
    await expect(startEmbeddedPostgres({ dataDir: other })).rejects.toMatchObject({ code: 'DATA_OF_ANOTHER_VERSION' });
    await rm(folder, { recursive: true });
  });
});

describe('a throw-away PostgreSQL', () => {
  it('leaves nothing behind', async () => {
    const running = await startThrowAwayPostgres();
    const { folder } = await ask(running.adminUrl, "SELECT current_setting('data_directory') AS folder");
    expect(existsSync(String(folder))).toBe(true);
    await running.stop();
    expect(existsSync(join(String(folder), '..'))).toBe(false);
  });

  it('clears away what a killed process left behind', async () => {
    const abandoned = await startThrowAwayPostgres();
    const { folder } = await ask(abandoned.adminUrl, "SELECT current_setting('data_directory') AS folder");
    await writeFile(join(String(folder), '..', 'lock'), '4194303\nlong dead\n');
    const next = await startThrowAwayPostgres();
    expect(existsSync(join(String(folder), '..'))).toBe(false);
    await next.stop();
    await abandoned.stop();
  });
});
