import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { questionsOf } from '../../src/domain/manual/manual.js';
import { questionsReadBy } from '../../src/domain/expressions/cel.js';
import { bestAnswer } from '../../src/domain/scoring/best-answer.js';
import { addDays } from '../../src/domain/shared/instant.js';
import { newId } from '../../src/platform/db/ids.js';
import { answerMissing, makeSite, type TestSite } from '../support/assessed-sites.js';
import { api } from '../support/rounds.js';
import { readShipped } from '../support/shipped.js';
import { sweepNow } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

interface Help {
  readonly factor: string;
  readonly ref: string;
  readonly step: string;
  readonly zeroTolerance: boolean;
  readonly fall: number;
  readonly sentence: string;
}
interface Part {
  readonly cause: string;
  readonly points: number;
  readonly sentence: string;
  readonly changes: readonly { readonly kind: string; readonly ref: string | null; readonly sentence: string }[];
}

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let auditor: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('insight-buyer');
  officer = await world.join(admin, 'officer');
  auditor = await world.join(admin, 'auditor');
});
afterAll(() => world.stop());

async function answeredSite(given: Readonly<Record<string, unknown>>): Promise<TestSite & { readonly token: string }> {
  const email = `contact-${(made += 1)}@insight.example`;
  const site = await makeSite(world, admin.tenantId, `Insight ${made}`, [{ email }]);
  await world
    .as(officer.token)
    .post(api('/assessments'))
    .send({ siteIds: [site.siteId] })
    .expect(201);
  const token = await world.linkTo(email);
  await answerMissing(world, token, given);
  await world.as(token).post(api('/respond/submit')).expect(200);
  await untilIdle(world.app);
  return { ...site, token };
}

const of = (siteId: string, what: string, by = auditor) => world.as(by.token).get(api(`/sites/${siteId}/score${what}`));
const simulate = (siteId: string, body: object, by = officer) =>
  world
    .as(by.token)
    .post(api(`/sites/${siteId}/score/simulate`))
    .send(body);
const rowsOf = async (): Promise<unknown> =>
  (
    await world.admin.query(
      'SELECT (SELECT count(*) FROM score) AS s, (SELECT count(*) FROM finding) AS f, (SELECT count(*) FROM counted_answer) AS a',
    )
  ).rows[0];
const hundredths = (parts: readonly Part[]): number => parts.reduce((sum, { points }) => sum + Math.round(points * 100), 0);

describe('what would help', () => {
  it('promises what a simulation of it gives, in the reader’s language', async () => {
    const { siteId } = await answeredSite({});
    const { body } = await of(siteId, '/what-helps').expect(200);
    const helps = body.helps as Help[];
    expect(helps.length).toBeGreaterThan(5);
    expect(helps.map(({ fall }) => fall)).toEqual(helps.map(({ fall }) => fall).sort((a, b) => b - a));
    const questions = questionsOf((await readShipped()).manual);
    const gates = new Set(
      questions.flatMap(({ visible, redFlags }) =>
        [visible, ...redFlags.map(({ when }) => when)].flatMap((when) => (when === null ? [] : questionsReadBy(when))),
      ),
    );
    const plain = helps.filter(({ factor, ref }) => factor === 'control' && !gates.has(ref)).slice(0, 4);
    expect(plain).toHaveLength(4);
    for (const { ref, fall } of plain) {
      const question = questions.find(({ id }) => id === ref);
      const best = question === undefined ? null : bestAnswer(question);
      const value = question?.type === 'date' ? world.clock.today() : question?.type === 'text' ? 'Said.' : best?.value;
      const { body: supposed } = await simulate(siteId, {
        answers: [{ question: ref, state: 'answered', value, evidence: 'documented' }],
      }).expect(200);
      expect(supposed.residual).toBeCloseTo(body.residual - fall, 1);
      expect(hundredths(supposed.parts as Part[])).toBe(Math.round(supposed.residual * 100) - Math.round(body.residual * 100));
    }
    expect(['list', 'none']).toContain(body.wayOut.kind);
    const russian = (await of(siteId, '/what-helps?language=ru').expect(200)).body;
    expect([russian.language, /[а-я]/.test(russian.helps[0].sentence), /[а-я]/.test(russian.wayOut.sentence)]).toEqual(['ru', true, true]);
  });

  it('wants nothing of a zero-tolerance case but that people close it', async () => {
    const { siteId } = await answeredSite({ W5: 'all_held' });
    const { body } = await of(siteId, '/what-helps').expect(200);
    expect(body.helps[0]).toMatchObject({
      factor: 'case',
      step: 'close',
      zeroTolerance: true,
      sentence: expect.stringContaining('Only people close this'),
    });
    expect((body.helps as Help[]).map(({ ref }) => ref)).not.toContain('W5');
    expect(body.wayOut).toMatchObject({ kind: 'none', steps: [], because: [{ reason: 'zero_tolerance' }] });
  });
});

describe('a simulation', () => {
  it('opens the cases that answers would open, closes those that are named, and stores nothing', async () => {
    const { siteId } = await answeredSite({});
    const held = await answeredSite({ W5: 'all_held' });
    const before = await rowsOf();
    const bad = (
      await simulate(siteId, { answers: [{ question: 'W5', state: 'answered', value: 'all_held', evidence: 'declared' }] }).expect(200)
    ).body;
    expect(bad).toMatchObject({ band: 'critical', raised: [{ ruleId: 'W5.documents_held', zeroTolerance: true }] });
    expect((bad.parts as Part[]).map(({ cause }) => cause)).toEqual(expect.arrayContaining(['answers', 'cases']));
    const findings = (await world.as(officer.token).get(api(`/findings?siteId=${held.siteId}&zeroTolerance=true`))).body.items as {
      id: string;
    }[];
    const now = (await of(held.siteId, '').expect(200)).body;
    const closed = (await simulate(held.siteId, { answers: [], closed: findings.map(({ id }) => id) }).expect(200)).body;
    expect(closed.residual).toBeLessThan(now.residual);
    expect(closed.headline).toContain('The band went from critical to');
    await untilIdle(world.app);
    expect((await of(siteId, '')).body.residual).toBeLessThan(75);
    expect(await rowsOf()).toEqual(before);
  });

  it('refuses what cannot be, with its place', async () => {
    const { siteId } = await answeredSite({});
    const wrong = await simulate(siteId, {
      answers: [
        { question: 'NOPE', state: 'answered', value: 'x', evidence: 'declared' },
        { question: 'W5', state: 'answered', value: 'nowhere', evidence: 'declared' },
        { question: 'S1', state: 'answered', evidence: 'declared' },
      ],
      closed: [newId()],
    });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'SIMULATION_INVALID']);
    expect((wrong.body.problems as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'answers.0.question QUESTION_UNKNOWN',
      'answers.1.value ANSWER_OPTION',
      'answers.2.value ANSWER_TYPE',
      'closed.0 FINDING_UNKNOWN',
    ]);
    const twice = { question: 'W5', state: 'unknown', evidence: 'declared' };
    for (const body of [{}, { answers: [twice, twice] }, { answers: [{ ...twice, state: 'blank' }] }]) {
      expect((await simulate(siteId, body)).body.code).toBe('VALIDATION_FAILED');
    }
    expect((await simulate(siteId, { answers: [] }, auditor)).status).toBe(403);
  });
});

describe('why a score changed', () => {
  it('is told since the score before, in parts that add up and name what changed', async () => {
    const { siteId, token } = await answeredSite({ W5: 'all_held' });
    const { body } = await of(siteId, '/why-changed').expect(200);
    const parts = body.parts as Part[];
    expect(body.from.scoreId).not.toBe(body.to.scoreId);
    expect(hundredths(parts)).toBe(Math.round(body.to.residual * 100) - Math.round(body.from.residual * 100));
    const opened = parts.find(({ cause }) => cause === 'cases')?.changes ?? [];
    expect(opened.some(({ sentence }) => sentence.startsWith('Opened (zero tolerance): '))).toBe(true);
    expect(body.bandBy.length).toBeGreaterThan(0);
    const russian = (await of(siteId, '/why-changed?language=ru').expect(200)).body;
    expect(russian.headline).toMatch(/^Риск изменился с/);
    expect((await world.as(token).get(api(`/sites/${siteId}/score/why-changed`))).status).toBe(403);
  });

  it('is told between two days, and lays what time did on time', async () => {
    const { siteId } = await answeredSite({});
    const day = world.clock.today();
    const same = (await of(siteId, `/why-changed?from=${day}&to=${day}`).expect(200)).body;
    expect([same.parts, same.bandBy, same.from]).toEqual([[], [], same.to]);
    world.clock.advanceDays(750);
    [admin, officer, auditor] = [
      await world.signIn(admin.slug, admin.email, admin.password),
      await world.signIn(officer.slug, officer.email, officer.password),
      await world.signIn(auditor.slug, auditor.email, auditor.password),
    ];
    await sweepNow(world);
    const { body } = await of(siteId, `/why-changed?from=${day}&to=${world.clock.today()}`).expect(200);
    const parts = body.parts as Part[];
    const time = parts.find(({ cause }) => cause === 'time');
    expect(time?.points).toBeGreaterThan(0);
    expect(time?.changes.some(({ kind }) => kind === 'date')).toBe(true);
    expect(parts.some(({ cause }) => cause === 'answers')).toBe(false);
    expect(hundredths(parts)).toBe(Math.round(body.to.residual * 100) - Math.round(body.from.residual * 100));
    const codes = await Promise.all(
      [
        `?from=${addDays(day, -1).slice(0, 10)}`,
        '?from=2026-02-30',
        `?to=${addDays(world.clock.today(), 1).slice(0, 10)}`,
        `?from=${world.clock.today()}&to=${day}`,
        '?from=yesterday',
      ].map(async (query) => (await of(siteId, `/why-changed${query}`)).body.code),
    );
    expect(codes).toEqual(['NOT_SCORED_THEN', 'DATE_INVALID', 'DATE_IN_FUTURE', 'DATES_REVERSED', 'VALIDATION_FAILED']);
  });

  it('is nothing that another organisation sees', async () => {
    const { siteId } = await answeredSite({});
    const stranger = await world.signUp('insight-stranger');
    for (const what of ['/what-helps', '/why-changed']) expect((await of(siteId, what, stranger)).body.code).toBe('SITE_NOT_FOUND');
    expect((await simulate(siteId, { answers: [] }, stranger)).body.code).toBe('SITE_NOT_FOUND');
  });
});
