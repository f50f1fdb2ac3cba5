import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreDueSitesWorker } from '../../src/modules/scoring/score-due-sites.worker.js';
import { checkReceipt } from '../../src/domain/scoring/receipt-check.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';
import { answerMissing } from '../support/assessed-sites.js';
import { eventually } from '../support/eventually.js';
import { type SignedIn, World } from '../support/world.js';

interface ScoreBody {
  readonly id: string;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly band: string;
  readonly confidence: number;
  readonly nextChangeAt: string | null;
  readonly contributions: readonly { factor: string; ref: string | null; points: number; sentence: string; edition: string | null }[];
  readonly caveat: string;
}
interface Placed {
  readonly supplierId: string;
  readonly siteId: string;
  readonly email: string;
}

let world: World;
let admin: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('scoring-buyer');
});
afterAll(async () => {
  await world.stop();
});

const api = (path: string) => `/api/v1${path}`;
const post = async <T>(path: string, body: object, token = admin.token): Promise<T> => {
  const answer = await world.as(token).post(api(path)).send(body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body as T;
};

async function place(site: object): Promise<Placed> {
  const email = `contact${(made += 1)}@scored.example`;
  const { id: supplierId } = await post<{ id: string }>('/suppliers', { name: `Scored ${made}`, country: 'TKM' });
  await post(`/suppliers/${supplierId}/contacts`, { name: 'Some One', email, language: 'en' });
  const { id: siteId } = await post<{ id: string }>(`/suppliers/${supplierId}/sites`, { name: `Site ${made}`, ...site });
  return { supplierId, siteId, email };
}

const scoreOf = (siteId: string): Promise<ScoreBody> =>
  eventually(async () => {
    const { status, body } = await world.as(admin.token).get(api(`/sites/${siteId}/score`));
    if (status !== 200) throw new Error(`score: ${status}`);
    return body as ScoreBody;
  });

/** The next score of a site after one that is known. */
const scoreAfter = (siteId: string, before: ScoreBody): Promise<ScoreBody> =>
  eventually(async () => {
    const score = await scoreOf(siteId);
    if (score.id === before.id) throw new Error('not scored again yet');
    return score;
  });

const sumOf = ({ contributions }: ScoreBody): number => contributions.reduce((sum, { points }) => sum + points, 0);

const COTTON = { country: 'TKM', isic: '01', goods: { mode: 'declared', items: [{ good: 'cotton' }] } };
const SOFTWARE = { country: 'SWE', isic: '62', goods: { mode: 'services' } };

async function submit(site: Placed, given: Readonly<Record<string, unknown>>): Promise<void> {
  await post('/assessments', { siteIds: [site.siteId] });
  const link = await world.linkTo(site.email);
  const answers = Object.entries(given).map(([question, value]) => ({ question, state: 'answered', value, version: 0 }));
  const saved = await world.as(link).put(api('/respond/answers')).send({ answers });
  if (saved.status !== 200) throw new Error(saved.text);
  await answerMissing(world, link);
  await post('/respond/submit', {}, link);
}

describe('a site before any answer', () => {
  it('has a score from its profile and the indices, with range, band, editions and the caveat', async () => {
    const site = await place(SOFTWARE);
    const score = await scoreOf(site.siteId);
    expect(score).toMatchObject({ residual: 15.87, best: 3.57, worst: 49.25, band: 'low' });
    expect(sumOf(score)).toBeCloseTo(score.residual, 1);
    expect(score.contributions.map(({ factor }) => factor)).toEqual(expect.arrayContaining(['country', 'sector', 'workforce_unasked']));
    expect(score.contributions.find(({ factor }) => factor === 'country')?.edition).toContain('2022');
    expect(score.contributions.every(({ sentence }) => sentence.length > 10)).toBe(true);
    expect(score.caveat).toMatch(/proof/);
  });

  it('is explained in Russian too', async () => {
    const site = await place(SOFTWARE);
    await scoreOf(site.siteId);
    const { body } = await world.as(admin.token).get(api(`/sites/${site.siteId}/score?language=ru`));
    expect((body as ScoreBody).contributions[0]?.sentence).toMatch(/[а-я]/);
  });

  it('keeps cotton of Turkmenistan at 50 or more, whatever the supplier’s controls', async () => {
    const score = await scoreOf((await place(COTTON)).siteId);
    expect(score.best).toBeGreaterThanOrEqual(50);
    expect(score.residual).toBeGreaterThanOrEqual(50);
  });

  it('is scored again when its profile changes', async () => {
    const site = await place(SOFTWARE);
    const before = await scoreOf(site.siteId);
    const changed = await world
      .as(admin.token)
      .patch(api(`/sites/${site.siteId}`))
      .send({ isic: '81', version: 1 });
    expect(changed.status).toBe(200);
    expect((await scoreAfter(site.siteId, before)).residual).toBeGreaterThan(before.residual);
  });

  it('gets one score for many changes', async () => {
    const idle = await World.start({ work: false });
    try {
      const { token, tenantId } = await idle.signUp('patient-buyer');
      const made = await idle.as(token).post(api('/suppliers')).send({ name: 'Often Changed', country: 'SWE' });
      const { id: supplierId } = made.body as { id: string };
      const site = await idle
        .as(token)
        .post(api(`/suppliers/${supplierId}/sites`))
        .send({ name: 'Hall', ...SOFTWARE });
      const { id: siteId } = site.body as { id: string };
      for (let version = 1; version <= 6; version += 1) {
        const isic = version % 2 === 0 ? '62' : '81';
        expect(
          (
            await idle
              .as(token)
              .patch(api(`/sites/${siteId}`))
              .send({ isic, version })
          ).status,
        ).toBe(200);
      }
      const count = async (table: string) =>
        (await idle.admin.query(`SELECT count(*)::int AS n FROM ${table} WHERE site_id = $1`, [siteId])).rows[0] as unknown;
      expect([await count('scoring_due'), await count('score')]).toEqual([{ n: 1 }, { n: 0 }]);
      await idle.app.get(ScoreDueSitesWorker).run({ tenantId });
      await idle.app.get(ScoreDueSitesWorker).run({ tenantId });
      expect(await count('score')).toEqual({ n: 1 });
    } finally {
      await idle.stop();
    }
  });
});

describe('a supplier', () => {
  it('shows the score of its worst site', async () => {
    const site = await place(SOFTWARE);
    await scoreOf(site.siteId);
    const { id: worse } = await post<{ id: string }>(`/suppliers/${site.supplierId}/sites`, { name: 'The farm', ...COTTON });
    const worst = await scoreOf(worse);
    await eventually(async () => {
      const { body } = await world.as(admin.token).get(api(`/suppliers/${site.supplierId}/score`));
      expect((body as ScoreBody).id).toBe(worst.id);
    });
  });
});

describe('answers', () => {
  it('keep a garment factory that holds passports critical, however good the rest of its answers are', async () => {
    const site = await place({ ...SOFTWARE, country: 'VNM', isic: '14' });
    const before = await scoreOf(site.siteId);
    await submit(site, { W5: 'all_held' });
    const score = await scoreAfter(site.siteId, before);
    expect(score).toMatchObject({ band: 'critical' });
    expect(score.residual).toBeGreaterThanOrEqual(75);
    expect(sumOf(score)).toBeCloseTo(score.residual, 1);
    const findings = await world.as(admin.token).get(api(`/findings?siteId=${site.siteId}&severity=critical`));
    expect((findings.body as { items: unknown[] }).items).toMatchObject([{ zeroTolerance: true, state: 'open' }]);
  });

  it('make findings and actions once, however often the site is scored', async () => {
    const site = await place({ ...SOFTWARE, country: 'VNM', isic: '14' });
    const before = await scoreOf(site.siteId);
    await submit(site, { R12: 'yes', S1: 'none' });
    await scoreAfter(site.siteId, before);
    const count = async () =>
      (
        await world.admin.query('SELECT count(*)::int AS n, count(DISTINCT rule_id)::int AS rules FROM finding WHERE site_id = $1', [
          site.siteId,
        ])
      ).rows[0] as { n: number; rules: number };
    const first = await count();
    expect(first.n).toBe(first.rules);
    for (const isic of ['13', '81', '14']) {
      const known = await scoreOf(site.siteId);
      const { body } = await world.as(admin.token).get(api(`/sites/${site.siteId}`));
      await world
        .as(admin.token)
        .patch(api(`/sites/${site.siteId}`))
        .send({ isic, version: (body as { version: number }).version });
      await scoreAfter(site.siteId, known);
    }
    expect(await count()).toEqual(first);
    const actions = await world.admin.query('SELECT count(*)::int AS n FROM corrective_action WHERE site_id = $1', [site.siteId]);
    expect(actions.rows[0]).toEqual({ n: first.n });
  });

  it('leave every earlier score as it was, each with a receipt that gives the same score', async () => {
    const site = await place({ ...SOFTWARE, country: 'VNM', isic: '14' });
    const before = await scoreOf(site.siteId);
    await submit(site, { R12: 'yes' });
    await scoreAfter(site.siteId, before);
    const { body } = await world.as(admin.token).get(api(`/sites/${site.siteId}/scores`));
    const items = (body as { items: ScoreBody[] }).items;
    expect(items.length).toBeGreaterThanOrEqual(2);
    expect(items.at(-1)).toMatchObject({ id: before.id, residual: before.residual });
    for (const { id } of items) {
      const { text } = await world.as(admin.token).get(api(`/scores/${id}/receipt`));
      const checked = checkReceipt(JSON.parse(text));
      if (!('receipt' in checked)) throw new Error(JSON.stringify(checked.problems));
      expect(replayReceipt(checked.receipt)).toMatchObject({ same: true, differences: [] });
    }
  });
});

describe('silence', () => {
  it('is counted from the day after the due date, and no sooner', async () => {
    const quiet = await World.start();
    try {
      const buyer = await quiet.signUp('quiet-buyer');
      const as = () => quiet.as(buyer.token);
      const { body: supplier } = await as().post(api('/suppliers')).send({ name: 'Silent Stitching', country: 'VNM' });
      const supplierId = (supplier as { id: string }).id;
      await as()
        .post(api(`/suppliers/${supplierId}/contacts`))
        .send({ name: 'No One', email: 'none@silent.example', language: 'en' });
      const { body: site } = await as()
        .post(api(`/suppliers/${supplierId}/sites`))
        .send({ name: 'Hall', country: 'VNM', isic: '14', goods: { mode: 'services' } });
      const siteId = (site as { id: string }).id;
      const read = () =>
        eventually(async () => {
          const token = (await quiet.signIn(buyer.slug, buyer.email, buyer.password)).token;
          const { status, body } = await quiet.as(token).get(api(`/sites/${siteId}/score`));
          if (status !== 200) throw new Error(String(status));
          return body as ScoreBody;
        });
      const before = await read();
      await as()
        .post(api('/assessments'))
        .send({ siteIds: [siteId] });
      await quiet.linkTo('none@silent.example');
      expect((await read()).residual).toBe(before.residual);
      quiet.clock.advanceDays(32);
      await quiet.sweep();
      await eventually(async () => expect((await read()).residual).toBeGreaterThan(before.residual));
    } finally {
      await quiet.stop();
    }
  });
});

it('tells nothing of another tenant’s scores', async () => {
  const site = await place(SOFTWARE);
  const score = await scoreOf(site.siteId);
  const stranger = await world.signUp('scoring-stranger');
  for (const path of [
    `/sites/${site.siteId}/score`,
    `/sites/${site.siteId}/scores`,
    `/suppliers/${site.supplierId}/score`,
    `/scores/${score.id}`,
    `/scores/${score.id}/receipt`,
  ]) {
    expect((await world.as(stranger.token).get(api(path))).status).toBe(404);
  }
});
