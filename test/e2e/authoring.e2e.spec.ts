import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { eventually } from '../support/eventually.js';
import { makeSite } from '../support/assessed-sites.js';
import { api, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

interface Problem {
  readonly path: string;
  readonly code: string;
}

interface TestQuestion {
  readonly id: string;
  readonly [field: string]: unknown;
}

let world: World;
let buyer: SignedIn;
let officer: SignedIn;
let rounds: Rounds;

beforeAll(async () => {
  world = await World.start();
  buyer = await world.signUp('authoring-buyer');
  officer = await world.join(buyer, 'officer');
  rounds = new Rounds(world, officer);
});

afterAll(() => world.stop());

const get = (path: string) => world.as(officer.token).get(api(path));
const post = (path: string, body: object = {}) => world.as(officer.token).post(api(path)).send(body);
const put = (path: string, body: object) => world.as(officer.token).put(api(path)).send(body);
const remove = (path: string) => world.as(officer.token).delete(api(path));
const codes = ({ body }: Response): string[] => (body as { problems: Problem[] }).problems.map(({ code }) => code);

const text = (en: string) => ({ en });
const yesNo = (id: string, more: object = {}): TestQuestion => ({
  id,
  text: text(`Question ${id}?`),
  why: text(`Why ${id}.`),
  askedOf: ['supplier'],
  type: 'yes_no',
  counts: 'exposure',
  weight: 1,
  depth: 'core',
  options: [
    { id: 'yes', text: text('Yes'), value: 1 },
    { id: 'no', text: text('No'), value: 0 },
  ],
  ...more,
});
const small = (id: string, version: string, questions: readonly TestQuestion[]) => ({
  id,
  version,
  title: text(`Manual ${id}`),
  source: 'Our own words',
  edition: '1',
  year: 2026,
  licence: 'proprietary',
  baseLanguage: 'en',
  languages: [{ code: 'en', dir: 'ltr' }],
  chapters: [{ id: 'one', number: 1, title: text('One'), intro: text('The first.'), questions }],
  contradictions: [],
});

/** A draft with this content, begun from nothing or from the version named. */
async function draft(id: string, version: string, questions: readonly TestQuestion[], from?: object): Promise<string> {
  const made = await post('/manual-drafts', { id, version, ...(from === undefined ? {} : { from }) }).expect(201);
  const { id: draftId, revision, family } = made.body as { id: string; revision: number; family: string };
  await put(`/manual-drafts/${draftId}`, { revision, manual: { ...small(id, version, questions), family } }).expect(200);
  return draftId;
}

const publish = (id: string, body: object = {}, revision = 2) => post(`/manual-drafts/${id}/publish`, { revision, ...body });

async function published(id: string, version: string, questions: readonly TestQuestion[], from?: object, body: object = {}): Promise<void> {
  const answer = await publish(await draft(id, version, questions, from), body);
  if (answer.status !== 200) throw new Error(answer.text);
}

describe('a copy of the shipped manual', () => {
  let id: string;

  it('begins as a draft of its family with the next version, and is listed', async () => {
    const made = await post('/manual-drafts', { id: 'our-heuni', from: { id: 'heuni', version: '1.1.0' } }).expect(201);
    expect(made.body).toMatchObject({
      manual: 'our-heuni',
      family: 'heuni',
      version: '1.2.0',
      revision: 1,
      basedOn: { id: 'heuni', version: '1.1.0' },
    });
    id = (made.body as { id: string }).id;
    const listed = await get('/manual-drafts').expect(200);
    expect((listed.body as { items: { id: string }[] }).items.map((one) => one.id)).toContain(id);
    expect((await post('/manual-drafts', { id: 'our-heuni' })).body).toMatchObject({ code: 'DRAFT_EXISTS' });
    expect((await post('/manual-drafts', { id: 'heuni' })).body).toMatchObject({ code: 'MANUAL_ID_TAKEN' });
    expect((await post('/manual-drafts', { id: 'no-source', from: { id: 'nothing', version: '1.0.0' } })).status).toBe(404);
  });

  it('differs in nothing from what it was copied from, and has no problems but its name', async () => {
    const diff = await get(`/manual-drafts/${id}/diff`).expect(200);
    expect(diff.body).toMatchObject({
      from: { id: 'heuni', version: '1.1.0' },
      to: { id: 'our-heuni', version: '1.2.0' },
      items: [],
      next: null,
    });
    const problems = await get(`/manual-drafts/${id}/problems`).expect(200);
    expect(problems.body).toMatchObject({ problems: [], warnings: [], reworded: [], comparedWith: { id: 'heuni' }, leastVersion: '1.1.1' });
  });

  it('is sent back as it was read, whole', async () => {
    const { body } = await get(`/manual-drafts/${id}`).expect(200);
    const { content, revision } = body as { content: object; revision: number };
    const answer = await put(`/manual-drafts/${id}`, { revision, manual: content }).expect(200);
    expect(answer.body).toMatchObject({ revision: 2 });
    expect(((await get(`/manual-drafts/${id}/diff`)).body as { items: unknown[] }).items).toEqual([]);
  });

  it('takes one question and one chapter at a time, each edit shown by the diff', async () => {
    await put(`/manual-drafts/${id}/chapters/our_own`, {
      revision: 2,
      content: { number: 7, title: text('Our own'), intro: text('More.') },
    }).expect(200);
    await put(`/manual-drafts/${id}/questions/Z1`, { revision: 3, chapter: 'our_own', content: yesNo('Z1') }).expect(200);
    await put(`/manual-drafts/${id}/questions/Z2`, {
      revision: 4,
      chapter: 'our_own',
      position: 0,
      content: yesNo('Z2', { visible: "answers.Z1 == 'yes'" }),
    }).expect(200);
    const { body } = await get(`/manual-drafts/${id}/diff?limit=2`).expect(200);
    expect(body).toMatchObject({ step: 'minor', counts: { structure: 3 } });
    const { items, next } = body as { items: { place: string; change: string }[]; next: string };
    const rest = await get(`/manual-drafts/${id}/diff?limit=2&after=${next}`);
    const all = [...items, ...(rest.body as { items: { place: string; change: string }[] }).items];
    expect(all.map(({ change, place }) => `${change} ${place}`)).toEqual([
      'added chapters/our_own',
      'added questions/Z2',
      'added questions/Z1',
    ]);
    await remove(`/manual-drafts/${id}/questions/Z2?revision=5`).expect(200);
    expect((await remove(`/manual-drafts/${id}/questions/Z2?revision=6`)).body).toMatchObject({ code: 'QUESTION_NOT_FOUND' });
    expect((await remove(`/manual-drafts/${id}/chapters/our_own`)).body).toMatchObject({ code: 'REVISION_MISSING' });
    expect((await put(`/manual-drafts/${id}/questions/Z3`, { revision: 6, chapter: 'nowhere', content: yesNo('Z3') })).body).toMatchObject({
      code: 'CHAPTER_NOT_FOUND',
    });
    expect((await put(`/manual-drafts/${id}/questions/Z3`, { revision: 6, chapter: 'our_own', content: yesNo('Z4') })).body).toMatchObject({
      code: 'NAME_FIXED',
    });
  });

  it('lets exactly one of two writers of the same revision win', async () => {
    const write = (id2: string) => put(`/manual-drafts/${id}/questions/${id2}`, { revision: 6, chapter: 'our_own', content: yesNo(id2) });
    const answers = await Promise.all([write('Z5'), write('Z6')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('is refused what is no manual: unknown fields, other kinds of values, too much of anything', async () => {
    const write = (content: object) => put(`/manual-drafts/${id}/questions/Z1`, { revision: 7, chapter: 'our_own', content });
    expect((await write(yesNo('Z1', { colour: 'red' }))).body).toMatchObject({
      code: 'DRAFT_UNREADABLE',
      status: 400,
      problems: [{ path: 'colour' }],
    });
    expect((await write(yesNo('Z1', { weight: 'heavy' }))).body).toMatchObject({
      code: 'DRAFT_UNREADABLE',
      problems: [{ path: 'weight' }],
    });
    expect((await write(yesNo('Z1', { laws: Array.from({ length: 2_000 }, () => 'x') }))).body).toMatchObject({
      code: 'DRAFT_UNREADABLE',
      status: 413,
    });
    const huge = { revision: 7, manual: { source: 'x'.repeat(5_000_000) } };
    expect((await put(`/manual-drafts/${id}`, huge)).body).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('takes a whole manual larger than other routes take', async () => {
    const { content } = (await get(`/manual-drafts/${id}`)).body as { content: Record<string, unknown> };
    const padded = `${JSON.stringify({ revision: 7, manual: content })}${' '.repeat(2_000_000)}`;
    const answer = await world
      .as(officer.token)
      .put(api(`/manual-drafts/${id}`))
      .set('content-type', 'application/json')
      .send(padded);
    expect(answer.status).toBe(200);
  });

  it('is deleted by whoever has read it last', async () => {
    expect((await remove(`/manual-drafts/${id}?revision=1`)).status).toBe(409);
    await remove(`/manual-drafts/${id}?revision=8`).expect(204);
    expect((await get(`/manual-drafts/${id}`)).body).toMatchObject({ code: 'DRAFT_NOT_FOUND' });
  });
});

describe('publishing', () => {
  it('is refused with every problem at once, each with its place', async () => {
    const id = await draft('faulty', '1.0.0', [
      yesNo('Q1', { visible: "answers.Q9 == 'yes'", weight: -1 }),
      yesNo('Q1', { text: {}, ilo: [44] }),
    ]);
    const problems = (await get(`/manual-drafts/${id}/problems`)).body as { problems: Problem[] };
    const refused = await publish(id).expect(409);
    expect(refused.body).toMatchObject({ code: 'DRAFT_HAS_PROBLEMS' });
    expect((refused.body as { problems: Problem[] }).problems).toEqual(problems.problems);
    expect(codes(refused)).toEqual(
      expect.arrayContaining(['CONDITION_UNKNOWN_QUESTION', 'WEIGHT_NEGATIVE', 'DUPLICATE_ID', 'TEXT_MISSING', 'ILO_INDICATOR']),
    );
  });

  it('keeps the version for good: no bug can change a published row, nor take it away', async () => {
    await published('kept', '1.0.0', [yesNo('Q1')]);
    const db = world.app.get(TenantDb);
    const attempts = [
      `UPDATE tenant_manual SET body = '{}' WHERE manual_id = 'kept'`,
      `UPDATE tenant_manual SET sha256 = 'x' WHERE manual_id = 'kept'`,
      `UPDATE tenant_manual SET version = '1.0.1' WHERE manual_id = 'kept'`,
      `UPDATE tenant_manual SET state = 'draft', sha256 = NULL, published_at = NULL WHERE manual_id = 'kept'`,
      `UPDATE tenant_manual SET state = 'retired', retired_at = now(), body = '{}' WHERE manual_id = 'kept'`,
      `DELETE FROM tenant_manual WHERE manual_id = 'kept'`,
    ];
    for (const sql of attempts)
      await expect(db.transaction(systemOf(buyer.tenantId), (one) => one.query(sql))).rejects.toThrow('a published manual never changes');
    const shown = await get('/manuals/kept/versions/1.0.0').expect(200);
    expect(shown.body).toMatchObject({
      id: 'kept',
      family: 'kept',
      origin: 'own',
      state: 'published',
      inForce: false,
      chapters: [{ questions: [{ id: 'Q1', meaning: 1 }] }],
    });
    expect((await post('/manual-drafts', { id: 'kept', version: '1.0.0' })).body).toMatchObject({ code: 'VERSION_TAKEN' });
  });

  it('asks for a version that is as far on as the changes', async () => {
    await published('stepping', '1.0.0', [yesNo('Q1'), yesNo('Q2')]);
    const from = { id: 'stepping', version: '1.0.0' };
    const low = await draft('stepping', '1.1.0', [yesNo('Q1')], from);
    expect((await get(`/manual-drafts/${low}/problems`)).body).toMatchObject({
      leastVersion: '2.0.0',
      problems: [{ path: 'version', code: 'VERSION_STEP' }],
    });
    expect(codes(await publish(low))).toEqual(['VERSION_STEP']);
    await put(`/manual-drafts/${low}`, { revision: 2, manual: small('stepping', '2.0.0', [yesNo('Q1')]) }).expect(200);
    await publish(low, {}, 3).expect(200);
  });

  it('asks whether a question with other words means the same, also when it comes back after a version without it', async () => {
    await published('worded', '1.0.0', [yesNo('Q1'), yesNo('Q2')]);
    const reworded = yesNo('Q1', { text: text('Another question?') });
    const id = await draft('worded', '1.0.1', [reworded, yesNo('Q2')], { id: 'worded', version: '1.0.0' });
    const refused = await publish(id).expect(409);
    expect(refused.body).toMatchObject({ code: 'WORDING_UNCONFIRMED', problems: [{ path: 'questions/Q1' }] });
    expect((await publish(id, { confirmWording: ['Q2'] })).status).toBe(409);
    await publish(id, { confirmWording: ['Q1'] }).expect(200);
    await published('worded', '2.0.0', [yesNo('Q2')], { id: 'worded', version: '1.0.1' });
    const back = await draft('worded', '2.1.0', [yesNo('Q1'), yesNo('Q2')], { id: 'worded', version: '2.0.0' });
    expect((await publish(back)).body).toMatchObject({ code: 'WORDING_UNCONFIRMED', problems: [{ path: 'questions/Q1' }] });
    await put(`/manual-drafts/${back}/questions/Q1`, { revision: 2, chapter: 'one', content: yesNo('Q1', { meaning: 2 }) }).expect(200);
    await publish(back, {}, 3).expect(200);
  });

  it('compares any two versions, wording apart from meaning', async () => {
    const { body } = await get('/manuals/worded/versions/2.1.0/diff?fromId=worded&fromVersion=1.0.1').expect(200);
    expect(body).toMatchObject({ step: 'major', reworded: [] });
    expect((body as { items: { kind: string; place: string }[] }).items.map(({ kind, place }) => `${kind} ${place}`)).toEqual(
      expect.arrayContaining(['wording questions/Q1/text', 'meaning questions/Q1/meaning']),
    );
    expect((await get('/manuals/worded/versions/2.1.0/diff')).body).toMatchObject({ code: 'DIFF_WITH_WHAT' });
  });

  it('leaves out a translation that would still ask the earlier question', async () => {
    const both = (en: string) => ({ text: { en, ru: 'Вопрос?' } });
    const languages = [
      { code: 'en', dir: 'ltr' },
      { code: 'ru', dir: 'ltr' },
    ];
    const made = await post('/manual-drafts', { id: 'twofold' }).expect(201);
    const { id } = made.body as { id: string };
    await put(`/manual-drafts/${id}`, {
      revision: 1,
      manual: { ...small('twofold', '1.0.0', [yesNo('Q1', both('Held?')), yesNo('Q2', both('Paid?'))]), languages },
    });
    await publish(id).expect(200);
    const next = (await post('/manual-drafts', { id: 'twofold', from: { id: 'twofold', version: '1.0.0' } })).body as { id: string };
    const manual = {
      ...small('twofold', '2.0.0', [yesNo('Q1', { ...both('Sold?'), meaning: 2 }), yesNo('Q2', both('Paid, then?'))]),
      languages,
    };
    await put(`/manual-drafts/${next.id}`, { revision: 1, manual }).expect(200);
    const answer = await publish(next.id, { confirmWording: ['Q2'] }).expect(200);
    expect(answer.body).toMatchObject({ droppedTranslations: ['ru questions/Q1/text'], unreviewedTranslations: ['ru questions/Q2/text'] });
    const shown = await get('/manuals/twofold/versions/2.0.0');
    expect(shown.body).toMatchObject({
      chapters: [{ questions: [{ text: { en: 'Sold?' } }, { text: { ru: 'Вопрос?' } }] }],
      languages: [{}, { unreviewed: ['questions/Q2/text'] }],
    });
  });
});

describe('what a site would be asked', () => {
  it('is shown for a site, and for a band and profile, with the minutes it takes', async () => {
    const id = await draft('shown', '1.0.0', [
      yesNo('Q1'),
      yesNo('Q2', { visible: "answers.Q1 == 'yes'", evidence: [{ id: 'copy', text: text('A copy'), maxAgeMonths: 12 }] }),
      yesNo('Q3', { visible: "site.country == 'PAK'" }),
      yesNo('Q4', { depth: 'full' }),
    ]);
    const { siteId } = await makeSite(world, buyer.tenantId, 'Previewed', []);
    const ofSite = await get(`/manual-drafts/${id}/preview?siteId=${siteId}`).expect(200);
    const asked = ({ body }: Response) =>
      (body as { chapters: { questions: { id: string; certain: boolean }[] }[] }).chapters.flatMap(({ questions }) =>
        questions.map((one) => `${one.id} ${one.certain}`),
      );
    expect(asked(ofSite)).toEqual(expect.arrayContaining(['Q1 true', 'Q2 false']));
    expect(asked(ofSite).join()).not.toContain('Q3');
    const low = await get(`/manual-drafts/${id}/preview?band=low&country=PAK`).expect(200);
    expect(asked(low)).toEqual(['Q1 true', 'Q2 false', 'Q3 true']);
    expect(low.body).toMatchObject({ depth: 'core', certain: 2, possible: 1 });
    const { least, most } = (low.body as { minutes: { least: number; most: number } }).minutes;
    expect([least > 0, most > least]).toEqual([true, true]);
    const shipped = await get('/manuals/heuni/versions/1.1.0/preview?band=critical&language=ru').expect(200);
    expect((shipped.body as { certain: number }).certain).toBeGreaterThan(20);
    expect(JSON.stringify(shipped.body)).toMatch(/[а-я]/);
  });
});

describe('a manual in force', () => {
  const questions = [yesNo('Q1'), yesNo('Q2'), yesNo('Q3')];
  const answered = async (siteId: string): Promise<Record<string, unknown>> => {
    const rows = await rounds.rows(
      `SELECT w.question_id, w.value FROM answer w JOIN assessment a ON a.tenant_id = w.tenant_id AND a.id = w.assessment_id
       WHERE a.site_id = $1 AND a.state = 'sent' AND w.origin = 'prefilled'`,
      [siteId],
    );
    return Object.fromEntries(rows.map((row) => [row['question_id'], row['value']]));
  };
  let site: Awaited<ReturnType<Rounds['open']>>;

  it('is the shipped one until another is chosen', async () => {
    expect((await get('/manual-in-force')).body).toMatchObject({ id: 'heuni', origin: 'shipped', chosenBy: null, warnings: [] });
    expect((await put('/manual-in-force', { id: 'heuni', version: '1.1.0' })).body).toMatchObject({ code: 'MANUAL_SHIPPED' });
    expect((await put('/manual-in-force', { id: 'unheard-of', version: '1.0.0' })).status).toBe(404);
  });

  it('is sent and scored by from then on, with a warning of what it cannot decide', async () => {
    await published('living', '1.0.0', questions);
    const before = await rounds.rows('SELECT count(*)::int AS n FROM score WHERE tenant_id = $1', [buyer.tenantId]);
    const chosen = await put('/manual-in-force', { id: 'living', version: '1.0.0' }).expect(200);
    expect(chosen.body).toMatchObject({ id: 'living', origin: 'own' });
    expect((chosen.body as { warnings: Problem[] }).warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['FLOOR_WITHOUT_QUESTION', 'FAMILY_CHANGED']),
    );
    await eventually(async () => {
      const after = await rounds.rows(`SELECT count(*)::int AS n FROM score WHERE tenant_id = $1 AND receipt LIKE '%"living"%'`, [
        buyer.tenantId,
      ]);
      expect(Number(after[0]?.['n'])).toBeGreaterThan(0);
    });
    expect(before).toHaveLength(1);
    site = await rounds.open();
    await rounds.complete(site.link, { Q1: 'yes', Q2: 'no', Q3: 'yes' });
    await rounds.accept(site.id, []);
  });

  it('shows in the list of manuals, with state and origin', async () => {
    const found: { id: string; version: string; origin: string; inForce: boolean; state: string }[] = [];
    for (let after = ''; ;) {
      const { body } = await get(`/manuals?limit=2${after}`).expect(200);
      const { items, next } = body as { items: typeof found; next: string | null };
      found.push(...items);
      if (next === null) break;
      after = `&after=${next}`;
    }
    const names = found.map(({ id, version }) => `${id} ${version}`);
    expect(names).toEqual([...new Set(names)]);
    expect(found.filter(({ inForce }) => inForce)).toMatchObject([{ id: 'living', version: '1.0.0', origin: 'own', state: 'published' }]);
    expect(found.find(({ id }) => id === 'heuni')).toMatchObject({ origin: 'shipped', inForce: false });
    expect(names.filter((name) => name.startsWith('worded'))).toEqual(['worded 2.1.0', 'worded 2.0.0', 'worded 1.0.1', 'worded 1.0.0']);
  });

  it('carries answers over to the next version where the meaning is the same, and not where it was raised', async () => {
    const changed = [
      yesNo('Q1', { text: text('Reworded?') }),
      yesNo('Q2', { meaning: 2, text: text('Something else?') }),
      yesNo('Q3', { weight: 3 }),
    ];
    await published('living', '2.0.0', changed, { id: 'living', version: '1.0.0' }, { confirmWording: ['Q1'] });
    await put('/manual-in-force', { id: 'living', version: '2.0.0' }).expect(200);
    const sent = await rounds.send([site.siteId]);
    expect(sent.body.sent).toHaveLength(1);
    expect(await answered(site.siteId)).toEqual({ Q1: 'yes', Q3: 'yes' });
  });

  it('is not changed to a branch whose words nobody has compared', async () => {
    await published('branch', '1.1.0', [yesNo('Q1', { weight: 2 }), yesNo('Q2'), yesNo('Q3')], { id: 'living', version: '1.0.0' });
    const refused = await put('/manual-in-force', { id: 'branch', version: '1.1.0' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'WORDING_UNCONFIRMED', problems: [{ path: 'questions/Q1' }] });
    await put('/manual-in-force', { id: 'branch', version: '1.1.0', confirmWording: ['Q1'] }).expect(200);
    await put('/manual-in-force', { id: 'living', version: '2.0.0', confirmWording: ['Q1'] }).expect(200);
  });

  it('is retired when another one is in force, and open rounds keep their copy', async () => {
    const open = await rounds.open();
    expect((await post('/manuals/living/versions/2.0.0/retire')).body).toMatchObject({ code: 'MANUAL_IN_FORCE' });
    const back = await remove('/manual-in-force').expect(200);
    expect(back.body).toMatchObject({ id: 'heuni', origin: 'shipped' });
    await post('/manuals/living/versions/2.0.0/retire').expect(204);
    await post('/manuals/living/versions/2.0.0/retire').expect(204);
    expect((await put('/manual-in-force', { id: 'living', version: '2.0.0' })).body).toMatchObject({ code: 'MANUAL_RETIRED' });
    expect((await post('/manuals/heuni/versions/1.1.0/retire')).body).toMatchObject({ code: 'MANUAL_SHIPPED' });
    const { body } = await rounds.respond(open.link).get(api('/respond')).expect(200);
    expect(body).toMatchObject({
      questionnaire: { manual: 'living', manualVersion: '2.0.0', chapters: [{ questions: [{ text: 'Reworded?' }, {}, {}] }] },
    });
    await rounds.complete(open.link, { Q1: 'no' });
    const listed = (await get('/manuals?limit=200')).body as { items: { id: string; version: string; state: string }[] };
    expect(listed.items.find(({ id, version }) => id === 'living' && version === '2.0.0')).toMatchObject({ state: 'retired' });
  });
});

describe('translations', () => {
  const heuni = '/manuals/heuni/versions/1.1.0/translations';
  interface Texts {
    readonly items: {
      place: string;
      text: string | null;
      state: string;
      base: string;
      writtenBy: string | null;
      staleText: string | null;
    }[];
    readonly next: string | null;
    readonly untranslated: number;
    readonly unreviewed: number;
    readonly texts: number;
  }
  const textsOf = async (path: string): Promise<Texts['items']> => {
    const found: Texts['items'] = [];
    for (let after = ''; ;) {
      const { items, next } = (await get(`${path}?limit=200${after}`).expect(200)).body as Texts;
      found.push(...items);
      if (next === null) return found;
      after = `&after=${next}`;
    }
  };

  it('show what there is in each language, and what nobody has read', async () => {
    const { body } = await get(heuni).expect(200);
    expect((body as { items: { code: string; dir: string }[] }).items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'en', untranslated: 0, unreviewed: 0 }),
        expect.objectContaining({ code: 'ru', untranslated: 0 }),
        expect.objectContaining({ code: 'ur', dir: 'rtl' }),
      ]),
    );
    const items = await textsOf(`${heuni}/ur`);
    const { body: head } = await get(`${heuni}/ur`);
    const of = (state: string) => items.filter((one) => one.state === state).length;
    expect([of('missing'), of('unreviewed'), items.length]).toEqual([
      (head as Texts).untranslated,
      (head as Texts).unreviewed,
      (head as Texts).texts,
    ]);
    expect(of('unreviewed')).toBeGreaterThan(50);
    expect((await textsOf(`${heuni}/en`)).every(({ state }) => state === 'original')).toBe(true);
  });

  it('are reviewed text by text, named with who and when, and marked to the supplier until they are', async () => {
    const email = 'urdu@assessed.example';
    const { siteId } = await makeSite(world, buyer.tenantId, 'Urdu reader', [{ email, language: 'ur' }]);
    const asked = async () => {
      const sent = await rounds.send([siteId]);
      const { assessmentId } = (sent.body as { sent: { assessmentId: string }[] }).sent[0] ?? { assessmentId: '' };
      const { body } = await get(`/assessments/${assessmentId}?language=ur`).expect(200);
      await post(`/assessments/${assessmentId}/cancel`);
      return (
        body as {
          questionnaire: {
            languages: object[];
            chapters: { questions: { id: string; language: string; dir: string; reviewed: boolean; text: string }[] }[];
          };
        }
      ).questionnaire;
    };
    const before = await asked();
    const questions = before.chapters.flatMap((chapter) => chapter.questions);
    const urdu = questions.find(({ language }) => language === 'ur');
    expect(urdu).toMatchObject({ dir: 'rtl', reviewed: false });
    expect(questions.filter(({ language }) => language === 'en').every(({ dir, reviewed }) => dir === 'ltr' && reviewed)).toBe(true);
    expect(before.languages).toEqual(
      expect.arrayContaining([
        { code: 'ur', dir: 'rtl', reviewed: false },
        { code: 'en', dir: 'ltr', reviewed: true },
      ]),
    );
    const id = urdu?.id ?? '';
    const own = (await textsOf(`${heuni}/ur`)).filter(({ place, text: words }) => place.startsWith(`questions/${id}/`) && words !== null);
    const texts = own.map(({ place }) => ({ place, reviewed: true, ...(place.endsWith('/text') ? { text: 'ایک بہتر سوال؟' } : {}) }));
    await put(`${heuni}/ur`, { texts }).expect(200);
    const after = (await asked()).chapters.flatMap((chapter) => chapter.questions).find((one) => one.id === id);
    expect(after).toMatchObject({ language: 'ur', reviewed: true, text: 'ایک بہتر سوال؟' });
    const person = ((await get('/me')).body as { id: string }).id;
    expect((await textsOf(`${heuni}/ur`)).find(({ place }) => place === `questions/${id}/text`)).toMatchObject({
      state: 'reviewed',
      writtenBy: person,
    });
    const shown = (await get('/manuals/heuni/versions/1.1.0')).body as { languages: { code: string; reviewed: boolean }[] };
    expect(shown.languages.find(({ code }) => code === 'ur')).toMatchObject({ reviewed: true });
  });

  it('come in languages that the manual never had, in their direction', async () => {
    const place = (await textsOf(`${heuni}/ar`)).find((one) => one.place.endsWith('/text'))?.place ?? '';
    const answer = await put(`${heuni}/ar`, { texts: [{ place, text: 'سؤال؟', reviewed: false }] }).expect(200);
    expect(answer.body).toMatchObject({ code: 'ar', dir: 'rtl' });
    const { texts, untranslated, unreviewed } = answer.body as Texts;
    expect([texts - untranslated, unreviewed]).toEqual([1, 1]);
  });

  it('are not used once the text they were made from has changed', async () => {
    await published('tongues', '1.0.0', [yesNo('Q1')]);
    await put('/manuals/tongues/versions/1.0.0/translations/tk', {
      texts: [{ place: 'questions/Q1/text', text: 'Sorag?', reviewed: true }],
    }).expect(200);
    await published(
      'tongues',
      '1.0.1',
      [yesNo('Q1', { text: text('Other words?') })],
      { id: 'tongues', version: '1.0.0' },
      { confirmWording: ['Q1'] },
    );
    const [stale] = (await textsOf('/manuals/tongues/versions/1.0.1/translations/tk')).filter(({ place }) => place === 'questions/Q1/text');
    expect(stale).toMatchObject({ state: 'stale', text: null, staleText: 'Sorag?' });
    expect(JSON.stringify((await get('/manuals/tongues/versions/1.0.1')).body)).not.toContain('Sorag?');
    expect(JSON.stringify((await get('/manuals/tongues/versions/1.0.0')).body)).toContain('Sorag?');
  });

  it('are refused where there is nothing to translate, every reason at once', async () => {
    const write = (language: string, texts: object[]) => put(`${heuni}/${language}`, { texts });
    const twice = { place: 'title', text: 'x', reviewed: false };
    expect(
      (
        await write('fr', [
          { place: 'nowhere', text: 'x', reviewed: true },
          twice,
          twice,
          { place: 'chapters/profile/title', reviewed: true },
        ])
      ).body,
    ).toMatchObject({
      code: 'TRANSLATION_INVALID',
      problems: [{ path: 'texts.0.place' }, { path: 'texts.2.place' }, { path: 'texts.3.place' }],
    });
    expect((await write('en', [twice])).body).toMatchObject({ code: 'TRANSLATION_OF_BASE' });
    expect((await write('not a language', [twice])).body).toMatchObject({ code: 'LANGUAGE_INVALID' });
  });
});

describe('others', () => {
  it('see nothing of a tenant’s manuals, drafts and translations, and go by the shipped one', async () => {
    const stranger = await world.signUp('authoring-stranger');
    const as = (path: string) => world.as(stranger.token).get(api(path));
    expect(((await as('/manual-drafts')).body as { items: unknown[] }).items).toEqual([]);
    expect((await as('/manual-in-force')).body).toMatchObject({ id: 'heuni' });
    expect((await as('/manuals/living/versions/1.0.0')).status).toBe(404);
    expect(
      ((await as('/manuals?limit=200')).body as { items: { origin: string }[] }).items.every(({ origin }) => origin === 'shipped'),
    ).toBe(true);
    expect((await as('/manuals/heuni/versions/1.1.0/translations/ar')).body).toMatchObject({
      texts: expect.any(Number),
      untranslatedShare: 1,
    });
  });

  it('read what they may not write: an auditor', async () => {
    const auditor = await world.join(buyer, 'auditor');
    expect((await world.as(auditor.token).get(api('/manual-drafts'))).status).toBe(200);
    expect((await world.as(auditor.token).post(api('/manual-drafts')).send({ id: 'theirs' })).status).toBe(403);
  });

  it('find every change in the trail', async () => {
    const { body } = await world.as(buyer.token).get(api('/audit-events?limit=200'));
    const actions = new Set((body as { items: { action: string }[] }).items.map(({ action }) => action));
    expect([...actions]).toEqual(
      expect.arrayContaining([
        'manual.published',
        'manual.retired',
        'manual_in_force.changed',
        'manual_translation.written',
        'manual_draft.changed',
      ]),
    );
  });
});
