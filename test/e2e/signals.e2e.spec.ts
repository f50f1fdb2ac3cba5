import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { newId } from '../../src/platform/db/ids.js';
import { api, Rounds } from '../support/rounds.js';
import { type Found, type Signal, Signals } from '../support/signals.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let auditor: SignedIn;
let third: SignedIn;
let signals: Signals;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('signals');
  officer = await world.join(admin, 'officer');
  auditor = await world.join(admin, 'auditor');
  third = await world.join(admin, 'officer', 'third@signals.example');
  signals = new Signals(world, officer);
});
afterAll(() => world.stop());

const CLEAN = { kind: 'audit', outcome: 'clean', manner: 'third_party' };
const FAULTY = { kind: 'audit', outcome: 'major_nonconformities', manner: 'on_site' };
const REPORT = { kind: 'report' };

const gradesOf = (found: readonly Found[], { id }: Signal): readonly string[] =>
  found
    .filter(({ signalId }) => signalId === id)
    .map(({ ruleId, severity, zeroTolerance }) => `${ruleId.split('.').at(-1)} ${severity}${zeroTolerance ? ' zero' : ''}`)
    .sort();

describe('what others say of a site', () => {
  it('moves its score, as a contribution with its own sentence, and counts once with the finding that it opens', async () => {
    const { siteId } = await signals.site();
    const cases: readonly (readonly [object, number])[] = [
      [CLEAN, -6],
      [FAULTY, 6],
      [REPORT, 6],
      [REPORT, 2],
      [{ kind: 'adverse_media' }, 3],
      [{ kind: 'buyer_practices', level: 0.5 }, 2.5],
    ];
    let sum = 0;
    for (const [i, [said, points]] of cases.entries()) {
      await signals.enter(siteId, { ...said, text: `Number ${i}` });
      sum += points;
      expect(await signals.points(siteId, 'signal')).toBeCloseTo(sum, 6);
    }
    const { contributions, residual } = await signals.score(siteId);
    expect(contributions.reduce((all, { points }) => all + points, 0)).toBeCloseTo(residual, 2);
    const sentences = contributions.filter(({ factor }) => factor === 'signal').map(({ sentence }) => sentence);
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(5);
    expect((await signals.score(siteId)).contributions.filter(({ factor }) => factor === 'case')).toEqual([]);
    const listed = await signals.get<{ items: Signal[]; next: string | null }>(`/sites/${siteId}/signals?limit=4`);
    const rest = await signals.get<{ items: Signal[]; next: string | null }>(`/sites/${siteId}/signals?limit=4&after=${listed.next}`);
    expect([listed.items.length, rest.items.length, rest.next]).toEqual([4, 2, null]);
    expect(listed.items[0]).toMatchObject({ kind: 'buyer_practices', text: 'Number 5', visibility: 'held', version: 1, findings: [] });
  });

  it('opens zero tolerance where it shows what no score can make good, and gives no points beside', async () => {
    const kinds: readonly (readonly [object, readonly string[]])[] = [
      [{ ...REPORT, ilo: [3, 7] }, ['documents critical zero', 'movement critical zero']],
      [{ ...REPORT, ilo: [5, 6] }, ['threats critical zero', 'violence critical zero']],
      [{ ...FAULTY, ilo: [9], shows: ['debt_ties'] }, ['debt critical zero', 'said major']],
      [{ ...REPORT, shows: ['child_below_legal_age'] }, ['child critical zero']],
      [{ ...REPORT, shows: ['identified_victim'] }, ['victim critical zero']],
      [{ ...REPORT, shows: ['state_imposed'] }, ['state critical zero']],
      [{ kind: 'authority_finding' }, ['authority critical zero']],
      [{ ...REPORT, ilo: [9] }, ['indicators critical']],
      [{ ...REPORT, ilo: [9], shows: ['repayment_agreed'] }, ['indicators major']],
      [{ ...REPORT, ilo: [11] }, ['indicators major']],
    ];
    for (const [said, grades] of kinds) {
      const { siteId } = await signals.site();
      const signal = await signals.enter(siteId, said);
      const found = await signals.findings(siteId);
      expect(gradesOf(found, signal)).toEqual(grades);
      expect(found.every(({ visibility, questionId }) => visibility === 'held' && questionId === null)).toBe(true);
      const { residual } = await signals.score(siteId);
      const isZero = grades.some((grade) => grade.endsWith('zero'));
      expect(residual >= 75).toBe(isZero);
      if (isZero) expect(await signals.points(siteId, 'signal')).toBe(0);
    }
  });

  it('adds up three other indicators from several reports, once, and only what comes after people closed it counts again', async () => {
    const { siteId } = await signals.site();
    const rule = 'ilo.three_indicators.seen';
    const open = async () => (await signals.findings(siteId)).filter(({ ruleId, state }) => ruleId === rule && state === 'open');
    await signals.enter(siteId, { ...REPORT, ilo: [2, 11] });
    await signals.enter(siteId, { kind: 'adverse_media', ilo: [1, 4] });
    expect(await open()).toEqual([]);
    const last = await signals.enter(siteId, { ...FAULTY, ilo: [8] });
    const [found] = await open();
    expect(found).toMatchObject({ zeroTolerance: true, severity: 'critical', signalId: last.id });
    await signals.enter(siteId, { ...FAULTY, ilo: [10] });
    expect(await open()).toHaveLength(1);
    if (found !== undefined) await signals.close(found, {}, [officer, admin, third]);
    await signals.enter(siteId, { ...REPORT, ilo: [4], text: 'One more.' });
    expect(await open()).toEqual([]);
  });
});

describe('a signal that is taken back', () => {
  it('counts no more, can be entered again, and leaves its findings open, saying so', async () => {
    const { siteId } = await signals.site();
    const before = await signals.score(siteId);
    const signal = await signals.enter(siteId, FAULTY);
    expect((await signals.score(siteId)).residual).toBeCloseTo(before.residual + 6, 2);
    const { version } = await signals.get<Signal>(`/signals/${signal.id}`);
    const takeBack = () => signals.post(`/signals/${signal.id}/withdraw`, { version, reason: 'Another firm of that name.' });
    const both = await Promise.all([takeBack(), takeBack()]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await untilIdle(world.app);
    expect(await signals.points(siteId, 'signal')).toBe(0);
    expect(await signals.points(siteId, 'case')).toBe(2);
    const [found] = await signals.findings(siteId);
    expect(found).toMatchObject({ state: 'open', signalId: signal.id, signalWithdrawn: true });
    const seen = await signals.get<Record<string, unknown>>(`/signals/${signal.id}`, auditor);
    expect(seen).toMatchObject({ withdrawal: 'Another firm of that name.', version: 2, findings: [{ state: 'open' }] });
    for (const move of ['withdraw', 'release', 'hold']) {
      const refused = await signals.post(`/signals/${signal.id}/${move}`, { version: 2, ...(move === 'withdraw' ? { reason: 'x' } : {}) });
      expect([refused.status, refused.body.code]).toEqual([409, 'SIGNAL_WITHDRAWN']);
    }
    const [row] = await signals.rows('SELECT text_sealed, withdrawal_sealed FROM signal WHERE id = $1', [signal.id]);
    expect(String(row?.['withdrawal_sealed'])).not.toContain('Another firm');
    await signals.enter(siteId, FAULTY);
    expect(await signals.points(siteId, 'signal')).toBe(6);
  });

  it('closes with verification all the same, by people and never by papers, without an answer', async () => {
    const { siteId } = await signals.site();
    const signal = await signals.enter(siteId, { ...REPORT, ilo: [7] });
    await signals.move(signal.id, 'withdraw');
    const [found] = await signals.findings(siteId);
    if (found === undefined) throw new Error('no finding');
    const path = `/corrective-actions/${found.actionId}`;
    await signals.post(`${path}/start`, { version: 1 }).expect(200);
    await signals.post(`${path}/submit`, { version: 2, rootCause: 'A mix-up.', proof: 'Both firms were asked.' }).expect(200);
    const verify = (body: object, who = admin) => signals.post(`${path}/verify`, { version: 3, report: 'Report 9', ...body }, who);
    expect((await verify({ method: 'documents' })).body.code).toBe('VERIFICATION_METHOD_NOT_ALLOWED');
    expect((await verify({ method: 'visit', answer: { state: 'answered', value: 'with_workers' } })).body.code).toBe(
      'VERIFIED_ANSWER_UNASKED',
    );
    expect((await verify({ method: 'visit' }, officer)).body.code).toBe('SECOND_PERSON_NEEDED');
    await verify({ method: 'visit' }).expect(200);
    expect((await signals.post(`${path}/confirm`, { version: 4 }, admin)).body.code).toBe('SECOND_PERSON_NEEDED');
    expect((await signals.score(siteId)).residual).toBeGreaterThanOrEqual(75);
    await signals.post(`${path}/confirm`, { version: 4 }, third).expect(200);
    expect((await signals.score(siteId)).residual).toBeLessThan(75);
    expect((await signals.findings(siteId)).map(({ state }) => state)).toEqual(['closed']);
  });
});

describe('whoever may say something of a site', () => {
  it('is an officer or an admin; auditors read, contacts and strangers do not even that', async () => {
    const { siteId } = await signals.site();
    const signal = await signals.enter(siteId, REPORT);
    const stranger = await world.signUp('signals-stranger');
    const body = { ...REPORT, observedOn: signals.today(), text: 'Words.' };
    const paths = [
      `/sites/${siteId}/signals`,
      `/signals/${signal.id}/withdraw`,
      `/signals/${signal.id}/release`,
      `/signals/${signal.id}/hold`,
    ];
    for (const path of paths) {
      const sent = path.includes('sites') ? body : { version: 1, ...(path.endsWith('withdraw') ? { reason: 'x' } : {}) };
      expect((await signals.post(path, sent, auditor)).status).toBe(403);
      expect((await signals.post(path, sent, stranger)).body.code).toBe(path.includes('sites') ? 'SITE_NOT_FOUND' : 'SIGNAL_NOT_FOUND');
    }
    for (const path of [`/sites/${siteId}/signals`, `/sites/${siteId}/uncounted-results`, `/signals/${signal.id}`]) {
      await world.as(auditor.token).get(api(path)).expect(200);
      await world.as(stranger.token).get(api(path)).expect(404);
    }
    const unknown = newId<string>();
    expect((await world.as(officer.token).get(api(`/signals/${unknown}`))).body.code).toBe('SIGNAL_NOT_FOUND');
    expect((await world.as(officer.token).get(api(`/sites/${unknown}/signals`))).body.code).toBe('SITE_NOT_FOUND');
  });

  it('is told where what is said makes no sense', async () => {
    const { siteId } = await signals.site();
    const cases: readonly (readonly [object, string])[] = [
      [{ kind: 'worker_survey', outcome: 'confirms' }, 'IS_IN'],
      [{ kind: 'audit', manner: 'on_site' }, 'OUTCOME_UNKNOWN'],
      [{ kind: 'audit', outcome: 'splendid', manner: 'on_site' }, 'OUTCOME_UNKNOWN'],
      [{ kind: 'audit', outcome: 'clean' }, 'MANNER_MISPLACED'],
      [{ ...REPORT, manner: 'on_site' }, 'MANNER_MISPLACED'],
      [{ ...REPORT, level: 0.5 }, 'LEVEL_MISPLACED'],
      [{ kind: 'buyer_practices' }, 'LEVEL_MISPLACED'],
      [{ kind: 'buyer_practices', level: 1.5 }, 'MAX'],
      [{ kind: 'buyer_practices', level: 1, ilo: [1] }, 'INDICATORS_MISPLACED'],
      [{ ...CLEAN, ilo: [1] }, 'CLEAN_WITH_INDICATORS'],
      [{ ...REPORT, ilo: [12] }, 'MAX'],
      [{ ...REPORT, ilo: 'all' }, 'IS_ARRAY'],
      [{ ...REPORT, shows: ['debt_ties'] }, 'DEBT_WITHOUT_INDICATOR'],
      [{ ...REPORT, shows: ['repayment_agreed'] }, 'REPAYMENT_MISPLACED'],
      [{ ...REPORT, shows: ['everything'] }, 'IS_IN'],
      [{ ...REPORT, observedOn: '2026-02-31' }, 'DATE_INVALID'],
      [{ ...REPORT, observedOn: '2999-01-01' }, 'DATE_IN_FUTURE'],
      [{ ...REPORT, observedOn: '1999-12-31' }, 'DATE_TOO_OLD'],
      [{ ...REPORT, observedOn: 'yesterday' }, 'MATCHES'],
      [{ ...REPORT, text: ' ' }, 'MATCHES'],
      [{ ...REPORT, text: 'x'.repeat(4_001) }, 'MAX_LENGTH'],
      [{ kind: 'adverse_media', observations: [{ question: 'W5', value: 'all_held' }] }, 'OBSERVATIONS_MISPLACED'],
      [{ ...REPORT, observations: [{ question: 'Z99', value: 'no' }] }, 'QUESTION_UNKNOWN'],
      [{ ...REPORT, observations: [{ question: 'W5', value: 'nobody' }] }, 'ANSWER_OPTION'],
      [{ ...REPORT, observations: [{ question: 'W5', value: { deep: { er: 1 } } }] }, 'ANSWER_TYPE'],
      [{ ...REPORT, observations: [1, 2].map(() => ({ question: 'W5', value: 'all_held' })) }, 'QUESTION_REPEATED'],
      [{ ...REPORT, documentId: newId<string>() }, 'DOCUMENT_NOT_FOUND'],
      [{ ...CLEAN, thirdPartyResultId: newId<string>() }, 'RESULT_NOT_FOUND'],
      [{ ...REPORT, whatever: 1 }, 'UNKNOWN_FIELD'],
    ];
    for (const [said, code] of cases) {
      const refused = await signals.post(`/sites/${siteId}/signals`, { observedOn: signals.today(), text: 'Words.', ...said });
      const codes = [refused.body.code, ...((refused.body.problems ?? []) as { code: string }[]).map(({ code: one }) => one)] as string[];
      expect([said, refused.status < 500 && refused.status >= 400, codes.includes(code) ? code : codes]).toEqual([said, true, code]);
    }
    expect(await signals.rows('SELECT 1 FROM signal WHERE site_id = $1', [siteId])).toEqual([]);
  });

  it('enters the same thing once, however often and at whatever moment it is sent', async () => {
    const { siteId } = await signals.site();
    const body = { ...FAULTY, observedOn: signals.today(), text: 'The same words.' };
    const sent = await Promise.all([1, 2, 3, 4].map(() => signals.post(`/sites/${siteId}/signals`, body)));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(sent.find(({ status }) => status === 409)?.body.code).toBe('SIGNAL_ALREADY_ENTERED');
    expect(await signals.points(siteId, 'signal')).toBe(6);
    expect(await signals.findings(siteId)).toHaveLength(1);
  });
});

describe('what the supplier may not know', () => {
  it('is held: neither rows nor its plan nor its next date tell of it, until an officer releases each', async () => {
    const rounds = new Rounds(world, officer);
    const round = await rounds.open();
    await rounds.complete(round.link, { W5: 'with_workers' });
    await untilIdle(world.app);
    const knows = async () => {
      const plan = (await rounds.respond(round.link).get(api('/respond/plan?limit=200')).expect(200)).body as unknown;
      const dates = await signals.rows('SELECT due_on, reason FROM reassessment WHERE site_id = $1 ORDER BY due_on', [round.siteId]);
      const band = await signals.rows('SELECT supplier_band FROM site WHERE id = $1', [round.siteId]);
      return { plan, dates, band };
    };
    const before = await knows();
    const signal = await signals.enter(round.siteId, { ...FAULTY, ilo: [3, 7], observations: [{ question: 'W5', value: 'all_held' }] });
    expect((await signals.score(round.siteId)).residual).toBeGreaterThanOrEqual(75);
    expect(await knows()).toEqual(before);
    await signals.move(signal.id, 'release');
    expect((await signals.get<Signal>(`/signals/${signal.id}`)).visibility).toBe('released');
    const twice = await signals.post(`/signals/${signal.id}/release`, { version: 2 });
    expect([twice.status, twice.body.code]).toEqual([409, 'SIGNAL_VISIBILITY_UNCHANGED']);
    // The plan shows a finding when it is released itself, and not before.
    expect((await knows()).plan).toEqual(before.plan);
    await signals.move(signal.id, 'hold');
    const after = await knows();
    expect([after.plan, after.band]).toEqual([before.plan, before.band]);
    const events = (
      await rounds
        .officer()
        .get(api(`/audit-events?subjectId=${signal.id}`))
        .expect(200)
    ).body.items as { action: string }[];
    expect(events.map(({ action }) => action).sort()).toEqual(['signal.entered', 'signal.held', 'signal.released']);
    expect(JSON.stringify(events)).not.toContain('Words for us alone');
  });
});
