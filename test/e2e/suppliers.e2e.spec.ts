import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let auditor: SignedIn;
let other: SignedIn;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('buyer-one');
  officer = await world.join(admin, 'officer');
  auditor = await world.join(admin, 'auditor');
  other = await world.signUp('buyer-two');
});
afterAll(() => world?.stop());

const api = '/api/v1';
let made = 0;
const newSupplier = async (differences: object = {}, who = officer) => {
  const answer = await world
    .as(who.token)
    .post(`${api}/suppliers`)
    .send({ name: `Supplier ${(made += 1)}`, country: 'UZB', ...differences });
  expect(answer.status).toBe(201);
  return answer.body;
};
const newSite = async (supplierId: string, differences: object = {}) => {
  const answer = await world
    .as(officer.token)
    .post(`${api}/suppliers/${supplierId}/sites`)
    .send({ name: `Site ${(made += 1)}`, country: 'UZB', ...differences });
  expect(answer.status).toBe(201);
  return answer.body;
};
const eventsOf = async (subjectId: string): Promise<{ action: string; before: unknown; after: unknown }[]> =>
  (await world.admin.query('SELECT action, before, after FROM audit_event WHERE subject_id = $1 ORDER BY id', [subjectId])).rows;

const pathsOf = (body: unknown): string[] => (body as { problems: { path: string }[] }).problems.map(({ path }) => path);

describe('suppliers', () => {
  it('are created, read, changed with their version, archived and restored, and every step is told', async () => {
    const made = await newSupplier({ name: '  Quillon   Steppe ', country: 'uz', registrationNumber: '77' });
    expect(made).toMatchObject({
      name: 'Quillon Steppe',
      country: 'UZB',
      status: 'active',
      score: null,
      worstSite: null,
      relationship: null,
      version: 1,
    });
    const path = `${api}/suppliers/${made.id}`;
    const changed = await world.as(officer.token).patch(path).send({ name: 'Quillon Spinning', version: 1 });
    expect(changed.body).toMatchObject({ name: 'Quillon Spinning', registrationNumber: '77', version: 2 });
    const late = await world.as(officer.token).patch(path).send({ name: 'Late', version: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'VERSION_CONFLICT']);
    expect((await world.as(officer.token).post(`${path}/archive`)).body.status).toBe('archived');
    expect((await world.as(officer.token).post(`${path}/sites`).send({ name: 'x', country: 'UZB' })).body.code).toBe('SUPPLIER_ARCHIVED');
    expect((await world.as(officer.token).post(`${path}/restore`)).body.status).toBe('active');
    expect((await eventsOf(made.id)).map(({ action }) => action)).toEqual([
      'supplier.created',
      'supplier.updated',
      'supplier.archived',
      'supplier.restored',
    ]);
  });

  it('are refused with the path of what nobody knows', async () => {
    const answer = await world.as(officer.token).post(`${api}/suppliers`).send({ name: 'X', country: 'QQQ' });
    expect([answer.status, answer.body.problems]).toMatchObject([400, [{ path: 'country', code: 'COUNTRY_UNKNOWN' }]]);
    expect((await world.as(officer.token).post(`${api}/suppliers`).send({ name: ' ', country: 'UZB', colour: 'red' })).status).toBe(400);
  });

  it('of one name and country are one, unless their registration numbers differ', async () => {
    await newSupplier({ name: 'Twin Mills', country: 'XK', registrationNumber: '1' });
    const again = await world.as(officer.token).post(`${api}/suppliers`).send({ name: 'TWIN  mills', country: 'XKX' });
    expect([again.status, again.body.code]).toEqual([409, 'SUPPLIER_EXISTS']);
    await newSupplier({ name: 'Twin Mills', country: 'XKX', registrationNumber: '2' });
    const five = await Promise.all(
      Array.from({ length: 5 }, () => world.as(officer.token).post(`${api}/suppliers`).send({ name: 'Racing', country: 'EE' })),
    );
    expect(five.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  });

  it('are read by auditors and changed by none of them', async () => {
    const supplier = await newSupplier();
    expect((await world.as(auditor.token).get(`${api}/suppliers/${supplier.id}`)).status).toBe(200);
    expect((await world.as(auditor.token).post(`${api}/suppliers`).send({ name: 'X', country: 'EE' })).status).toBe(403);
    expect((await world.as(auditor.token).patch(`${api}/suppliers/${supplier.id}`).send({ name: 'X', version: 1 })).status).toBe(403);
  });

  it('do not exist for another tenant, whatever is asked of them', async () => {
    const supplier = await newSupplier();
    const site = await newSite(supplier.id);
    const contact = await world
      .as(officer.token)
      .post(`${api}/suppliers/${supplier.id}/contacts`)
      .send({ name: 'A', email: 'a@example.org', language: 'en' });
    const stranger = world.as(other.token);
    const answers = await Promise.all([
      stranger.get(`${api}/suppliers/${supplier.id}`),
      stranger.patch(`${api}/suppliers/${supplier.id}`).send({ name: 'X', version: 1 }),
      stranger.post(`${api}/suppliers/${supplier.id}/archive`),
      stranger.post(`${api}/suppliers/${supplier.id}/sites`).send({ name: 'X', country: 'EE' }),
      stranger.put(`${api}/suppliers/${supplier.id}/relationship`).send({ tier: 1 }),
      stranger.get(`${api}/suppliers/${supplier.id}/contacts`),
      stranger.post(`${api}/suppliers/${supplier.id}/contacts`).send({ name: 'A', email: 'b@example.org', language: 'en' }),
      stranger.get(`${api}/sites/${site.id}`),
      stranger.patch(`${api}/sites/${site.id}`).send({ name: 'X', version: 1 }),
      stranger.get(`${api}/contacts/${contact.body.id}`),
      stranger.delete(`${api}/contacts/${contact.body.id}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await stranger.get(`${api}/suppliers`)).body.items).toEqual([]);
    expect((await stranger.get(`${api}/sites?supplierId=${supplier.id}`)).body.items).toEqual([]);
  });
});

describe('relationships', () => {
  it('are written whole, with their version', async () => {
    const { id } = await newSupplier();
    const path = `${api}/suppliers/${id}/relationship`;
    const first = await world
      .as(officer.token)
      .put(path)
      .send({ buys: 'Yarn', yearlySpend: 1000.5, currency: 'EUR', tier: 2, reference: 'S-1', tags: ['b', 'a', 'b'] });
    expect(first.body.relationship).toEqual({
      buys: 'Yarn',
      yearlySpend: 1000.5,
      currency: 'EUR',
      tier: 2,
      ownerId: null,
      reference: 'S-1',
      tags: ['a', 'b'],
      version: 1,
    });
    expect((await world.as(officer.token).put(path).send({ tier: 1 })).body.code).toBe('VERSION_CONFLICT');
    const second = await world
      .as(officer.token)
      .put(path)
      .send({ tier: 1, tags: ['c'], version: 1 });
    expect(second.body.relationship).toMatchObject({ buys: null, tier: 1, tags: ['c'], version: 2 });
    expect(JSON.stringify(await eventsOf(id))).not.toContain('Yarn');
  });

  it('refuse an owner of another tenant and a reference that is taken', async () => {
    const [one, two] = [await newSupplier(), await newSupplier()];
    const mine = await world.admin.query<{ id: string }>('SELECT id FROM person WHERE tenant_id = $1 LIMIT 1', [admin.tenantId]);
    const theirs = await world.admin.query<{ id: string }>('SELECT id FROM person WHERE tenant_id = $1', [other.tenantId]);
    const refused = await world
      .as(officer.token)
      .put(`${api}/suppliers/${one.id}/relationship`)
      .send({ ownerId: theirs.rows[0]?.id, yearlySpend: 1 });
    expect([refused.status, pathsOf(refused.body)]).toEqual([400, ['currency', 'ownerId']]);
    await world.as(officer.token).put(`${api}/suppliers/${one.id}/relationship`).send({ ownerId: mine.rows[0]?.id, reference: 'R-9' });
    const taken = await world.as(officer.token).put(`${api}/suppliers/${two.id}/relationship`).send({ reference: 'R-9' });
    expect([taken.status, taken.body.code]).toEqual([409, 'REFERENCE_TAKEN']);
    expect((await world.as(officer.token).get(`${api}/suppliers?ownerId=${mine.rows[0]?.id}`)).body.items).toHaveLength(1);
  });
});

describe('sites', () => {
  it('keep goods that nobody knows as unknown and say so', async () => {
    const { id } = await newSupplier();
    const site = await newSite(id, {
      country: 'UZ',
      isic: '13',
      goods: { mode: 'declared', items: [{ good: 'cotton' }, { good: 'moon dust', iso3: 'IN' }] },
    });
    expect(site.goods).toEqual({ mode: 'declared', items: [{ good: 'cotton', iso3: 'UZB' }], unmatched: ['moon dust'] });
    expect(site.remarks).toMatchObject([{ code: 'GOOD_UNMATCHED' }]);
    expect(site.score).toBeNull();
  });

  it('refuse what no index knows, each with its path', async () => {
    const { id } = await newSupplier();
    const answer = await world
      .as(officer.token)
      .post(`${api}/suppliers/${id}/sites`)
      .send({ name: 'X', country: 'ZZ', isic: '04', goods: { mode: 'services', items: [{ good: 'cotton', iso3: 'Q' }] } });
    expect([answer.status, pathsOf(answer.body)]).toEqual([400, ['country', 'isic', 'goods.items']]);
    const nested = await world
      .as(officer.token)
      .post(`${api}/suppliers/${id}/sites`)
      .send({ name: 'X', country: 'EE', goods: { mode: 'declared', items: [{ good: 'cotton', price: 1 }] } });
    expect(nested.body.problems).toMatchObject([{ path: 'goods.items.0.price', code: 'UNKNOWN_FIELD' }]);
  });

  it('ask for a score when they come into being and when what counts changes, and not for a new name', async () => {
    const { id } = await newSupplier();
    const site = await newSite(id);
    const asked = async () =>
      Number(
        (await world.admin.query(`SELECT count(*) FROM outbox WHERE job = 'score-due-sites' AND tenant_id = $1`, [admin.tenantId])).rows[0]
          .count,
      );
    const before = await asked();
    const renamed = await world.as(officer.token).patch(`${api}/sites/${site.id}`).send({ name: 'Renamed', version: site.version });
    expect(await asked()).toBe(before);
    await world.as(officer.token).patch(`${api}/sites/${site.id}`).send({ isic: '14', version: renamed.body.version });
    expect(await asked()).toBe(before + 1);
    expect((await eventsOf(site.id)).filter(({ action }) => action === 'site.updated')).toMatchObject([
      { before: { name: site.name }, after: { name: 'Renamed' } },
      { before: { isic: null }, after: { isic: '14' } },
    ]);
  });

  it('have a score with its range and band soon after, and their supplier shows the worst', async () => {
    const { id } = await newSupplier();
    await newSite(id, { country: 'FIN', isic: '62', goods: { mode: 'services' } });
    const grave = await newSite(id, { country: 'TKM', isic: '01', goods: { mode: 'declared', items: [{ good: 'cotton' }] } });
    const scored = await eventually(async () => {
      const { body } = await world.as(officer.token).get(`${api}/suppliers/${id}`);
      expect(body.worstSite?.id).toBe(grave.id);
      return body;
    });
    expect(Object.keys(scored.score).sort()).toEqual([
      'band',
      'best',
      'confidence',
      'id',
      'inherent',
      'override',
      'residual',
      'scoredAt',
      'worst',
    ]);
    const archived = await world.as(officer.token).post(`${api}/sites/${grave.id}/archive`);
    expect(archived.body.status).toBe('archived');
    expect((await world.as(officer.token).get(`${api}/suppliers/${id}`)).body.worstSite.id).not.toBe(grave.id);
    await world.as(officer.token).post(`${api}/sites/${grave.id}/restore`);
    expect((await world.as(officer.token).get(`${api}/suppliers/${id}`)).body.worstSite.id).toBe(grave.id);
  });

  it('of one name, country and address are one, however many are made at once', async () => {
    const { id } = await newSupplier();
    const body = { name: 'Plant', country: 'EE', address: 'Narva 1' };
    const five = await Promise.all(
      Array.from({ length: 5 }, () => world.as(officer.token).post(`${api}/suppliers/${id}/sites`).send(body)),
    );
    expect(five.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(five.find(({ status }) => status === 409)?.body.code).toBe('SITE_EXISTS');
  });
});

describe('lists', () => {
  const all = async (path: string): Promise<{ id: string; name: string; country: string; score: { residual: number } | null }[]> => {
    const items = [];
    for (let after = ''; ;) {
      const { status, body } = await world.as(lister.token).get(`${api}/${path}&limit=3${after === '' ? '' : `&after=${after}`}`);
      expect(status).toBe(200);
      items.push(...body.items);
      if (body.next === null) return items;
      after = body.next;
    }
  };
  let lister: SignedIn;
  beforeAll(async () => {
    lister = await world.signUp('buyer-three');
    const file = [
      'name,country,sector,tier',
      ...['Álamo', 'alder', 'Birch', 'beech', 'Cedar', 'cédron', 'Elm', 'Fir'].map(
        (name, i) => `${name},${i % 2 === 0 ? 'FI' : 'TM'},Apparel,${1 + (i % 3)}`,
      ),
    ];
    await world
      .as(lister.token)
      .post(`${api}/supplier-imports`)
      .attach('file', Buffer.from(file.join('\n')), 'x.csv')
      .expect(201);
    await eventually(async () => expect((await all('suppliers?sort=-risk')).every(({ score }) => score !== null)).toBe(true));
    await world.as(lister.token).post(`${api}/suppliers`).send({ name: 'Unscored', country: 'SE' });
  });

  it('go through every supplier once, by name and by risk, both ways', async () => {
    const byName = await all('suppliers?sort=name');
    expect(byName.map(({ name }) => name)).toEqual(['Álamo', 'alder', 'beech', 'Birch', 'Cedar', 'cédron', 'Elm', 'Fir', 'Unscored']);
    expect((await all('suppliers?sort=-name')).map(({ id }) => id)).toEqual(byName.map(({ id }) => id).reverse());
    const byRisk = await all('suppliers?sort=-risk');
    expect(byRisk[0]?.name).toBe('Unscored');
    const figures = byRisk.slice(1).map(({ score }) => score?.residual ?? -1);
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
    expect((await all('suppliers?sort=risk')).map(({ id }) => id)).toEqual(byRisk.map(({ id }) => id).reverse());
    expect(new Set((await all('sites?sort=risk')).map(({ id }) => id)).size).toBe(8);
  });

  it('filter and search', async () => {
    expect((await all('suppliers?q=CED')).map(({ name }) => name)).toEqual(['Cedar', 'cédron']);
    expect((await all('suppliers?q=al&country=fi')).map(({ name }) => name)).toEqual(['Álamo']);
    expect(await all('suppliers?tier=2')).toHaveLength(3);
    expect(await all('suppliers?status=archived')).toEqual([]);
    expect(await all('suppliers?tag=none')).toEqual([]);
    const [first] = await all('suppliers?sort=-risk&country=TKM');
    const bands = await all(`suppliers?country=TM&band=${(first as unknown as { score: { band: string } }).score.band}`);
    expect(bands.length).toBeGreaterThan(0);
    expect(await all('sites?country=TM')).toHaveLength(4);
  });

  it('refuse a page mark of another list and what no list knows', async () => {
    const { body } = await world.as(lister.token).get(`${api}/suppliers?limit=1`);
    const codes = await Promise.all(
      [
        `suppliers?sort=risk&after=${body.next}`,
        `sites?after=${body.next}`,
        'suppliers?after=x',
        'suppliers?sort=size',
        'suppliers?band=mild',
        'suppliers?country=QQ',
        'suppliers?limit=0',
        'suppliers?q=%00',
        `suppliers?after=${Buffer.from(JSON.stringify(['a\0', admin.tenantId])).toString('base64url')}`,
      ].map(async (path) => (await world.as(lister.token).get(`${api}/${path}`)).status),
    );
    expect(codes).toEqual(codes.map(() => 400));
  });
});

describe('contacts', () => {
  it('are stored sealed, and their addresses are for those who write to them', async () => {
    const supplier = await newSupplier();
    const contact = await world
      .as(officer.token)
      .post(`${api}/suppliers/${supplier.id}/contacts`)
      .send({ name: 'Dilnoza Quillon', email: 'Dilnoza@Example.org', language: 'ru' });
    expect(contact.body).toMatchObject({ name: 'Dilnoza Quillon', email: 'Dilnoza@Example.org', language: 'ru', status: 'active' });
    expect((await world.as(auditor.token).get(`${api}/contacts/${contact.body.id}`)).body).toMatchObject({
      name: 'Dilnoza Quillon',
      email: null,
    });
    const twin = await world
      .as(officer.token)
      .post(`${api}/suppliers/${supplier.id}/contacts`)
      .send({ name: 'D', email: 'dilnoza@example.org', language: 'ru' });
    expect([twin.status, twin.body.code]).toEqual([409, 'CONTACT_EXISTS']);
    const moved = await world.as(officer.token).patch(`${api}/contacts/${contact.body.id}`).send({ email: 'new@example.org', version: 1 });
    expect(moved.body).toMatchObject({ email: 'new@example.org', version: 2 });
    expect((await world.as(officer.token).post(`${api}/contacts/${contact.body.id}/archive`)).body.status).toBe('archived');
    const rows = await world.admin.query('SELECT c::text AS row FROM contact c UNION ALL SELECT e::text FROM audit_event e');
    expect(rows.rows.filter(({ row }) => /dilnoza/i.test(row))).toEqual([]);
  });

  it('are erased for good: unreadable everywhere, the log whole, and no old file brings them back', async () => {
    const file = Buffer.from('name,country,contact_name,contact_email\nErasing Mill,EE,Oleg Narva,oleg@example.org\n');
    await world.as(officer.token).post(`${api}/supplier-imports`).attach('file', file, 'x.csv').expect(201);
    const supplier = (await world.as(officer.token).get(`${api}/suppliers?q=erasing`)).body.items[0];
    const contacts = async () => (await world.as(officer.token).get(`${api}/suppliers/${supplier.id}/contacts`)).body.items;
    const [contact] = await contacts();
    expect(contact).toMatchObject({ name: 'Oleg Narva', email: 'oleg@example.org', language: 'en' });
    expect((await world.as(officer.token).delete(`${api}/contacts/${contact.id}`)).status).toBe(204);
    expect((await world.as(officer.token).delete(`${api}/contacts/${contact.id}`)).status).toBe(204);
    expect(await contacts()).toMatchObject([{ id: contact.id, name: null, email: null, status: 'erased' }]);
    expect(
      (await world.admin.query('SELECT wrapped FROM data_key k JOIN contact c ON c.key_id = k.id WHERE c.id = $1', [contact.id])).rows,
    ).toEqual([{ wrapped: null }]);
    expect((await eventsOf(contact.id)).map(({ action }) => action)).toEqual(['contact.created', 'contact.erased']);
    const again = await world.as(officer.token).post(`${api}/supplier-imports`).attach('file', file, 'x.csv');
    expect(again.body).toMatchObject({ rows: 1, duplicates: 1, created: 0, updated: 0 });
    expect(await contacts()).toHaveLength(1);
    expect((await world.as(officer.token).patch(`${api}/contacts/${contact.id}`).send({ name: 'X', version: 3 })).body.code).toBe(
      'CONTACT_ERASED',
    );
  });
});
