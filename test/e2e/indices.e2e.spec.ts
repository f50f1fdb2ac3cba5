import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { checkReceipt } from '../../src/domain/scoring/receipt-check.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';
import { ContentChanges } from '../../src/modules/scoring/content-changes.service.js';
import { NoticeContentWorker } from '../../src/modules/scoring/notice-content.worker.js';
import { tenantsToLookAt } from '../../src/modules/scoring/scored-with.queries.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { eventually } from '../support/eventually.js';
import { type SignedIn, World } from '../support/world.js';

interface Edition {
  readonly id: string | null;
  readonly origin: string;
  readonly index: string;
  readonly edition: string;
  readonly state: string;
  readonly version: number | null;
}
interface Loaded {
  readonly edition: Edition;
  readonly diff: { readonly added: number; readonly removed: number; readonly changed: number; readonly changes: readonly object[] };
  readonly sites: { readonly touched: number; readonly recognised: readonly object[]; readonly lost: readonly object[] };
}
interface Score {
  readonly id: string;
  readonly residual: number;
  readonly editions: readonly { readonly index: string; readonly edition: string }[];
  readonly contributions: readonly { readonly factor: string; readonly sentence: string }[];
}

let world: World;
let admin: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('indices-buyer');
});
afterAll(async () => {
  await world.stop();
});

const api = (path: string) => `/api/v1${path}`;

const ABOUT = { source: 'A publisher, list of tiers', licence: 'CC0-1.0' };
const TIERS = 'country,iso3,gec_code,tier,report_year,movement\nVietnam,VNM,VM,3,2026,downgraded\nSweden,SWE,SW,1,2026,remained\n';

async function send(
  text: string | Buffer,
  about: Readonly<Record<string, string>>,
  more: { dryRun?: boolean; name?: string; token?: string } = {},
) {
  const { dryRun = false, name = 'edition.csv', token = admin.token } = more;
  let form = world.as(token).post(api(`/index-editions${dryRun ? '?dryRun=true' : ''}`));
  for (const [field, value] of Object.entries(about)) form = form.field(field, value);
  return form.attach('file', Buffer.from(text), { filename: name });
}

const load = async (
  text: string,
  about: Readonly<Record<string, string>>,
  more: { dryRun?: boolean; name?: string; token?: string } = {},
): Promise<Loaded> => {
  const answer = await send(text, about, more);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as Loaded;
};

const refusalOf = async (
  text: string | Buffer,
  about: Readonly<Record<string, string>> = { ...ABOUT, edition: 'e', year: '2026' },
  name?: string,
) => {
  const { status, body } = await send(text, about, { dryRun: true, ...(name === undefined ? {} : { name }) });
  const { code, problems } = body as { code: string; problems: { path: string; code: string }[] };
  return { status, code, problems: problems.map((problem) => `${problem.path}: ${problem.code}`) };
};

async function place(site: object, token = admin.token): Promise<string> {
  const supplier = await world
    .as(token)
    .post(api('/suppliers'))
    .send({ name: `Works ${JSON.stringify(site)}`, country: 'SWE' });
  const { id } = supplier.body as { id: string };
  const created = await world
    .as(token)
    .post(api(`/suppliers/${id}/sites`))
    .send({ name: `Hall ${(made += 1)}`, ...site });
  if (created.status !== 201) throw new Error(created.text);
  return (created.body as { id: string }).id;
}

async function scoreOf(siteId: string, token = admin.token): Promise<Score> {
  await untilIdle(world.app);
  return eventually(async () => {
    const { status, body } = await world.as(token).get(api(`/sites/${siteId}/score`));
    if (status !== 200) throw new Error(String(status));
    return body as Score;
  });
}

const editionOf = ({ editions }: Score, index: string) => editions.find((one) => one.index === index)?.edition;

const list = async (query = '', token = admin.token): Promise<readonly Edition[]> =>
  ((await world.as(token).get(api(`/index-editions${query}`))).body as { items: Edition[] }).items;

const asked = async (tenantId: string): Promise<number> => {
  const { rows } = await world.admin.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit_event WHERE tenant_id = $1 AND action = 'scores.asked_for_anew'`,
    [tenantId],
  );
  return rows[0]?.n ?? 0;
};

const stored = async (): Promise<number> => {
  const { rows } = await world.admin.query<{ n: number }>('SELECT count(*)::int AS n FROM index_edition WHERE tenant_id = $1', [
    admin.tenantId,
  ]);
  return rows[0]?.n ?? 0;
};

describe('the editions that came with the product', () => {
  it('are listed with their sources and licences, all in force', async () => {
    const editions = await list();
    expect(editions.map(({ index, origin, state }) => `${index} ${origin} ${state}`)).toEqual(
      ['child_labour', 'goods', 'governance', 'sectors', 'state_imposed', 'trafficking'].map((index) => `${index} shipped in_force`),
    );
    expect(editions.every((one) => 'attribution' in one && 'licence' in one)).toBe(true);
  });

  it('show beside the goods what the 2024 edition of the list says of them, in English and Russian', async () => {
    const notes = async (language: string) => {
      const { body } = await world.as(admin.token).get(api(`/goods?language=${language}`));
      const { items } = body as { items: { id: string; listings: { iso3: string; note: string | null }[] }[] };
      return items.flatMap(({ id, listings }) => listings.flatMap(({ iso3, note }) => (note === null ? [] : [`${id} ${iso3} ${note}`])));
    };
    expect((await notes('en')).map((note) => note.split(' ').slice(0, 2).join(' ')).sort()).toEqual([
      'blueberries ARG',
      'fluorspar_mineral MNG',
      'salt KHM',
      'shrimp THA',
    ]);
    expect((await notes('ru')).every((note) => /издании/.test(note))).toBe(true);
  });

  it('explain a score with the note of its goods', async () => {
    const shrimp = await place({ country: 'THA', isic: '03', goods: { mode: 'declared', items: [{ good: 'shrimp' }] } });
    const goods = (await scoreOf(shrimp)).contributions.find(({ factor }) => factor === 'goods');
    expect(goods?.sentence).toContain('Shrimp, Thailand: The 2024 edition of the list no longer has this entry.');
  });
});

describe('Kosovo', () => {
  it('is imported as XK or XKX; governance and child labour are known, the tier is not, and unknown is never safe', async () => {
    const csv = 'name,country,isic\nPrishtina Textiles,XK,14\nPeja Textiles,XKX,14\n';
    const imported = await world.as(admin.token).post(api('/supplier-imports')).attach('file', Buffer.from(csv), 'suppliers.csv');
    expect(imported.body).toMatchObject({ created: 2, rejected: 0 });
    const { body } = await world.as(admin.token).get(api('/sites?country=XKX'));
    const [site] = (body as { items: { id: string }[] }).items;
    const score = await scoreOf(site?.id ?? '');
    expect(score.contributions.find(({ factor }) => factor === 'country')?.sentence).toBe(
      'Country Kosovo: governance 55.08, response to trafficking not known, response to child labour 50. Together 45.03 of 100.',
    );
    const { text } = await world.as(admin.token).get(api(`/scores/${score.id}/receipt`));
    const { inputs } = JSON.parse(text) as { inputs: { country: { parts: { id: string; value: number | null }[] } } };
    expect(inputs.country.parts.map(({ value }) => value)).toEqual([55.08, null, 50]);
  });
});

describe('a file', () => {
  it.each([
    ['an unknown country', 'iso3,tier\nVNM,3\nQQQ,1\n', ['line 3 iso3: COUNTRY_UNKNOWN']],
    ['an unknown tier', 'iso3,tier\nVNM,4\n', ['line 2 tier: TIER_UNKNOWN']],
    ['a country twice', 'iso3,tier\nXKX,3\nXK,2\n', ['line 3 iso3: DUPLICATE_ROW']],
    ['a value out of range', 'iso3,risk\nVNM,100.5\nSWE,-1\n', ['line 2 risk: VALUE_OUT_OF_RANGE', 'line 3 risk: VALUE_OUT_OF_RANGE']],
    ['a scale upside down', 'iso3,score_0_100,risk_0_100\nSWE,80,80\n', ['line 2 risk: VALUES_DISAGREE']],
    ['a formula', 'iso3,risk\nVNM,=1+1\n', ['line 2 risk: VALUE_NOT_A_NUMBER']],
    ['rows of another year', 'iso3,tier,report_year\nVNM,3,2019\n', ['line 2 year: YEAR_DIFFERS']],
    ['a column of another index', 'iso3,tier,colour\nVNM,3,red\n', ['line 1 colour: COLUMN_UNKNOWN']],
    ['no columns of any index', 'a,b\n1,2\n', ['line 1 index: INDEX_MISSING']],
    ['a header alone', 'iso3,tier\n', ['line 1: FILE_EMPTY']],
    ['open quotes', 'iso3,tier\nVNM,"3\n', ['line 2: NOT_CSV']],
    ['no text', Buffer.from([0x50, 0x4b, 0, 0]), ['line 1: FILE_NOT_TEXT']],
    ['another encoding', Buffer.from([0x69, 0xe9, 0x2c]), ['line 1: FILE_NOT_UTF8']],
    ['nothing', '', ['line 1: FILE_EMPTY']],
  ])('with %s is refused at its place, and nothing is stored', async (_, text, problems) => {
    const before = await stored();
    expect(await refusalOf(text)).toEqual({ status: 400, code: 'INDEX_EDITION_INVALID', problems });
    expect(await stored()).toBe(before);
  });

  it('is refused when it does not say of what edition it is, or says two things', async () => {
    expect((await refusalOf('iso3,tier\nVNM,3\n', {})).problems).toEqual(
      ['edition', 'year', 'source', 'licence'].map((field) => `line 1 ${field}: HEAD_MISSING`),
    );
    const both = await refusalOf('# year: 2026\n# edition: x\niso3,tier\nVNM,3\n', { ...ABOUT, year: '2025', edition: 'x' });
    expect(both.problems).toEqual(['line 1 year: HEAD_DIFFERS']);
    expect((await refusalOf('iso3,tier\nVNM,3\n', { ...ABOUT, edition: 'x', year: '2099' })).problems).toEqual([
      'line 1 year: YEAR_TO_COME',
    ]);
  });

  it('of goods is refused with goods that contradict one another, or take away what is still named', async () => {
    const head = 'good,sector,iso3,child_labour,forced_labour,forced_child_labour,listed_input,input_iso3\n';
    const rows = 'Cotton,Agriculture,TKM,Yes,Yes,No,No,\nCotton,Mining,UZB,No,No,No,No,\nCotton,Agriculture,TKM,Yes,No,No,Maybe,\n';
    expect((await refusalOf(head + rows)).problems).toEqual([
      'line 3: ROW_SAYS_NOTHING',
      'line 3 sector: GOOD_DIFFERS',
      'line 4 listed_input: LISTING_UNKNOWN',
      'line 4 good: DUPLICATE_ROW',
    ]);
    expect((await refusalOf(`${head}Bricks,Manufacturing,IND,Yes,Yes,No,No,\n`)).problems).toEqual(['line 1: STILL_NAMED']);
  });

  it('of labour imposed by a state is refused with goods and countries that nobody knows, and with texts that are formulas', async () => {
    const yaml = [
      'id: state_imposed',
      'edition: "2026-12"',
      'year: 2026',
      'source: A list',
      'licence: CC0-1.0',
      'entries:',
      '  - { id: one, iso3: QQQ, regions: [], goods: [unicorns], reason: { en: "=A1" }, source: A law, checkedOn: "2026-11-01" }',
    ].join('\n');
    expect((await refusalOf(yaml, {}, 'state.yaml')).problems).toEqual([
      'line 7 entries/0/iso3: COUNTRY_UNKNOWN',
      'line 7 entries/0/goods/0: GOOD_UNKNOWN',
      'line 7 entries/0/reason/en: TEXT_LIKE_FORMULA',
    ]);
  });

  it('that is too large, or no file at all, is refused before it is read', async () => {
    expect((await send(Buffer.alloc(2_000_001, 'a'), {})).status).toBe(413);
    expect((await world.as(admin.token).post(api('/index-editions')).field('year', '2026')).status).toBe(400);
  });
});

describe('a newer edition', () => {
  it('is tried without a trace: what it changes, and for how many sites', async () => {
    await place({ country: 'VNM', isic: '14', goods: { mode: 'services' } });
    const before = await stored();
    const tried = await load(TIERS, { ...ABOUT, edition: '2026', year: '2026' }, { dryRun: true });
    expect(tried).toMatchObject({
      dryRun: true,
      edition: { id: null, index: 'trafficking', state: 'in_force', version: null },
      diff: { against: '2025', added: 2, removed: 49, changed: 0 },
    });
    expect(tried.diff.changes).toContainEqual({ kind: 'added', key: 'VNM', iso3: 'VNM', good: null, isic: null, from: null, to: '3' });
    expect(tried.sites.touched).toBeGreaterThan(0);
    expect([await stored(), await asked(admin.tenantId)]).toEqual([before, 0]);
  });

  it('counts from now on; earlier scores keep the edition they name, and taking it back restores the one before', async () => {
    const site = await place({ country: 'VNM', isic: '13', goods: { mode: 'services' } });
    const first = await scoreOf(site);
    expect(editionOf(first, 'trafficking_response')).toBe('2025');
    const { edition } = await load(TIERS, { ...ABOUT, edition: '2026', year: '2026' });
    expect(edition).toMatchObject({ origin: 'own', state: 'in_force', version: 1 });
    const second = await scoreOf(site);
    expect(second.residual).toBeGreaterThan(first.residual);
    expect(editionOf(second, 'trafficking_response')).toBe('2026');
    const old = (await world.as(admin.token).get(api(`/scores/${first.id}`))).body as Score;
    expect([old.residual, editionOf(old, 'trafficking_response')]).toEqual([first.residual, '2025']);
    for (const { id } of [first, second]) {
      const { text } = await world.as(admin.token).get(api(`/scores/${id}/receipt`));
      const checked = checkReceipt(JSON.parse(text));
      expect('receipt' in checked && replayReceipt(checked.receipt).same).toBe(true);
    }
    expect((await list('?index=trafficking')).map(({ origin, state }) => `${origin} ${state}`)).toEqual(['own in_force', 'shipped loaded']);
    const shown = (await world.as(admin.token).get(api('/indices'))).body as {
      version: string;
      editions: { id: string; edition: string }[];
    };
    expect(shown.version).toContain('trafficking 2026');
    const entries = await world.as(admin.token).get(api(`/index-editions/${edition.id ?? ''}/entries?limit=1`));
    expect(entries.body).toMatchObject({ items: [{ key: 'SWE', iso3: 'SWE', value: '1' }], next: expect.stringMatching(/./) });

    const withdraw = (version: number) =>
      world
        .as(admin.token)
        .post(api(`/index-editions/${edition.id ?? ''}/withdraw`))
        .send({ version });
    expect((await withdraw(7)).status).toBe(409);
    expect((await withdraw(1)).body).toMatchObject({ state: 'withdrawn', version: 2 });
    expect((await withdraw(2)).body).toMatchObject({ code: 'EDITION_WITHDRAWN' });
    const third = await scoreOf(site);
    expect([third.residual, editionOf(third, 'trafficking_response')]).toEqual([first.residual, '2025']);
    expect(await asked(admin.tenantId)).toBe(2);
  });

  it('is loaded once, however often it is sent at the same moment, and all sites are asked for once', async () => {
    const buyer = await world.signUp('twice-buyer');
    await place({ country: 'VNM', isic: '14', goods: { mode: 'services' } }, buyer.token);
    await untilIdle(world.app);
    const sent = await Promise.all(
      [1, 2, 3, 4].map(() => send(TIERS, { ...ABOUT, edition: '2026', year: '2026' }, { token: buyer.token })),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await asked(buyer.tenantId)).toBe(1);
    const again = await send(TIERS, { ...ABOUT, edition: 'Another name', year: '2026' }, { token: buyer.token, dryRun: true });
    expect(again.status).toBe(200);
  });

  it('that is older than the one in force is kept and changes nothing', async () => {
    const before = await asked(admin.tenantId);
    const { edition } = await load('iso3,tier\nVNM,1\n', { ...ABOUT, edition: '2019', year: '2019' });
    expect(edition.state).toBe('loaded');
    expect(await asked(admin.tenantId)).toBe(before);
  });

  it('of goods tells which goods sites had named in their own words, and which are not known any more; sites are left as they are', async () => {
    const buyer = await world.signUp('goods-buyer');
    const named = await place(
      { country: 'CHN', isic: '20', goods: { mode: 'declared', items: [{ good: 'Polyvinyl chloride' }] } },
      buyer.token,
    );
    await place({ country: 'ARG', isic: '01', goods: { mode: 'declared', items: [{ good: 'blueberries' }] } }, buyer.token);
    const csv = [
      '# index: goods',
      '# edition: 2024',
      '# year: 2024',
      '# source: A publisher, list of goods',
      '# licence: public domain',
      'good,sector,country,iso3,region,child_labor,forced_labor,forced_or_indentured_child_labor,derived_from_input,input_country,input_iso3',
      'Cotton,Agriculture,Turkmenistan,TKM,Asia,Yes,Yes,No,No,,',
      'Polyvinyl Chloride,Manufacturing,China,CHN,Asia,No,Yes,No,No,,',
    ].join('\n');
    const { sites, edition } = await load(csv, {}, { token: buyer.token });
    expect(sites).toEqual({
      touched: 1,
      recognised: [{ good: 'polyvinyl_chloride', sites: 1 }],
      lost: [{ good: 'blueberries', sites: 1 }],
    });
    const { body } = await world.as(buyer.token).get(api(`/sites/${named}`));
    expect(body).toMatchObject({ goods: { items: [], unmatched: ['Polyvinyl chloride'] }, version: 1 });
    const chosen = await world
      .as(buyer.token)
      .patch(api(`/sites/${named}`))
      .send({ goods: { mode: 'declared', items: [{ good: 'polyvinyl_chloride' }] }, version: 1 });
    expect(chosen.body).toMatchObject({ goods: { unmatched: [] } });
    const stranger = await world.as(admin.token).get(api(`/index-editions/${edition.id ?? ''}`));
    expect(stranger.body).toMatchObject({ code: 'INDEX_EDITION_NOT_FOUND' });
    const ours = (await world.as(admin.token).get(api('/goods?q=polyvinyl'))).body as { items: { id: string }[] };
    expect(ours.items.map(({ id }) => id)).toEqual(['none_of_these']);
  });

  it('is loaded and taken back by administrators alone', async () => {
    const officer = await world.join(admin, 'officer');
    expect((await send(TIERS, ABOUT, { token: officer.token, dryRun: true })).status).toBe(403);
    expect((await list('', officer.token)).length).toBeGreaterThan(5);
  });

  it('is found page by page', async () => {
    const seen: Edition[] = [];
    for (let after = ''; ;) {
      const { body } = await world.as(admin.token).get(api(`/index-editions?limit=2${after}`));
      const { items, next } = body as { items: Edition[]; next: string | null };
      seen.push(...items);
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(seen).toEqual(await list());
  });
});

describe('newer indices that come with an update', () => {
  it('have every tenant’s sites scored again once, whichever processes look and however often; a tenant’s older edition gives way', async () => {
    const idle = await World.start({ work: false });
    try {
      const own = await idle.signUp('updated-buyer');
      const other = await idle.signUp('unscored-buyer');
      const notice = () => idle.app.get(NoticeContentWorker).run({ tenantId: own.tenantId });
      const begin = () =>
        idle.app.get(TenantDb).transaction(systemOf(own.tenantId), (db) => idle.app.get(ContentChanges).beginWithin(db, own.tenantId));
      const due = async () => {
        const rows = await idle.admin.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM outbox WHERE job = 'score-due-sites' AND tenant_id = $1`,
          [own.tenantId],
        );
        return rows.rows[0]?.n ?? 0;
      };
      const look = () => idle.app.get(TenantDb).system((db) => tenantsToLookAt(db, idle.clock.now(), 10));
      let form = idle.as(own.token).post(api('/index-editions'));
      for (const [field, value] of Object.entries({ ...ABOUT, edition: 'our own', year: '2026' })) form = form.field(field, value);
      expect((await form.attach('file', Buffer.from(TIERS), 'tiers.csv')).body).toMatchObject({ edition: { state: 'in_force' } });
      await idle.admin.query('DELETE FROM outbox');
      await begin();
      await notice();
      expect([await due(), await look()]).toEqual([0, []]);
      await idle.admin.query(
        `INSERT INTO content_version (kind, id, version, sha256, body, loaded_at)
         SELECT kind, id, '9.0.0', 'newer', jsonb_set(jsonb_set(body, '{trafficking,year}', '2027'), '{trafficking,edition}', '"2027"'), now()
         FROM content_version WHERE kind = 'indices' ORDER BY string_to_array(version, '.')::integer[] DESC LIMIT 1`,
      );
      expect(await look()).toEqual([own.tenantId]);
      await Promise.all([1, 2, 3, 4, 5, 6].map(notice));
      expect([await due(), await look()]).toEqual([1, []]);
      const shown = await idle.as(own.token).get(api('/indices'));
      expect(shown.body).toMatchObject({ version: '9.0.0' });
      const editions = await idle.as(own.token).get(api('/index-editions?index=trafficking'));
      expect(editions.body).toMatchObject({
        items: [
          { origin: 'shipped', edition: '2027', state: 'in_force' },
          { origin: 'own', state: 'loaded' },
        ],
      });
      expect(await idle.as(other.token).get(api('/indices'))).toMatchObject({ status: 200 });

      const tomorrow = new Date(idle.clock.now().getTime() + 86_400_000);
      await idle.app
        .get(TenantDb)
        .transaction(systemOf(own.tenantId), (db) => idle.app.get(ContentChanges).lookAgainAt(db, own.tenantId, tomorrow));
      expect(await look()).toEqual([]);
      idle.clock.advanceDays(2);
      expect(await look()).toEqual([own.tenantId]);
      await notice();
      expect([await due(), await look()]).toEqual([1, []]);
    } finally {
      await idle.stop();
    }
  });
});
