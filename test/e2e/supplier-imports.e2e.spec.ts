import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { type SignedIn, World } from '../support/world.js';

const fixture = readFileSync(new URL('../fixtures/facility-list.csv', import.meta.url));
const api = '/api/v1';

let world: World;
let tenants = 0;
const newTenant = (): Promise<SignedIn> => world.signUp(`importer-${(tenants += 1)}`);

beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.stop());

const send = (who: SignedIn, content: Buffer | string, fields: Record<string, string> = {}) => {
  const request = world.as(who.token).post(`${api}/supplier-imports`);
  for (const [name, value] of Object.entries(fields)) void request.field(name, value);
  return request.attach('file', Buffer.from(content), 'list.csv');
};
const rowsOf = async (who: SignedIn, importId: string, outcome?: string) => {
  const items: {
    line: number;
    outcome: string;
    supplierId: string | null;
    siteId: string | null;
    duplicateOfLine: number | null;
    notes: { path: string; code: string }[];
  }[] = [];
  for (let after = ''; ;) {
    const { body } = await world
      .as(who.token)
      .get(
        `${api}/supplier-imports/${importId}/rows?limit=10${outcome === undefined ? '' : `&outcome=${outcome}`}${after === '' ? '' : `&after=${after}`}`,
      );
    items.push(...body.items);
    if (body.next === null) return items;
    after = body.next;
  }
};
const countsIn = async (who: SignedIn) => {
  const count = async (table: string) =>
    Number((await world.admin.query(`SELECT count(*) FROM ${table} WHERE tenant_id = $1`, [who.tenantId])).rows[0].count);
  return {
    suppliers: await count('supplier'),
    sites: await count('site'),
    contacts: await count('contact'),
    imports: await count('supplier_import'),
  };
};

describe('a facility list', () => {
  it('is taken over with every row accounted for, and creates nothing the second time', async () => {
    const who = await newTenant();
    const first = await send(who, fixture);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ rows: 27, created: 24, updated: 0, duplicates: 1, rejected: 2, dryRun: false });
    const rows = await rowsOf(who, first.body.id);
    expect(rows.map(({ line }) => line)).toEqual([...Array.from({ length: 21 }, (_, i) => i + 2), 25, 26, 27, 28, 29, 30]);
    expect(rows.filter(({ outcome }) => outcome === 'duplicate')).toMatchObject([
      { line: 27, duplicateOfLine: 21, siteId: rows.find(({ line }) => line === 21)?.siteId },
    ]);
    expect(await rowsOf(who, first.body.id, 'rejected')).toMatchObject([
      { line: 28, siteId: null, notes: [{ path: 'country', code: 'COUNTRY_UNKNOWN' }] },
      { line: 29, siteId: null, notes: [{ path: 'name', code: 'MISSING' }] },
    ]);
    // Same name and country, another address: another site of the same supplier.
    const [one, two] = [rows.find(({ line }) => line === 22), rows.find(({ line }) => line === 26)];
    expect(one?.notes.map(({ code }) => code)).toEqual(['SECTOR_FIRST_OF_SEVERAL']);
    expect([one?.supplierId === two?.supplierId, one?.siteId === two?.siteId]).toEqual([true, false]);
    expect(await countsIn(who)).toEqual({ suppliers: 23, sites: 24, contacts: 0, imports: 1 });

    const again = await send(who, fixture);
    expect(again.body).toMatchObject({ rows: 27, created: 0, updated: 0, duplicates: 25, rejected: 2 });
    const known = await rowsOf(who, again.body.id);
    expect(known.map(({ siteId }) => siteId)).toEqual(rows.map(({ siteId }) => siteId));
    expect(await countsIn(who)).toEqual({ suppliers: 23, sites: 24, contacts: 0, imports: 2 });
    const events = await world.admin.query(
      'SELECT action, count(*)::integer AS n FROM audit_event WHERE tenant_id = $1 AND action ~ $2 GROUP BY 1 ORDER BY 1',
      [who.tenantId, '^(site.created|supplier)'],
    );
    expect(events.rows).toEqual([
      { action: 'site.created', n: 24 },
      { action: 'supplier.created', n: 23 },
      { action: 'suppliers.imported', n: 2 },
    ]);
  });

  it('gives every site its first score', async () => {
    const who = await newTenant();
    await send(who, fixture).expect(201);
    const sites = await eventually(async () => {
      const { body } = await world.as(who.token).get(`${api}/sites?limit=50`);
      expect((body.items as { score: unknown }[]).every(({ score }) => score !== null)).toBe(true);
      return body.items as { name: string; score: unknown }[];
    });
    expect(sites).toHaveLength(24);
    expect(sites.find(({ name }) => name === 'Cloud Loom Garments')).toMatchObject({
      region: 'xinjiang',
      country: 'CHN',
      isic: '14',
    });
  });

  it('stores the same names from a file with BOM, semicolons, other line ends and columns of other names', async () => {
    const who = await newTenant();
    const content =
      '\uFEFFLand;"Factory; name";Straße;unused\r\nPL;"Łódzka ""Przędza""";"ul. Lniana 7\r\nŁódź";x\r\n;;;\r\nXKX;Drini;Prizren;y';
    const answer = await send(who, content, { mapping: JSON.stringify({ name: 'factory; name', country: 'LAND', address: 'Straße' }) });
    expect(answer.body).toMatchObject({ rows: 2, created: 2, mapping: { name: 'Factory; name', country: 'Land', address: 'Straße' } });
    const { body } = await world.as(who.token).get(`${api}/sites?sort=risk`);
    expect((body.items as Record<string, string>[]).map(({ name, address, country }) => [name, address, country]).sort()).toEqual([
      ['Drini', 'Prizren', 'XKX'],
      ['Łódzka "Przędza"', 'ul. Lniana 7 Łódź', 'POL'],
    ]);
    expect((await rowsOf(who, answer.body.id)).map(({ line }) => line)).toEqual([2, 5]);
  });
});

describe('a second file', () => {
  it('updates what it tells differently, leaves what it does not tell, and adds new contacts', async () => {
    const who = await newTenant();
    const header = 'name,country,address,isic,goods,workers,spend,currency,tier,contact_name,contact_email,contact_language\n';
    await send(who, `${header}Mill,UZ,Fergana,13,cotton,100,5000,EUR,2,Dilnoza,d@example.org,ru\nSame,UZ,Here,13,,,,,,,,\n`).expect(201);
    const second = await send(
      who,
      `${header}MILL,UZB,fergana,14,,,6000,,,,,\nSame,UZ,Here,13,services,,,,,New,n@example.org,en\nSame,UZ,There,13,,,,,1,,,\n`,
    );
    expect(second.body).toMatchObject({ rows: 3, created: 1, updated: 2, duplicates: 0 });
    const suppliers = (await world.as(who.token).get(`${api}/suppliers`)).body.items;
    expect((suppliers as { name: string }[]).map(({ name }) => name)).toEqual(['Mill', 'Same']);
    expect(suppliers[0].relationship).toMatchObject({ yearlySpend: 6000, currency: 'EUR', tier: 2 });
    expect(suppliers[1].relationship).toMatchObject({ yearlySpend: null, tier: 1 });
    const site = (await world.as(who.token).get(`${api}/sites?supplierId=${suppliers[0].id}`)).body.items[0];
    expect(site).toMatchObject({
      isic: '14',
      workers: 100,
      goods: { mode: 'declared', items: [{ good: 'cotton', iso3: 'UZB' }] },
      version: 2,
    });
    expect((await world.as(who.token).get(`${api}/suppliers/${suppliers[0].id}/contacts`)).body.items).toMatchObject([
      { name: 'Dilnoza', email: 'd@example.org', language: 'ru' },
    ]);
    const told = await world.admin.query(`SELECT before, after FROM audit_event WHERE subject_id = $1 AND action = 'site.updated'`, [
      site.id,
    ]);
    expect(told.rows).toMatchObject([{ before: { isic: '13' }, after: { isic: '14', line: 2 } }]);
    const third = await send(
      who,
      `${header}MILL,UZB,fergana,14,,,6000,,,,,\nSame,UZ,Here,13,services,,,,,New,n@example.org,en\nSame,UZ,There,13,,,,,1,,,\n`,
    );
    expect(third.body).toMatchObject({ created: 0, updated: 0, duplicates: 3 });
  });

  it('does not wake what was archived', async () => {
    const who = await newTenant();
    await send(who, 'name,country,address\nAway,EE,One\nGone,EE,Two\n').expect(201);
    const [away, gone] = (await world.as(who.token).get(`${api}/suppliers`)).body.items;
    const site = (await world.as(who.token).get(`${api}/sites?supplierId=${away.id}`)).body.items[0];
    await world.as(who.token).post(`${api}/sites/${site.id}/archive`).expect(200);
    await world.as(who.token).post(`${api}/suppliers/${gone.id}/archive`).expect(200);
    const again = await send(who, 'name,country,address,isic\nAway,EE,One,14\nGone,EE,Two,14\nGone,EE,Three,14\n');
    expect((await rowsOf(who, again.body.id)).map(({ outcome, notes }) => [outcome, notes[0]?.code])).toEqual([
      ['duplicate', 'ARCHIVED'],
      ['duplicate', 'ARCHIVED'],
      ['rejected', 'SUPPLIER_ARCHIVED'],
    ]);
  });

  it('finds a site again that was renamed meanwhile', async () => {
    const who = await newTenant();
    await send(who, 'name,country,address\nOld Name,EE,One\n').expect(201);
    const site = (await world.as(who.token).get(`${api}/sites`)).body.items[0];
    await world.as(who.token).patch(`${api}/sites/${site.id}`).send({ name: 'New Name', version: 1 }).expect(200);
    expect((await send(who, 'name,country,address\nOld Name,EE,One\n')).body).toMatchObject({ created: 0, duplicates: 1 });
  });
});

describe('a dry run', () => {
  it('tells what would be, and stores nothing but its report', async () => {
    const who = await newTenant();
    const dry = await send(who, fixture, { dryRun: 'true' });
    expect(dry.body).toMatchObject({ dryRun: true, rows: 27, created: 24, duplicates: 1, rejected: 2 });
    expect(await countsIn(who)).toEqual({ suppliers: 0, sites: 0, contacts: 0, imports: 1 });
    expect((await rowsOf(who, dry.body.id)).every(({ supplierId, siteId }) => supplierId === null && siteId === null)).toBe(true);
    const real = await send(who, fixture);
    expect(real.body).toMatchObject({ created: 24, duplicates: 1, rejected: 2 });
    const { body } = await world.as(who.token).get(`${api}/supplier-imports`);
    expect((body.items as { id: string }[]).map(({ id }) => id)).toEqual([real.body.id, dry.body.id]);
  });
});

describe('what is no supplier list', () => {
  it('is refused with a code, and nothing is stored', async () => {
    const who = await newTenant();
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name,country\nA,EE\n', 'utf16le')]);
    const cases: [string, number, Buffer | string, Record<string, string>][] = [
      ['FILE_EMPTY', 400, '', {}],
      ['FILE_EMPTY', 400, '\uFEFF\n\n', {}],
      ['FILE_EMPTY', 400, 'name,country\n', {}],
      ['NOT_UTF8', 415, Buffer.from([...Buffer.from('name,country\nCaf'), 0xe9, ...Buffer.from(',FR\n')]), {}],
      ['NOT_UTF8', 415, Buffer.from([...Buffer.from('name,country\nCaf,FR'), 0xc3]), {}],
      ['NOT_UTF8', 415, utf16, {}],
      ['NOT_CSV', 400, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), {}],
      ['NOT_CSV', 400, 'name,country\n"Open,EE\nB,EE\n', {}],
      ['NOT_CSV', 400, 'name,country\nB,EE\nA "quoted" name,EE\n', {}],
      ['NOT_CSV', 400, `name,country\n"${'x'.repeat(300_000)}`, {}],
      ['NOT_CSV', 400, 'name,country,address\nA\nB\nC,EE,x\n', {}],
      ['COLUMN_MISSING', 400, 'firm,land\nA,EE\n', {}],
      ['COLUMN_MISSING', 400, 'name,country\nA,EE\n', { mapping: '{"sector":"branch"}' }],
      ['COLUMN_AMBIGUOUS', 400, 'name,country,name\nA,EE,B\n', {}],
      ['TOO_MANY_COLUMNS', 400, `name,country${',x'.repeat(300)}\n`, {}],
      ['VALIDATION_FAILED', 400, 'name,country\nA,EE\n', { mapping: '{"colour":"name"}' }],
      ['VALIDATION_FAILED', 400, 'name,country\nA,EE\n', { mapping: '{' }],
      ['VALIDATION_FAILED', 400, 'name,country\nA,EE\n', { dryRun: 'perhaps' }],
      ['VALIDATION_FAILED', 400, 'name,country\nA,EE\n', { delimiter: 'x' }],
      ['VALIDATION_FAILED', 400, 'name,country\nA,EE\n', { ownerId: who.tenantId }],
    ];
    for (const [code, status, content, fields] of cases) {
      const { body } = await send(who, content, fields);
      expect([body.code, body.status]).toEqual([code, status]);
    }
    expect(await countsIn(who)).toEqual({ suppliers: 0, sites: 0, contacts: 0, imports: 0 });
  });

  it('is refused when the form is', async () => {
    const who = await newTenant();
    const post = () => world.as(who.token).post(`${api}/supplier-imports`);
    const answers = [
      await post().send({ file: 'x' }),
      await post().set('content-type', 'text/csv').send('name,country\nA,EE\n'),
      await post().field('dryRun', 'true'),
      await post().attach('list', Buffer.from('name,country\nA,EE\n'), 'x.csv'),
      await post().attach('file', Buffer.from('name,country\n'), 'x.csv').attach('file', Buffer.from('name,country\n'), 'y.csv'),
      await post()
        .set('content-type', 'multipart/form-data; boundary=b')
        .send('--b\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\nname,cou'),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [415, 'MEDIA_TYPE_UNSUPPORTED'],
      [415, 'MEDIA_TYPE_UNSUPPORTED'],
      [400, 'FILE_MISSING'],
      [400, 'VALIDATION_FAILED'],
      [413, 'TOO_MANY_FILES'],
      [400, 'FORM_INVALID'],
    ]);
    expect(await countsIn(who)).toMatchObject({ suppliers: 0, imports: 0 });
  });

  it('is refused over 50 MB', async () => {
    const who = await newTenant();
    const line = `${'A'.repeat(190)},EE\n`;
    const { status, body } = await send(who, `name,country\n${line.repeat(Math.ceil(52_500_000 / line.length))}`);
    expect([status, body.code]).toEqual([413, 'FILE_TOO_LARGE']);
    expect(await countsIn(who)).toMatchObject({ suppliers: 0, imports: 0 });
  });
});

describe('many rows', () => {
  const rows = Number(process.env['IMPORT_ROWS'] ?? '5000');
  const file = (): string => {
    const lines = ['country,name,address,sector,lat,lng,contact_name,contact_email,spend,tier'];
    for (let i = 0; i < rows; i += 1)
      lines.push(
        `BD,Generated Mill ${i % (rows / 2)},"${i} Loom Road, Gazipur",Apparel,23.9,90.4,Person ${i},p${i}@example.org,${i},${1 + (i % 3)}`,
      );
    return `${lines.join('\n')}\n`;
  };

  it('are imported once when the same file is sent twice at once', async () => {
    const who = await newTenant();
    const content = file();
    const started = performance.now();
    const both = await Promise.all([send(who, content), send(who, content)]);
    const seconds = (performance.now() - started) / 1000;
    expect(both.map(({ body }) => body.created).sort((a, b) => a - b)).toEqual([0, rows]);
    expect(both.map(({ body }) => body.duplicates).sort((a, b) => a - b)).toEqual([0, rows]);
    expect(await countsIn(who)).toEqual({ suppliers: rows / 2, sites: rows, contacts: rows, imports: 2 });
    expect(seconds).toBeLessThan(60);
    if (process.env['IMPORT_ROWS'] !== undefined)
      process.stderr.write(`${rows} rows twice: ${seconds.toFixed(1)} s, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB\n`);
  });
});
