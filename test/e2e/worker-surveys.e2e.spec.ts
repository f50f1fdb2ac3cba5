import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { LOG, type Log } from '../../src/platform/log/log.module.js';
import { makeSite } from '../support/assessed-sites.js';
import { eventually } from '../support/eventually.js';
import { api, type Round, Rounds } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let rounds: Rounds;
let other: SignedIn;
let auditor: SignedIn;

beforeAll(async () => {
  world = await World.start();
  const buyer = await world.signUp('surveying-buyer');
  rounds = new Rounds(world, buyer);
  auditor = await world.join(buyer, 'auditor');
  other = await world.signUp('another-buyer');
}, 60_000);
afterAll(() => world.stop());

const GOOD = { R6: 'yes', R12: 'no', W2: 'agree', W4: 'nobody_paid', W5: 'with_workers', W6: 'free', W13: 'none_checked' } as const;

interface Survey {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly outcome: string | null;
}
interface WorkersPage {
  readonly buyer: string;
  readonly language: string;
  readonly dir: string;
  readonly intro: readonly string[];
  readonly questions: readonly { readonly id: string; readonly text: string }[];
}
interface Told {
  readonly enough: boolean;
  readonly questions: readonly Record<string, unknown>[];
}

const dayIn = (days: number): string => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
const newSite = async (): Promise<string> => (await makeSite(world, rounds.buyer.tenantId, 'Surveyed', [])).siteId;
const open = (siteId: string, more: object = {}) =>
  rounds
    .officer()
    .post(api(`/sites/${siteId}/worker-surveys`))
    .send({ channel: 'union', languages: ['en', 'ru'], closesOn: dayIn(14), ...more });
const opened = async (siteId: string, more: object = {}): Promise<Survey> => {
  const answer = await open(siteId, more);
  if (answer.status !== 201) throw new Error(`open: ${answer.status} ${answer.text}`);
  return answer.body as Survey;
};
/** The path that workers are given. */
const pathOf = async ({ id }: Survey): Promise<string> => {
  const handout = await rounds.officer().get(api(`/worker-surveys/${id}/handout`));
  return new URL((handout.body as { address: string }).address).pathname.replace(/\/form$/, '');
};
const say = (answers: Readonly<Record<string, unknown>>) => ({
  answers: Object.entries(answers).map(([question, value]) =>
    value === '?' ? { question, state: 'unknown' } : { question, state: 'answered', value },
  ),
});
const send = (path: string, answers: Readonly<Record<string, unknown>>) => world.http.post(path).send(say(answers));
const sendMany = async (path: string, all: readonly Readonly<Record<string, unknown>>[]): Promise<void> => {
  for (const answers of all) expect((await send(path, answers)).status).toBe(200);
};
const results = async ({ id }: Survey): Promise<Told> => (await rounds.officer().get(api(`/worker-surveys/${id}/results`))).body as Told;
const end = (how: 'count' | 'withdraw', { id, version }: Survey) =>
  rounds
    .officer()
    .post(api(`/worker-surveys/${id}/${how}`))
    .send({ version });
const codeOf = async (answer: PromiseLike<{ status: number; body: { code?: string } }>): Promise<string> => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};
const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

describe('opening a survey', () => {
  it('gives a link, a code and a page to hand out, and never through the employer', async () => {
    const siteId = await newSite();
    expect(await codeOf(open(siteId, { channel: 'employer' }))).toBe('400 VALIDATION_FAILED');
    const survey = await opened(siteId, { channel: 'ngo' });
    const handout = await rounds.officer().get(api(`/worker-surveys/${survey.id}/handout`));
    const body = handout.body as { address: string; instructions: string[] };
    expect(body.address).toMatch(/^http:\/\/plumbline\.test\/api\/v1\/worker-survey\/[\w-]{86}\/form$/);
    expect(body.instructions.join(' ')).toContain('Never give the link or the code to the employer');
    const svg = await rounds.officer().get(api(`/worker-surveys/${survey.id}/qr.svg`));
    expect([svg.headers['content-type'], (svg.body as Buffer).toString()]).toEqual([
      expect.stringContaining('image/svg+xml'),
      expect.stringContaining('<svg'),
    ]);
    const png = await rounds.officer().get(api(`/worker-surveys/${survey.id}/qr.png`));
    expect([png.headers['content-type'], (png.body as Buffer).subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
    const page = await rounds.officer().get(api(`/worker-surveys/${survey.id}/page?language=ru`));
    expect(page.text).toContain('<html lang="ru" dir="ltr">');
    expect(page.text).toContain('<svg');
    expect(page.text).not.toContain('Surveyed');
    expect(JSON.stringify((await rounds.officer().get(api(`/sites/${siteId}/worker-surveys`))).body)).toContain(survey.id);
    for (const path of ['handout', 'qr.svg', 'qr.png', 'page'])
      expect(await codeOf(world.as(auditor.token).get(api(`/worker-surveys/${survey.id}/${path}`)))).toBe('403 FORBIDDEN');
  });

  it('is refused with its reason', async () => {
    const siteId = await newSite();
    const archived = (await makeSite(world, rounds.buyer.tenantId, 'Gone', [], { status: 'archived' })).siteId;
    expect(await codeOf(open(archived))).toBe('409 SITE_ARCHIVED');
    expect(await codeOf(open('01890000-0000-7000-8000-000000000001'))).toBe('404 SITE_NOT_FOUND');
    for (const wrong of [
      { languages: ['xx'] },
      { languages: [] },
      { closesOn: dayIn(-1) },
      { closesOn: dayIn(93) },
      { closesOn: '2027-02-30' },
      { opensOn: dayIn(-1) },
      { opensOn: dayIn(3), closesOn: dayIn(2) },
      { secret: 'x' },
    ])
      expect(await codeOf(open(siteId, wrong))).toBe('400 VALIDATION_FAILED');
    const both = await Promise.all([codeOf(open(siteId)), codeOf(open(siteId))]);
    expect(both.sort()).toEqual(['201', '409 SURVEY_ALREADY_OPEN']);
  });
});

describe('what a worker sees', () => {
  it('is who asks, what becomes of it and the questions in their words, without a sign-in', async () => {
    const path = await pathOf(await opened(await newSite(), { languages: ['en', 'ru', 'ur'] }));
    const answer = await world.http.get(path);
    const { headers } = answer;
    const body = answer.body as WorkersPage;
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['set-cookie']).toBeUndefined();
    expect(body).toMatchObject({ buyer: 'Tenant surveying-buyer', language: 'en', dir: 'ltr', languages: ['en', 'ru', 'ur'] });
    expect(body.intro.join(' ')).toContain('Your employer never sees single answers');
    expect(body.questions.map(({ id }) => id)).toHaveLength(15);
    expect(body.questions.find(({ id }) => id === 'W5')?.text).toBe('Who keeps your passport, identity papers, bank card and phone?');
    expect(JSON.stringify(body)).not.toContain('Surveyed');
    const urdu = (await world.http.get(`${path}?language=ur`)).body as WorkersPage;
    expect([urdu.language, urdu.dir]).toEqual(['ur', 'rtl']);
    expect(urdu.questions.map(({ id }) => id)).toContain('W5');
    expect(urdu.questions.map(({ text }) => text).join('')).not.toMatch(/[a-z]{4}/);
    expect((await world.http.get(`${path}?language=sv`)).body.language).toBe('en');
  });

  it('is also one page without scripts that any phone can fill in', async () => {
    const survey = await opened(await newSite(), { languages: ['ur', 'en'] });
    const path = await pathOf(survey);
    const page = await world.http.get(`${path}/form`);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'.*form-action 'self'/);
    expect(page.text).toContain('<html lang="ur" dir="rtl">');
    expect(page.text).not.toMatch(/<script|<img|<link|https?:|plumbline/i);
    const sent = await world.http
      .post(`${path}/form?language=en`)
      .type('form')
      .send({ W5: 'all_held', W9: ['gear', 'none'], W6: '', W1: 'nonsense', X: '1' });
    expect([sent.status, sent.headers['location']]).toEqual([303, 'form?sent=yes&language=en']);
    expect((await world.http.get(`${path}/form?sent=yes&language=en`)).text).toContain('Thank you');
    expect(
      await rounds.rows('SELECT question_id, choice, people FROM worker_survey_tally WHERE survey_id = $1 ORDER BY 1, 2', [survey.id]),
    ).toEqual([
      { question_id: 'W5', choice: '', people: 1 },
      { question_id: 'W5', choice: 'all_held', people: 1 },
      { question_id: 'W9', choice: '', people: 1 },
      { question_id: 'W9', choice: 'gear', people: 1 },
    ]);
    const wrong = await world.http.get(`${path.slice(0, -3)}AAA/form`);
    expect([wrong.status, wrong.text.includes('No answers are taken here')]).toEqual([404, true]);
  });

  it('takes answers in part, "I do not know" and none at all, and refuses what is no answer without saving any', async () => {
    const survey = await opened(await newSite());
    const path = await pathOf(survey);
    expect((await send(path, {})).body.thanks[0]).toContain('Thank you');
    expect((await send(path, { W6: '?' })).status).toBe(200);
    const wrong = await send(path, { W5: 'all_held', W6: 'in my own words' });
    expect([wrong.status, wrong.body.code, JSON.stringify(wrong.body)]).toEqual([
      400,
      'ANSWERS_INVALID',
      expect.not.stringContaining('own words'),
    ]);
    expect(await codeOf(send(path, { S1: 'yes' }))).toBe('400 ANSWERS_INVALID');
    expect(await codeOf(world.http.post(path).send({ answers: [], name: 'Rahim' }))).toBe('400 VALIDATION_FAILED');
    expect(await codeOf(world.http.post(path).send({ answers: times(201, { question: 'W5', state: 'unknown' }) }))).toBe(
      '400 VALIDATION_FAILED',
    );
    const [row] = await rounds.rows('SELECT respondents FROM worker_survey WHERE id = $1', [survey.id]);
    expect(row).toEqual({ respondents: 1 });
  });
});

describe('what is kept', () => {
  it('names no person, device, address or moment: not in a row, not in the audit trail, not in the log', async () => {
    const survey = await opened(await newSite());
    const path = await pathOf(survey);
    const info = jest.spyOn(world.app.get<Log>(LOG), 'info');
    const rest = async () =>
      rounds.rows(
        'SELECT (SELECT count(*) FROM audit_event) AS events, (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM mail) AS mail',
        [],
      );
    const before = await rest();
    await world.http.get(path).set('user-agent', 'Cheap Phone 3');
    await world.http.get(`${path}/form`).set('user-agent', 'Cheap Phone 3');
    await world.http
      .post(path)
      .set('user-agent', 'Cheap Phone 3')
      .set('x-forwarded-for', '203.0.113.9')
      .set('cookie', 'a=b')
      .send(say({ W5: 'all_held' }));
    await world.http.post(`${path}/form`).type('form').send({ W5: 'all_held' });
    await send(`${path.slice(0, -1)}_`, { W5: 'all_held' });
    const logged = info.mock.calls.filter(([line]) => JSON.stringify(line).includes('worker-survey'));
    info.mockRestore();
    expect(logged).toEqual([]);
    expect(await rest()).toEqual(before);
    const columns = await rounds.rows(
      `SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = 'worker_survey_tally' ORDER BY 1`,
      [],
    );
    expect(columns.map(({ name, type }) => `${String(name)} ${String(type)}`)).toEqual([
      'choice text',
      'people integer',
      'question_id text',
      'survey_id uuid',
      'tenant_id uuid',
    ]);
    const [row] = await rounds.rows('SELECT row_to_json(s)::text AS text FROM worker_survey s WHERE id = $1', [survey.id]);
    expect(String(row?.['text'])).not.toMatch(/Cheap|203\.0|127\.0/);
    // The officer's view is the same to the last letter, whoever answered.
    expect((await rounds.officer().get(api(`/worker-surveys/${survey.id}`))).body).toEqual(survey);
  });

  it('is the sum of all who answer at once, none of them lost', async () => {
    const survey = await opened(await newSite());
    const path = await pathOf(survey);
    const answers = await Promise.all(times(40, { W5: 'with_workers', W9: ['gear'] }).map((one) => send(path, one)));
    expect(answers.map(({ status }) => status)).toEqual(times(40, 200));
    const rows = await rounds.rows('SELECT choice, people FROM worker_survey_tally WHERE survey_id = $1', [survey.id]);
    expect(rows.map(({ people }) => people)).toEqual([40, 40, 40, 40]);
  });
});

describe('fewer than five', () => {
  it('show nothing: neither how many nor what, and the fifth cannot be timed', async () => {
    const survey = await opened(await newSite());
    const path = await pathOf(survey);
    const none = await results(survey);
    expect(none).toEqual({ state: 'open', enough: false, workersAtLeast: 5, outcome: null, respondentsAtLeast: null, questions: [] });
    await sendMany(path, times(4, GOOD));
    expect(await results(survey)).toEqual(none);
    expect(await codeOf(end('count', survey))).toBe('409 WORKERS_TOO_FEW');
    await rounds.passDays(1);
    expect(await results(survey)).toEqual(none);
    await send(path, GOOD);
    expect(await results(survey)).toEqual(none);
    await rounds.passDays(1);
    expect(await results(survey)).toEqual({ ...none, enough: true });
  });

  it('leave nothing behind when the last day is over', async () => {
    const survey = await opened(await newSite(), { closesOn: dayIn(1) });
    const path = await pathOf(survey);
    await sendMany(path, times(4, { W5: 'all_held' }));
    await rounds.passDays(2);
    expect(await codeOf(send(path, GOOD))).toBe('410 SURVEY_CLOSED');
    await world.sweep();
    await eventually(async () => {
      const [row] = await rounds.rows('SELECT state, outcome, result, signal_id, respondents FROM worker_survey WHERE id = $1', [
        survey.id,
      ]);
      expect(row).toEqual({ state: 'too_few', outcome: null, result: null, signal_id: null, respondents: 0 });
    });
    expect(await rounds.rows('SELECT 1 FROM worker_survey_tally WHERE survey_id = $1', [survey.id])).toEqual([]);
    expect(await results(survey)).toMatchObject({ state: 'too_few', enough: false, questions: [] });
  });
});

describe('five workers', () => {
  let round: Round;
  let survey: Survey;
  let path: string;

  const seenBySupplier = async (): Promise<unknown> => {
    const paths = ['/respond', '/respond/plan', '/respond/evidence', '/respond/third-party-results'];
    const bodies = await Promise.all(paths.map(async (one) => (await rounds.respond(round.link).get(api(one))).body as unknown));
    const letters = (await world.letters()).filter(({ to }) => to.includes(round.email)).length;
    const due = await rounds.rows(`SELECT due_on::text FROM reassessment WHERE site_id = $1 AND state = 'planned'`, [round.siteId]);
    return { bodies, letters, due };
  };

  beforeAll(async () => {
    round = await rounds.open();
    await rounds.complete(round.link, GOOD);
    await untilIdle(world.app);
  }, 60_000);

  it('who contradict a site make a held signal with what they said, in words without numbers', async () => {
    const before = await seenBySupplier();
    survey = await opened(round.siteId);
    path = await pathOf(survey);
    await sendMany(path, [...times(3, GOOD), ...times(2, { ...GOOD, W5: 'all_held', W12: 'status_threat' })]);
    expect((await results(survey)).enough).toBe(true);
    expect((await results(survey)).questions).toEqual([]);
    const counted = await end('count', survey);
    expect([counted.status, counted.body]).toMatchObject([200, { state: 'counted', outcome: 'contradicts', signalId: expect.any(String) }]);
    const told = await results(survey);
    expect(told).toMatchObject({ state: 'counted', enough: true, outcome: 'contradicts', respondentsAtLeast: 5 });
    expect(told.questions.find(({ question }) => question === 'W5')).toMatchObject({
      hidden: null,
      options: expect.arrayContaining([{ option: 'all_held', text: expect.any(String), share: 'some' }]),
      workers: 'all_held',
      site: 'with_workers',
      gap: true,
      ilo: [7],
    });
    expect(told.questions.find(({ question }) => question === 'W12')).toMatchObject({ hidden: 'too_few', options: [] });
    const [signal] = await rounds.rows('SELECT kind, outcome, visibility, observations, ilo, withdrawn_at FROM signal WHERE id = $1', [
      counted.body.signalId,
    ]);
    expect(signal).toMatchObject({
      kind: 'worker_survey',
      outcome: 'contradicts',
      visibility: 'held',
      ilo: [1, 6, 7, 9],
      withdrawn_at: null,
    });
    expect(signal?.['observations']).toContainEqual({ question: 'W5', meaning: 1, value: 'all_held' });
    await untilIdle(world.app);
    const findings = await rounds.rows('SELECT visibility FROM finding WHERE site_id = $1 AND signal_id IS NOT NULL', [round.siteId]);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ visibility }) => visibility === 'held')).toBe(true);
    expect(await seenBySupplier()).toEqual(before);
  });

  it('leave no figure that could be counted back, and their link takes nothing more', async () => {
    expect(await rounds.rows('SELECT 1 FROM worker_survey_tally WHERE survey_id = $1', [survey.id])).toEqual([]);
    expect(await rounds.rows('SELECT respondents FROM worker_survey WHERE id = $1', [survey.id])).toEqual([{ respondents: 0 }]);
    expect(await codeOf(send(path, GOOD))).toBe('410 SURVEY_CLOSED');
    expect((await world.http.get(`${path}/form`)).status).toBe(410);
    expect(await codeOf(end('count', { ...survey, version: 2 }))).toBe('409 SURVEY_ENDED');
  });

  it('are taken back with the survey', async () => {
    expect(await codeOf(end('withdraw', survey))).toBe('409 VERSION_CONFLICT');
    const withdrawn = await end('withdraw', { ...survey, version: 2 });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', outcome: 'contradicts' });
    const [signal] = await rounds.rows('SELECT withdrawn_at FROM signal WHERE id = $1', [withdrawn.body.signalId]);
    expect(signal?.['withdrawn_at']).not.toBe(null);
    expect(await codeOf(end('withdraw', { ...survey, version: 3 }))).toBe('409 SURVEY_ENDED');
  });

  it('who say what the site says confirm it, counted by the day alone', async () => {
    const again = await opened(round.siteId, { closesOn: dayIn(1) });
    await sendMany(await pathOf(again), times(6, GOOD));
    await rounds.passDays(2);
    await Promise.all([world.sweep(), world.sweep()]);
    await eventually(async () => {
      expect((await rounds.officer().get(api(`/worker-surveys/${again.id}`))).body).toMatchObject({
        state: 'counted',
        outcome: 'confirms',
      });
    });
    const signals = await rounds.rows('SELECT outcome, entered_by_kind FROM signal WHERE site_id = $1 AND withdrawn_at IS NULL', [
      round.siteId,
    ]);
    expect(signals).toEqual([{ outcome: 'confirms', entered_by_kind: 'system' }]);
  });

  it('are counted once by two officers at the same moment', async () => {
    const twice = await opened(await newSite());
    await sendMany(await pathOf(twice), times(5, GOOD));
    const both = await Promise.all([codeOf(end('count', twice)), codeOf(end('count', twice))]);
    expect(both.sort()).toEqual(['200', '409 SURVEY_ENDED']);
  });
});

describe('a link', () => {
  it('that is made up, another tenant’s or not open yet opens nothing', async () => {
    const survey = await opened(await newSite(), { opensOn: dayIn(2), closesOn: dayIn(5) });
    const path = await pathOf(survey);
    other = await world.signIn(other.slug, other.email, other.password);
    expect(await codeOf(world.http.get(path))).toBe('410 SURVEY_CLOSED');
    const token = Buffer.from(path.split('/').at(-1) ?? '', 'base64url');
    const forged = Buffer.from(token);
    Buffer.from(other.tenantId.replaceAll('-', ''), 'hex').copy(forged);
    const changed = Buffer.from(token);
    changed[63] = (changed[63] ?? 0) ^ 1;
    for (const bad of [forged.toString('base64url'), changed.toString('base64url'), 'x', `${path.split('/').at(-1)}=`]) {
      expect(await codeOf(world.http.get(api(`/worker-survey/${bad}`)))).toBe('404 SURVEY_NOT_FOUND');
      expect(await codeOf(send(api(`/worker-survey/${bad}`), GOOD))).toBe('404 SURVEY_NOT_FOUND');
    }
    for (const place of ['', '/results', '/handout', '/qr.svg', '/qr.png', '/page'])
      expect(await codeOf(world.as(other.token).get(api(`/worker-surveys/${survey.id}${place}`)))).toBe('404 SURVEY_NOT_FOUND');
    await rounds.passDays(2);
    expect((await world.http.get(path)).status).toBe(200);
  });

  it('takes only so many answers a minute, and so many in all', async () => {
    const survey = await opened(await newSite());
    const path = await pathOf(survey);
    const statuses = await Promise.all(times(70, { W6: 'free' }).map(async (one) => (await send(path, one)).status));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
    const form = await world.http.post(`${path}/form?language=ru`).type('form').send({ W6: 'free' });
    expect([form.status, form.text.includes('Подождите минуту')]).toEqual([429, true]);
    await rounds.passDays(1);
    await rounds.rows('UPDATE worker_survey SET most_respondents = respondents + 1 WHERE id = $1', [survey.id]);
    expect(await codeOf(send(path, GOOD))).toBe('200');
    expect(await codeOf(send(path, GOOD))).toBe('409 SURVEY_FULL');
  });

  it('withdrawn before it is counted leaves nothing of what was said', async () => {
    const survey = await opened(await newSite());
    const path = await pathOf(survey);
    await sendMany(path, times(5, { W5: 'all_held' }));
    expect((await end('withdraw', survey)).body).toMatchObject({ state: 'withdrawn', outcome: null, signalId: null });
    expect(await rounds.rows('SELECT 1 FROM worker_survey_tally WHERE survey_id = $1', [survey.id])).toEqual([]);
    expect(await codeOf(send(path, GOOD))).toBe('410 SURVEY_CLOSED');
  });
});

describe('a supplier', () => {
  it('has no right at all on the tables of surveys', async () => {
    const rights = await rounds.rows(
      `SELECT t, has_any_column_privilege('plumbline_respondent', t, 'SELECT, INSERT, UPDATE') OR has_table_privilege('plumbline_respondent', t, 'DELETE') AS may
       FROM unnest(ARRAY['worker_survey', 'worker_survey_tally']) AS t`,
      [],
    );
    expect(rights.map(({ may }) => may)).toEqual([false, false]);
  });
});
