import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { untilIdle } from '../../src/demo/idle.js';
import type { Receipt } from '../../src/domain/scoring/receipt.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';
import { eventually } from '../support/eventually.js';
import { fillTenant, type FilledTenant } from '../support/filled-tenant.js';
import { World } from '../support/world.js';

type Cell = string | number | boolean | null | string[];

let world: World;
let tenant: FilledTenant;

beforeAll(async () => {
  world = await World.start();
  tenant = await fillTenant(world, 'reports');
}, 120_000);
afterAll(() => world.stop());

const fetchText = async (path: string, token = tenant.auditor.token) => {
  const answer = await world.as(token).get(`/api/v1/${path}`).buffer(true).expect(200);
  return answer.text;
};
const fetchJson = async (path: string) =>
  JSON.parse(await fetchText(`exports/${path}`)) as { about: Record<string, unknown>; items: Record<string, Cell>[]; rows: number };
const records = (csv: string): Record<string, string>[] => parse<Record<string, string>>(csv, { columns: true, bom: true });
const countOf = async (table: string): Promise<number> => {
  const { rows } = await world.admin.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table} WHERE tenant_id = $1`, [
    tenant.admin.tenantId,
  ]);
  return rows[0]?.n ?? -1;
};

describe('exports', () => {
  it.each([
    ['suppliers', 'supplier'],
    ['sites', 'site'],
    ['findings', 'finding'],
    ['actions', 'corrective_action'],
  ])('of %s say the same as CSV and as JSON, row by row, and leave none out', async (kind, table) => {
    const json = await fetchJson(`${kind}.json`);
    const csv = records(await fetchText(`exports/${kind}.csv`));
    expect(json.rows).toBe(await countOf(table));
    expect(json.items).toHaveLength(json.rows);
    expect(json.rows).toBeGreaterThan(0);
    const asText = (value: Cell): string => (value === null ? '' : Array.isArray(value) ? value.join('; ') : String(value));
    expect(csv).toEqual(json.items.map((item) => Object.fromEntries(Object.entries(item).map(([name, value]) => [name, asText(value)]))));
  });

  it('print beside every score its range, confidence, drivers, method and editions, and what a score does not say', async () => {
    const { about, items } = await fetchJson('sites.json');
    expect(about['caveat']).toMatch(/proof about a supplier/);
    expect(about['editions']).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'goods', edition: '2022', attribution: expect.any(String) })]),
    );
    for (const site of items) {
      expect(site).toEqual(
        expect.objectContaining({
          residual: expect.any(Number),
          best: expect.any(Number),
          worst: expect.any(Number),
          confidence: expect.any(Number),
          band: expect.stringMatching(/^(low|medium|high|critical)$/),
          method: 'plumbline 1.1.0',
          receiptSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          nextAssessmentOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        }),
      );
      expect((site['editions'] as string[]).length).toBeGreaterThanOrEqual(4);
      expect((site['drivers'] as string[]).length).toBeGreaterThan(0);
    }
  });

  it('show a supplier with its worst site’s score', async () => {
    const suppliers = (await fetchJson('suppliers.json')).items;
    const sites = (await fetchJson('sites.json')).items;
    for (const supplier of suppliers) {
      const own = sites.filter((site) => site['supplierId'] === supplier['id']).map((site) => site['residual'] as number);
      expect(supplier['residual']).toBe(Math.max(...own));
    }
  });

  it('of receipts hold each latest score’s receipt, which computes to the same figures anew', async () => {
    const text = await fetchText('exports/receipts.json');
    const receipts = JSON.parse(text) as Receipt[];
    expect(receipts).toHaveLength(await countOf('site'));
    for (const receipt of receipts) expect(replayReceipt(receipt)).toEqual({ same: true, differences: [] });
    const { rows } = await world.admin.query<{ receipt: string }>(
      'SELECT receipt FROM score c JOIN site s ON s.score_id = c.id WHERE c.tenant_id = $1',
      [tenant.admin.tenantId],
    );
    for (const { receipt } of rows) expect(text).toContain(receipt);
  });

  it('speak the language asked for', async () => {
    const english = (await fetchJson('findings.json')).items.map(({ title }) => title);
    const russian = (await fetchJson('findings.json?language=ru')).items.map(({ title }) => title);
    expect(russian).not.toEqual(english);
    expect(russian.join(' ')).toMatch(/[а-я]/);
  });

  it('begin with a byte order mark only where one is asked for', async () => {
    expect(await fetchText('exports/suppliers.csv?bom=true')).toMatch(/^\uFEFFid,/);
    expect(await fetchText('exports/suppliers.csv')).toMatch(/^id,/);
    expect((await world.as(tenant.auditor.token).get('/api/v1/exports/suppliers.csv?bom=yes')).status).toBe(400);
  });

  it('never let a spreadsheet run a supplier’s name', async () => {
    const name = '=HYPERLINK("http://evil.example","x")';
    await world.as(tenant.officer.token).post('/api/v1/suppliers').send({ name, country: 'DEU' }).expect(201);
    const names = records(await fetchText('exports/suppliers.csv')).map((row) => row['name']);
    expect(names).toContain(`'${name}`);
    expect((await fetchJson('suppliers.json')).items.map((item) => item['name'])).toContain(name);
  });

  it('are files to keep and are told to the audit log, with how many rows left', async () => {
    const answer = await world.as(tenant.auditor.token).get('/api/v1/exports/findings.csv').expect(200);
    expect(answer.headers['content-type']).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="plumbline-findings-\d{4}-\d{2}-\d{2}\.csv"$/);
    expect(answer.headers['cache-control']).toBe('no-store');
    const subjectId = answer.headers['x-export-id'];
    const events = await world.as(tenant.auditor.token).get(`/api/v1/audit-events?subjectId=${subjectId}`).expect(200);
    expect(events.body.items).toEqual([
      expect.objectContaining({ action: 'export.made', after: { kind: 'findings', format: 'csv', rows: await countOf('finding') } }),
    ]);
  });
});

describe('an export of many', () => {
  const MANY = 12_000;

  beforeAll(async () => {
    // Wider than any buffer on the way, so that a reader who stops is felt.
    await world.admin.query(
      `INSERT INTO supplier (tenant_id, id, name, name_key, country, status, created_at, updated_at)
       SELECT $1, gen_random_uuid(), repeat('long name ', 100) || n, 'many ' || n, 'DEU', 'active', now(), now() FROM generate_series(1, $2::integer) AS n`,
      [tenant.admin.tenantId, MANY],
    );
    await untilIdle(world.app);
  });

  const open = async (path: string): Promise<IncomingMessage> => {
    const request = get(`${await world.app.getUrl()}/api/v1/exports/${path}`, {
      headers: { authorization: `Bearer ${tenant.auditor.token}` },
    });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    return answer;
  };
  const eventOf = (exportId: string) =>
    eventually(async () => {
      const { rows } = await world.admin.query<{ action: string; after: { rows: number } }>(
        'SELECT action, after FROM audit_event WHERE subject_id = $1',
        [exportId],
      );
      if (rows[0] === undefined) throw new Error('not told yet');
      return rows[0];
    });

  it('is whole, however many batches it takes', async () => {
    const json = await fetchJson('suppliers.json');
    expect(json.rows).toBe(await countOf('supplier'));
    expect(new Set(json.items.map(({ id }) => id)).size).toBe(json.rows);
    expect(records(await fetchText('exports/suppliers.csv'))).toHaveLength(json.rows);
  });

  it('keeps to the rows of the moment it began, and waits for its reader without filling memory', async () => {
    const answer = await open('suppliers.json');
    await once(answer, 'readable');
    await world.as(tenant.officer.token).post('/api/v1/suppliers').send({ name: 'Came later', country: 'DEU' }).expect(201);
    let text = '';
    for await (const piece of answer.setEncoding('utf8')) text += piece as string;
    const { items, rows } = JSON.parse(text) as { items: { name: string }[]; rows: number };
    expect(rows).toBe((await countOf('supplier')) - 1);
    expect(items.filter(({ name }) => name === 'Came later')).toEqual([]);
  });

  it('tells the audit log of a reader who broke off, and makes room for the next', async () => {
    for (let i = 0; i < 6; i += 1) {
      const answer = await open('suppliers.csv');
      await once(answer, 'readable');
      const id = String(answer.headers['x-export-id']);
      answer.destroy();
      const event = await eventOf(id);
      expect(event.action).toBe('export.broken_off');
      expect(event.after.rows).toBeLessThan(MANY);
    }
  });

  it('refuses a fifth reader while four are reading, and nobody else is held up', async () => {
    const readers = await Promise.all([1, 2, 3, 4].map(() => open('suppliers.csv')));
    await Promise.all(readers.map((answer) => once(answer, 'readable')));
    const fifth = await world.as(tenant.auditor.token).get('/api/v1/exports/sites.csv');
    expect([fifth.status, (fifth.body as { code: string }).code]).toEqual([429, 'EXPORTS_BUSY']);
    await world.as(tenant.officer.token).get('/api/v1/suppliers').expect(200);
    for (const answer of readers) answer.destroy();
    await eventually(() => world.as(tenant.auditor.token).get('/api/v1/exports/sites.csv').expect(200));
  });
});

describe('the shipped content', () => {
  interface Content {
    readonly items: readonly Record<string, unknown>[];
    readonly editions: readonly object[];
    readonly sha256: string;
    readonly chapters: readonly { readonly questions: readonly unknown[] }[];
    readonly methodology: { readonly bands: readonly { readonly id: string }[] };
    readonly actions: readonly unknown[];
  }
  const read = async (path: string): Promise<Content> => (await world.as(tenant.auditor.token).get(`/api/v1/${path}`).expect(200)).body;

  it('can be read whole: the manual, the methodology, the action library', async () => {
    const [manual] = (await read('manuals')).items;
    expect(manual).toEqual(expect.objectContaining({ id: 'heuni', version: '1.1.0', baseLanguage: 'en' }));
    const whole = await read('manuals/heuni/versions/1.1.0');
    expect(whole.sha256).toBe(manual?.['sha256']);
    expect(whole.chapters.flatMap(({ questions }) => questions)).toHaveLength(71);
    expect((await read('methodology')).methodology.bands.map(({ id }) => id)).toEqual(['low', 'medium', 'high', 'critical']);
    expect((await read('action-library')).actions.length).toBeGreaterThan(30);
  });

  it('answers 404 for a manual that is not there', async () => {
    const answer = await world.as(tenant.auditor.token).get('/api/v1/manuals/heuni/versions/9.9.9').expect(404);
    expect(answer.body.code).toBe('MANUAL_NOT_FOUND');
  });

  it('names every index with its edition, attribution and licence', async () => {
    const { editions } = await read('indices');
    expect(editions.length).toBe(7);
    for (const edition of editions) expect(Object.values(edition).every((value) => value !== '' && value !== undefined)).toBe(true);
  });

  it('offers vocabularies in the language asked for, and "none of these" whatever is searched', async () => {
    const german = (await read('countries')).items.find(({ iso3 }) => iso3 === 'DEU');
    expect(german).toEqual({ iso2: 'DE', iso3: 'DEU', name: 'Germany' });
    expect((await read('countries?language=ru')).items.find(({ iso3 }) => iso3 === 'DEU')?.['name']).toBe('Германия');
    expect((await read('goods?q=cott')).items.map(({ id }) => id)).toEqual(expect.arrayContaining(['cotton', 'none_of_these']));
    expect((await read('goods?q=nothing-of-the-kind&language=ru')).items).toEqual([
      { id: 'none_of_these', name: 'Ничего из этого', sector: null, listings: [] },
    ]);
    expect((await read('sectors')).items).toHaveLength(88);
  });
});
