import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { pdf } from '../support/documents.js';
import { api, type Round, Rounds } from '../support/rounds.js';
import { type Found, Signals } from '../support/signals.js';
import { type SignedIn, World } from '../support/world.js';

let world: World;
let people: [SignedIn, SignedIn, SignedIn];
let rounds: Rounds;
let signals: Signals;

beforeAll(async () => {
  world = await World.start();
  const admin = await world.signUp('signals-proof');
  const officer = await world.join(admin, 'officer');
  people = [officer, admin, await world.join(admin, 'officer', 'third@signals-proof.example')];
  signals = new Signals(world, officer);
  rounds = new Rounds(world, officer);
});
afterAll(() => world.stop());

const FAULTY = { kind: 'audit', outcome: 'major_nonconformities', manner: 'on_site' };
const CLEAN = { kind: 'audit', outcome: 'clean', manner: 'third_party' };
const FREE = { state: 'answered', value: 'with_workers' };

async function answered(given: Readonly<Record<string, unknown>>): Promise<Round> {
  const round = await rounds.open();
  await rounds.complete(round.link, given);
  await untilIdle(world.app);
  return round;
}

const openOf = async (siteId: string): Promise<readonly Found[]> =>
  (await signals.findings(siteId)).filter(({ state }) => state === 'open');
const found = async (siteId: string, ruleId: string): Promise<Found> => {
  const one = (await openOf(siteId)).find((finding) => finding.ruleId === ruleId);
  if (one === undefined) throw new Error(`no open finding ${ruleId}`);
  return one;
};
const pointsOf = async (siteId: string, question: string): Promise<number> =>
  (await signals.score(siteId)).contributions.find(({ ref }) => ref === question)?.points ?? 0;

async function passDays(days: number): Promise<void> {
  world.clock.advanceDays(days);
  people = (await Promise.all(people.map(({ slug, email, password }) => world.signIn(slug, email, password)))) as typeof people;
  signals.officer = people[0];
  rounds.buyer = people[0];
}

describe('an answer that an audit contradicts', () => {
  it('counts at its worse, opens a finding for the gap, and once verified is never contradicted by the same words again', async () => {
    const round = await answered({ W5: 'with_workers' });
    const { siteId } = round;
    const before = await pointsOf(siteId, 'W5');
    const audit = await signals.enter(siteId, { ...FAULTY, observations: [{ question: 'W5', value: 'safekeeping' }] });
    expect(await pointsOf(siteId, 'W5')).not.toBe(before);
    const rules = (await openOf(siteId)).filter(({ signalId }) => signalId === audit.id);
    expect(rules.map(({ ruleId, visibility }) => `${ruleId} ${visibility}`).sort()).toEqual([
      'W5.gap held',
      'W5.safekeeping.seen held',
      `signal.${audit.id}.said held`,
    ]);
    const gap = await found(siteId, 'W5.gap');
    const path = `/corrective-actions/${gap.actionId}`;
    await signals.post(`${path}/start`, { version: 1 }).expect(200);
    await signals.post(`${path}/submit`, { version: 2, rootCause: 'Habit.', proof: 'Papers were given back.' }).expect(200);
    const verify = (body: object) => signals.post(`${path}/verify`, { version: 3, report: 'Visit 3', ...body }, people[1]);
    expect((await verify({ method: 'documents', answer: FREE })).body.code).toBe('VERIFICATION_METHOD_NOT_ALLOWED');
    expect((await verify({ method: 'visit' })).body.code).toBe('VERIFIED_ANSWER_MISSING');
    expect((await verify({ method: 'visit', answer: { state: 'answered', value: 'safekeeping' } })).body.code).toBe(
      'VERIFIED_ANSWER_STILL_FAILS',
    );
    await verify({ method: 'visit', answer: FREE }).expect(200);
    await untilIdle(world.app);
    expect(await pointsOf(siteId, 'W5')).toBeLessThan(before);
    await signals.close(await found(siteId, 'W5.safekeeping.seen'), { method: 'visit', answer: FREE }, people);
    expect((await openOf(siteId)).map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith('W5'))).toEqual([]);
    // The site says the same again, without proof: what was seen before the visit stays settled.
    await rounds.accept(round.id, []);
    await passDays(1);
    const again = await rounds.again(round);
    await rounds.complete(again.link, { W5: 'with_workers' });
    await untilIdle(world.app);
    expect((await openOf(siteId)).map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith('W5'))).toEqual([]);
    // What is seen later is not.
    await signals.enter(siteId, { ...FAULTY, observations: [{ question: 'W5', value: 'safekeeping' }] });
    expect((await openOf(siteId)).map(({ ruleId }) => ruleId)).toContain('W5.safekeeping.seen');
  });

  it('is a fact of which the sum knows nothing, and its flag is raised all the same', async () => {
    const { siteId } = await answered({});
    const value = { total: 90, migrant: 0, temporary: 0, agency: 0, self_employed: 0, under_18: 4 };
    await signals.enter(siteId, { kind: 'report', observations: [{ question: 'P3', value }] });
    expect((await openOf(siteId)).some(({ ruleId }) => /^P3\.under_18_\w+\.seen$/.test(ruleId))).toBe(true);
  });
});

describe('what was seen about a question that nobody asked', () => {
  it('moves no sum, raises its red flag at once, and closes with an answer that counts', async () => {
    const { siteId } = await signals.site();
    await signals.enter(siteId, { kind: 'report', observations: [{ question: 'W5', value: 'all_held' }] });
    const flag = await found(siteId, 'W5.documents_held.seen');
    expect(flag).toMatchObject({ zeroTolerance: true, questionId: 'W5', visibility: 'held' });
    expect((await signals.score(siteId)).residual).toBeGreaterThanOrEqual(75);
    expect(await pointsOf(siteId, 'W5')).toBe(0);
    await signals.close(flag, { method: 'visit', answer: FREE }, people);
    expect((await openOf(siteId)).map(({ ruleId }) => ruleId).filter((rule) => rule.startsWith('W5'))).toEqual([]);
    expect((await signals.score(siteId)).residual).toBeLessThan(75);
    expect(await pointsOf(siteId, 'W5')).toBeLessThan(0);
  });
});

describe('good news', () => {
  const documentOf = async (siteId: string, content: Buffer): Promise<string> =>
    (
      await rounds
        .officer()
        .post(api(`/sites/${siteId}/documents`))
        .attach('file', content, 'report.pdf')
    ).body.id as string;

  it('rests on an officer’s act: a result is no credit by itself, waits in a list, and carries one signal', async () => {
    const round = await answered({});
    const { siteId } = round;
    const auditedOn = signals.today();
    const documentId = await documentOf(siteId, pdf('<< /Title (an audit) >>'));
    const enter = (more: object) =>
      signals.post(`/sites/${siteId}/third-party-results`, { scheme: 'smeta', auditedOn, documentId, shared: false, ...more });
    const good = await enter({ outcome: 'none_found', findings: [] });
    const bad = await enter({ outcome: 'some_open', findings: [{ severity: 'major', closed: false, text: 'Exits were locked.' }] });
    expect([good.status, bad.status]).toEqual([201, 201]);
    expect(await signals.points(siteId, 'signal')).toBe(0);
    const waiting = async () =>
      (await signals.get<{ items: { id: string; openMajor: number }[] }>(`/sites/${siteId}/uncounted-results`)).items;
    expect((await waiting()).map(({ id, openMajor }) => [id, openMajor])).toEqual([
      [bad.body.id, 1],
      [good.body.id, 0],
    ]);
    const said = { ...CLEAN, observedOn: auditedOn, text: 'Clean.' };
    const refused = await signals.post(`/sites/${siteId}/signals`, { ...said, thirdPartyResultId: bad.body.id as string });
    expect(refused.body).toMatchObject({ code: 'SIGNAL_INVALID', problems: [{ code: 'RESULT_NOT_CLEAN' }] });
    await signals.enter(siteId, { ...CLEAN, thirdPartyResultId: good.body.id as string });
    expect(await signals.points(siteId, 'signal')).toBe(-6);
    const twice = await signals.post(`/sites/${siteId}/signals`, { ...said, thirdPartyResultId: good.body.id as string });
    expect([twice.status, twice.body.code]).toEqual([409, 'SIGNAL_ALREADY_ENTERED']);
    await signals.enter(siteId, { ...FAULTY, thirdPartyResultId: bad.body.id as string });
    expect(await waiting()).toEqual([]);
    expect(await signals.points(siteId, 'signal')).toBe(0);
  });

  it('is no credit twice: a report by which an answer counts as verified, whoever brought its bytes, takes nothing off', async () => {
    const round = await rounds.open();
    const { siteId } = round;
    const proof = pdf('<< /Title (the report that proves) >>');
    const other = pdf('<< /Title (another report) >>');
    await rounds.upload(round.link, proof, 'proof.pdf', { question: 'S1' });
    await rounds.complete(round.link);
    const [plain, proving] = [await documentOf(siteId, other), await documentOf(siteId, proof)];
    const first = await signals.enter(siteId, { ...CLEAN, documentId: proving });
    expect(await signals.points(siteId, 'signal')).toBe(-6);
    const report = { title: 'Audit 4', author: 'An Auditor', date: signals.today(), noConflictOfInterest: true };
    const accepted = await rounds.accept(round.id, [{ question: 'S1', decision: 'accepted', evidence: 'verified', report }]);
    expect(accepted.status).toBe(200);
    expect(await signals.points(siteId, 'signal')).toBe(0);
    await signals.enter(siteId, { ...CLEAN, documentId: plain });
    expect(await signals.points(siteId, 'signal')).toBe(-6);
    await signals.move(first.id, 'withdraw');
    expect(await signals.points(siteId, 'signal')).toBe(-6);
  });
});

describe('how we buy ourselves', () => {
  it('is a signal made from our own answers, renewed by each round, where what we do not know counts as the worst', async () => {
    const { siteId } = await answered({});
    const levels = async () =>
      (await signals.rows('SELECT level, origin, visibility FROM signal WHERE site_id = $1 ORDER BY id', [siteId])) as {
        level: number;
        origin: string;
        visibility: string;
      }[];
    const ask = async (value: (id: string) => object): Promise<string> => {
      const sent = await rounds.send([siteId], { audience: 'buyer' });
      const [{ assessmentId }] = sent.body.sent as [{ assessmentId: string }];
      for (;;) {
        const shown = (await rounds.officer().get(api(`/assessments/${assessmentId}`))).body as {
          completeness: { total: { missing: string[] } };
        };
        const { missing } = shown.completeness.total;
        if (missing.length === 0) break;
        const answers = missing.map((question) => ({ question, version: 0, ...value(question) }));
        const saved = await rounds
          .officer()
          .put(api(`/assessments/${assessmentId}/answers`))
          .send({ answers });
        if (saved.status !== 200) throw new Error(saved.text);
      }
      const submitted = await rounds.officer().post(api(`/assessments/${assessmentId}/submit`));
      if (submitted.status !== 200) throw new Error(submitted.text);
      await untilIdle(world.app);
      return assessmentId;
    };
    const first = await ask(() => ({ state: 'unknown' }));
    expect(await levels()).toEqual([{ level: 1, origin: `assessment:${first}`, visibility: 'held' }]);
    expect(await signals.points(siteId, 'signal')).toBe(5);
    expect((await rounds.accept(first, [])).status).toBe(200);
  });
});

describe('bad news', () => {
  it('stands in full while its finding is open, and fades from the day on which people closed it', async () => {
    const { siteId } = await signals.site();
    await signals.enter(siteId, { kind: 'report' });
    await passDays(400);
    await signals.enter(siteId, { kind: 'adverse_media' });
    expect(await signals.points(siteId, 'signal')).toBe(9);
    const [report] = (await openOf(siteId)).filter(({ severity }) => severity === 'minor');
    if (report === undefined) throw new Error('no finding');
    await signals.close(report, {}, people);
    expect(await signals.points(siteId, 'signal')).toBe(9);
    await passDays(365);
    await world.sweep();
    await untilIdle(world.app);
    await signals.enter(siteId, { kind: 'buyer_practices', level: 0.2 });
    expect(await signals.points(siteId, 'signal')).toBeCloseTo(3 + 3 + 1, 1);
  });
});
