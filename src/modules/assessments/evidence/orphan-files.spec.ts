import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY_MS } from '../../../domain/shared/instant.js';
import { MovableClock } from '../../../platform/clock/clock.js';
import type { Settings } from '../../../platform/config/tokens.js';
import { newId } from '../../../platform/db/ids.js';
import { LocalFolderStore } from '../../../platform/storage/local-folder-store.js';
import { removeOrphanFiles } from './orphan-files.js';

const tenant = newId<string>();
let dataDir: string;
let clock: MovableClock;
let store: LocalFolderStore;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'store-'));
  clock = new MovableClock();
  store = new LocalFolderStore({ dataDir } as Settings, clock);
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const put = (words: string): Promise<string> => store.put(tenant, Readable.from([Buffer.from(words)]));
const names = (): Promise<string[]> => readdir(join(dataDir, 'files', tenant));
const sweep = (known: readonly string[]): Promise<number> =>
  removeOrphanFiles(store, tenant, new Date(clock.now().getTime() - DAY_MS), async () => new Set(known));

describe('files that no document knows', () => {
  it('go after a day, and neither known nor new ones with them', async () => {
    const [known, orphan] = [await put('known'), await put('orphan')];
    await writeFile(join(dataDir, 'files', tenant, `${newId<string>()}.part`), 'half');
    expect(await sweep([known])).toBe(0);
    clock.advanceDays(2);
    const fresh = await put('fresh');
    expect(await sweep([known])).toBe(1);
    expect([await store.exists(known), await store.exists(orphan), await store.exists(fresh)]).toEqual([true, false, true]);
  });
  it('are none where a tenant has no files at all', async () => {
    expect(await sweep([])).toBe(0);
  });
});

describe('the store', () => {
  it('gives back what was put, and keeps nothing of what could not be put whole', async () => {
    expect(await text(store.read(await put('words')))).toBe('words');
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('broken off');
      })(),
    );
    await expect(store.put(tenant, broken)).rejects.toThrow('broken off');
    expect(await names()).toHaveLength(1);
  });
  it('reaches nothing outside its folder', async () => {
    expect(() => store.read('../secret')).toThrow('not a storage key');
    await expect(store.remove(`${tenant}/../../x`)).rejects.toThrow('not a storage key');
  });
});
