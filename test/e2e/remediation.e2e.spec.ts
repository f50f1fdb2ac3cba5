import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { newId } from '../../src/platform/db/ids.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { answerMissing, makeSite, type TestSite } from '../support/assessed-sites.js';
import { type SignedIn, World } from '../support/world.js';

interface Finding {
  readonly id: string;
  readonly ruleId: string;
  readonly state: string;
  readonly zeroTolerance: boolean;
  readonly visibility: string;
  readonly actionId: string;
  readonly version: number;
}

interface Action {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly [field: string]: unknown;
}

interface Planned {
  readonly findingId: string;
  readonly ruleId: string;
  readonly contain: string[];
  readonly containBy: string | null;
}

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let sites = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('remedy');
  officer = await world.join(admin, 'officer');
});
afterAll(() => world.stop());

/** A site that answered its first round, and its contact's link. */
async function answeredSite(given: Readonly<Record<string, unknown>>): Promise<TestSite & { readonly token: string }> {
  const email = `contact-${(sites += 1)}@supplier.example`;
  const site = await makeSite(world, admin.tenantId, `Answering firm ${sites}`, [{ email }]);
  await world
    .as(officer.token)
    .post('/api/v1/assessments')
    .send({ siteIds: [site.siteId] })
    .expect(201);
  const token = await world.linkTo(email);
  await answerMissing(world, token, given);
  await world.as(token).post('/api/v1/respond/submit').expect(200);
  await untilIdle(world.app);
  return { ...site, token };
}

/** What a GET answers, in the form the caller expects. */
const read = async <T>(who: SignedIn, path: string): Promise<T> => (await world.as(who.token).get(`/api/v1/${path}`).expect(200)).body as T;
const listed = async <T>(who: SignedIn, path: string): Promise<T[]> => (await read<{ items: T[] }>(who, path)).items;

const findingsOf = async (siteId: string): Promise<Finding[]> =>
  (await world.as(officer.token).get(`/api/v1/findings?siteId=${siteId}&limit=200`).expect(200)).body.items;
const findingOf = async (siteId: string, ruleId: string): Promise<Finding> => {
  const finding = (await findingsOf(siteId)).find((one) => one.ruleId === ruleId);
  if (finding === undefined) throw new Error(`no finding ${ruleId}`);
  return finding;
};
const actionBy = async (who: SignedIn, id: string): Promise<Action> =>
  (await world.as(who.token).get(`/api/v1/corrective-actions/${id}`).expect(200)).body;
const move = (token: string, id: string, name: string, body: object) =>
  world.as(token).post(`/api/v1/corrective-actions/${id}/${name}`).send(body);
const respond = (token: string, id: string, name: string, body: object) =>
  world.as(token).post(`/api/v1/respond/plan/${id}/${name}`).send(body);
/** The id under which the supplier knows an action. */
const refOf = async (actionId: string): Promise<string> => {
  const { rows } = await world.admin.query<{ supplier_ref: string }>('SELECT supplier_ref FROM corrective_action WHERE id = $1', [
    actionId,
  ]);
  return rows[0]?.supplier_ref ?? actionId;
};
const planOf = async (token: string): Promise<Action[]> =>
  (await world.as(token).get('/api/v1/respond/plan?limit=200').expect(200)).body.items;
const scoreAgain = async ({ siteId, supplierId }: TestSite): Promise<void> => {
  const actor = systemOf(admin.tenantId);
  await world.app.get(TenantDb).transaction(actor, (db) => world.app.get(ScoringQueue).request(db, actor, [{ siteId, supplierId }]));
};

/** Brings the action of a finding to `submitted`, by the supplier. */
async function submittedAction(site: TestSite & { readonly token: string }, ruleId: string): Promise<string> {
  const { actionId } = await findingOf(site.siteId, ruleId);
  await respond(site.token, await refOf(actionId), 'start', { version: 1 }).expect(200);
  await respond(site.token, await refOf(actionId), 'submit', {
    rootCause: 'An old habit.',
    proof: 'Photos of the lockers.',
    version: 2,
  }).expect(200);
  return actionId;
}

const HELD = { W5: 'all_held' };
const RULE = 'W5.documents_held';
const RETURNED = { state: 'answered', value: 'with_workers' };

describe('from a bad answer to a plan', () => {
  it('makes one finding with one action of each fault, however often the site is scored', async () => {
    const site = await answeredSite(HELD);
    const first = await findingsOf(site.siteId);
    expect(first.find(({ ruleId }) => ruleId === RULE)).toMatchObject({ zeroTolerance: true, state: 'open', visibility: 'released' });
    for (let i = 0; i < 5; i += 1) await Promise.all([scoreAgain(site), scoreAgain(site)]);
    await untilIdle(world.app);
    expect(await findingsOf(site.siteId)).toEqual(first);
    const plan = await read<{ actions: Planned[] }>(officer, `sites/${site.siteId}/plan?language=ru`);
    expect(plan.actions.map(({ findingId }) => findingId).sort()).toEqual(first.map(({ id }) => id).sort());
    const returning = plan.actions.find(({ ruleId }) => ruleId === RULE);
    expect(returning).toMatchObject({ state: 'open', severity: 'critical', verifiableBy: ['visit', 'workers'] });
    expect(returning?.contain.join(' ')).toMatch(/[а-я]/);
    expect(returning?.containBy).not.toBeNull();
  });

  it('filters findings and actions, and pages through them', async () => {
    const critical = await listed<Finding>(admin, 'findings?severity=critical&zeroTolerance=true&state=open');
    expect(critical.length).toBeGreaterThan(0);
    expect(critical.every((one) => one.zeroTolerance)).toBe(true);
    const ids: string[] = [];
    for (let after = ''; ;) {
      const page = await read<{ items: Action[]; next: string | null }>(admin, `corrective-actions?limit=7&after=${after}`);
      ids.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    const { rows } = await world.admin.query('SELECT count(*)::int AS n FROM corrective_action WHERE tenant_id = $1', [admin.tenantId]);
    expect([ids.length, new Set(ids).size]).toEqual([rows[0].n, rows[0].n]);
    expect((await world.as(admin.token).get('/api/v1/corrective-actions?overdue=true').expect(200)).body.items).toEqual([]);
    const wrong = Buffer.from(JSON.stringify(['2026-02-31', newId()])).toString('base64url');
    expect((await world.as(admin.token).get(`/api/v1/corrective-actions?after=${wrong}`).expect(400)).body.code).toBe('CURSOR_INVALID');
  });
});

describe('a held finding', () => {
  it('does not exist for the supplier: neither in its list nor by its id, and no number tells of it', async () => {
    const site = await answeredSite(HELD);
    const before = await planOf(site.token);
    const finding = await findingOf(site.siteId, RULE);
    await world.as(officer.token).post(`/api/v1/findings/${finding.id}/hold`).send({ version: finding.version }).expect(200);
    const ref = await refOf(finding.actionId);
    expect(await planOf(site.token)).toEqual(before.filter(({ id }) => id !== ref));
    for (const name of ['start', 'plan', 'submit']) {
      const body = { version: 1, ...(name === 'plan' ? { plan: 'x' } : {}), ...(name === 'submit' ? { proof: 'x' } : {}) };
      const held = await respond(site.token, await refOf(finding.actionId), name, body).expect(404);
      const unknown = await respond(site.token, newId(), name, body).expect(404);
      expect({ ...held.body, instance: '' }).toEqual({ ...unknown.body, instance: '' });
    }
    await world
      .as(admin.token)
      .post(`/api/v1/findings/${finding.id}/release`)
      .send({ version: finding.version + 1 })
      .expect(200);
    expect(await planOf(site.token)).toEqual(before);
    const events = await listed<{ action: string }>(admin, `audit-events?subjectId=${finding.id}`);
    expect(events.map(({ action }) => action)).toEqual(['finding.released', 'finding.held', 'finding.opened']);
  });

  it('is released and held by officers and admins only, by who has read it last', async () => {
    const auditor = await world.join(admin, 'auditor');
    const [finding] = (await world.as(officer.token).get('/api/v1/findings?visibility=released').expect(200)).body.items as Finding[];
    const hold = (token: string, version: number) => world.as(token).post(`/api/v1/findings/${finding?.id}/hold`).send({ version });
    expect((await hold(auditor.token, 1).expect(403)).body.code).toBe('FORBIDDEN');
    expect((await hold(officer.token, 99).expect(409)).body.code).toBe('VERSION_CONFLICT');
    expect(
      (await world.as(officer.token).post(`/api/v1/findings/${finding?.id}/release`).send({ version: finding?.version }).expect(409)).body
        .code,
    ).toBe('FINDING_VISIBILITY_UNCHANGED');
  });

  it('is hidden from other suppliers and other tenants altogether', async () => {
    const [site, other] = [await answeredSite(HELD), await answeredSite({})];
    const finding = await findingOf(site.siteId, RULE);
    expect((await planOf(other.token)).every(({ siteId }) => siteId === other.siteId)).toBe(true);
    await respond(other.token, await refOf(finding.actionId), 'start', { version: 1 }).expect(404);
    const stranger = await world.signUp('remedy-stranger');
    await world.as(stranger.token).get(`/api/v1/findings/${finding.id}`).expect(404);
    await world.as(stranger.token).get(`/api/v1/corrective-actions/${finding.actionId}`).expect(404);
    await world.as(stranger.token).get(`/api/v1/sites/${site.siteId}/plan`).expect(404);
    await move(stranger.token, finding.actionId, 'start', { version: 1 }).expect(404);
    expect((await world.as(stranger.token).get('/api/v1/corrective-actions').expect(200)).body.items).toEqual([]);
  });
});

describe('the life of a corrective action', () => {
  it('is planned and submitted by the supplier, with a root cause and proof, sealed where they lie', async () => {
    const site = await answeredSite(HELD);
    const { actionId } = await findingOf(site.siteId, RULE);
    expect((await respond(site.token, await refOf(actionId), 'submit', { proof: 'Photos.', version: 1 }).expect(409)).body.code).toBe(
      'ACTION_MOVE_ILLEGAL',
    );
    await respond(site.token, await refOf(actionId), 'start', { version: 1 }).expect(200);
    expect((await respond(site.token, await refOf(actionId), 'submit', { proof: 'Photos.', version: 2 }).expect(400)).body).toMatchObject({
      code: 'SUBMISSION_INCOMPLETE',
      problems: [{ path: 'rootCause', code: 'ROOT_CAUSE_MISSING' }],
    });
    await respond(site.token, await refOf(actionId), 'plan', {
      plan: 'Give all back.',
      rootCause: 'The guard kept them.',
      version: 2,
    }).expect(200);
    expect((await respond(site.token, await refOf(actionId), 'plan', { plan: 'Another.', version: 2 }).expect(409)).body.code).toBe(
      'VERSION_CONFLICT',
    );
    const submitted = (await respond(site.token, await refOf(actionId), 'submit', { proof: 'Photos.', version: 3 }).expect(200)).body;
    expect(submitted).toMatchObject({
      state: 'submitted',
      rootCause: 'The guard kept them.',
      plan: 'Give all back.',
      proof: 'Photos.',
      version: 4,
    });
    expect(await actionBy(officer, actionId)).toMatchObject({ state: 'submitted', submittedByKind: 'contact', proof: 'Photos.' });
    const { rows } = await world.admin.query('SELECT row_to_json(a)::text AS text FROM corrective_action a WHERE id = $1', [actionId]);
    expect(rows[0].text).not.toContain('Photos');
    const events = await world.admin.query(
      "SELECT string_agg(coalesce(after::text, ''), ' ') AS text FROM audit_event WHERE subject_id = $1",
      [actionId],
    );
    expect(events.rows[0].text).not.toMatch(/Photos|guard/);
  });

  it('is rejected with a reason the supplier reads, and begins again', async () => {
    const site = await answeredSite(HELD);
    const id = await submittedAction(site, RULE);
    await move(officer.token, id, 'reject', { reason: 'The key is still with the guard.', version: 3 }).expect(200);
    const ref = await refOf(id);
    expect((await planOf(site.token)).find((action) => action.id === ref)).toMatchObject({
      state: 'rejected',
      rejection: 'The key is still with the guard.',
    });
    await respond(site.token, await refOf(id), 'start', { version: 4 }).expect(200);
    expect((await respond(site.token, await refOf(id), 'submit', { proof: 'Keys handed out.', version: 5 }).expect(200)).body.state).toBe(
      'submitted',
    );
  });

  it('closes no zero-tolerance finding without a second person, nor on documents, nor with an answer that shows the same fault', async () => {
    const site = await answeredSite(HELD);
    const id = await submittedAction(site, RULE);
    const verify = (body: object) =>
      move(officer.token, id, 'verify', { method: 'visit', report: 'Visit 2026-17', answer: RETURNED, version: 3, ...body });
    expect((await verify({ method: 'documents' }).expect(400)).body.code).toBe('VERIFICATION_METHOD_NOT_ALLOWED');
    expect((await verify({ answer: { state: 'answered', value: 'some_held' } }).expect(400)).body.code).toBe('VERIFIED_ANSWER_STILL_FAILS');
    expect((await verify({ answer: { state: 'answered', value: 'nonsense' } }).expect(400)).body).toMatchObject({
      code: 'VERIFIED_ANSWER_INVALID',
      problems: [{ path: 'answer.value' }],
    });
    expect((await verify({}).expect(200)).body.state).toBe('confirming');
    const ref = await refOf(id);
    expect((await planOf(site.token)).find((action) => action.id === ref)?.state).toBe('submitted');
    expect((await findingOf(site.siteId, RULE)).state).toBe('open');
    expect((await move(officer.token, id, 'confirm', { version: 4 }).expect(403)).body.code).toBe('SECOND_PERSON_NEEDED');
    expect((await move(admin.token, id, 'confirm', { version: 4 }).expect(200)).body).toMatchObject({ state: 'verified' });
    await untilIdle(world.app);
    const ofRule = (await findingsOf(site.siteId)).filter(({ ruleId }) => ruleId.startsWith('W5.'));
    expect(ofRule).toEqual([expect.objectContaining({ ruleId: RULE, state: 'closed' })]);
    const { rows } = await world.admin.query(
      `SELECT state, value, evidence, dated::text, source FROM counted_answer WHERE site_id = $1 AND question_id = 'W5' ORDER BY id DESC LIMIT 1`,
      [site.siteId],
    );
    expect(rows).toEqual([
      { state: 'answered', value: 'with_workers', evidence: 'verified', dated: world.clock.today(), source: `verification:${id}` },
    ]);
  });

  it('scores the site again with the verified answer, and the case no longer counts', async () => {
    const site = await answeredSite(HELD);
    const figures = async () => (await world.admin.query('SELECT band, residual FROM site WHERE id = $1', [site.siteId])).rows[0];
    expect((await figures()).band).toBe('critical');
    const id = await submittedAction(site, RULE);
    const before = await figures();
    await move(officer.token, id, 'verify', { method: 'workers', report: 'Survey 4', answer: RETURNED, version: 3 }).expect(200);
    expect(await figures()).toEqual(before);
    await move(admin.token, id, 'confirm', { version: 4 }).expect(200);
    await untilIdle(world.app);
    expect((await figures()).residual).toBeLessThan(before.residual);
  });

  it('lets nobody verify what they submitted themselves', async () => {
    const site = await answeredSite(HELD);
    const { actionId } = await findingOf(site.siteId, RULE);
    await move(officer.token, actionId, 'start', { version: 1 }).expect(200);
    await move(officer.token, actionId, 'submit', { rootCause: 'An old habit.', proof: 'Seen.', version: 2 }).expect(200);
    const body = { method: 'visit', report: 'Visit 3', answer: RETURNED };
    expect((await move(officer.token, actionId, 'verify', { ...body, version: 3 }).expect(403)).body.code).toBe('SECOND_PERSON_NEEDED');
    await move(admin.token, actionId, 'verify', { ...body, version: 3 }).expect(200);
    expect((await move(officer.token, actionId, 'confirm', { version: 4 }).expect(403)).body.code).toBe('SECOND_PERSON_NEEDED');
  });

  it('closes an ordinary finding with one verification, once, when five try at the same moment', async () => {
    const site = await answeredSite({ W5: 'safekeeping' });
    const id = await submittedAction(site, 'W5.safekeeping');
    const { verifiableBy } = await actionBy(officer, id);
    const [method] = verifiableBy as string[];
    const tries = await Promise.all(
      Array.from({ length: 5 }, () => move(admin.token, id, 'verify', { method, report: 'Report 1', answer: RETURNED, version: 3 })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    const { rows } = await world.admin.query('SELECT count(*)::int AS n FROM counted_answer WHERE source = $1', [`verification:${id}`]);
    expect(rows[0].n).toBe(1);
  });

  it('is overdue after its day, and time alone closes nothing', async () => {
    const site = await answeredSite(HELD);
    const { actionId } = await findingOf(site.siteId, RULE);
    world.clock.advanceDays(31);
    const fresh = await world.signIn(officer.slug, officer.email, officer.password);
    const overdue = await listed<Action>(fresh, `corrective-actions?overdue=true&siteId=${site.siteId}`);
    expect(overdue.find(({ id }) => id === actionId)).toMatchObject({ state: 'open', overdue: true, planOverdue: true });
    await world.as(fresh.token).delete(`/api/v1/findings/${newId()}`).expect(404);
  });
});
