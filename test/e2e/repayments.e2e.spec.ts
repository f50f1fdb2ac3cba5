import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { addDays } from '../../src/domain/shared/instant.js';
import { answerMissing, makeSite, type TestSite } from '../support/assessed-sites.js';
import { api } from '../support/rounds.js';
import { type SignedIn, World } from '../support/world.js';

interface Finding {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly countsAs: string;
  readonly actionId: string;
}

let world: World;
let admin: SignedIn;
let officer: SignedIn;
let auditor: SignedIn;
let made = 0;

beforeAll(async () => {
  world = await World.start();
  admin = await world.signUp('repaying-buyer');
  officer = await world.join(admin, 'officer');
  auditor = await world.join(admin, 'auditor');
});
afterAll(() => world.stop());

async function answeredSite(given: Readonly<Record<string, unknown>>): Promise<TestSite & { readonly token: string }> {
  const email = `contact-${(made += 1)}@fees.example`;
  const site = await makeSite(world, admin.tenantId, `Fees ${made}`, [{ email }], { country: 'SWE', isic: '62' });
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

const findingOf = async (siteId: string, ruleId: string): Promise<Finding> => {
  const { body } = await world.as(auditor.token).get(api(`/findings?siteId=${siteId}&limit=200`));
  const found = (body.items as Finding[]).find((one) => one.ruleId === ruleId);
  if (found === undefined) throw new Error(`no finding ${ruleId}`);
  return found;
};
const caseOf = async (siteId: string, findingId: string): Promise<number | undefined> => {
  await untilIdle(world.app);
  const { body } = await world.as(auditor.token).get(api(`/sites/${siteId}/score`));
  return (body.contributions as { factor: string; ref: string; points: number }[]).find(
    ({ factor, ref }) => factor === 'case' && ref === findingId,
  )?.points;
};
const inDays = (days: number): string => addDays(world.clock.today(), days).slice(0, 10);
const agree = (actionId: string, changes: object = {}, by = officer) =>
  world
    .as(by.token)
    .post(api(`/corrective-actions/${actionId}/repayment-plan`))
    .send({
      workers: 42,
      amount: 63_000,
      currency: 'EUR',
      agreedOn: inDays(-3),
      firstPaymentOn: inDays(20),
      lastPaymentOn: inDays(110),
      agreement: 'The committee of the dormitory, in Bengali.',
      ...changes,
    });
const end = (actionId: string, body: object, by = officer) =>
  world
    .as(by.token)
    .post(api(`/corrective-actions/${actionId}/repayment-plan/end`))
    .send({ missed: true, reason: 'Nothing came on the first.', version: 1, ...body });

describe('recruitment fees', () => {
  it('count as major while a plan agreed with the workers runs, and as critical again once a payment is missed', async () => {
    const site = await answeredSite({ W4: 'paid_not_repaid' });
    const finding = await findingOf(site.siteId, 'W4.not_repaid');
    expect([finding.severity, finding.countsAs, await caseOf(site.siteId, finding.id)]).toEqual(['critical', 'critical', 20]);
    const agreed = await agree(finding.actionId);
    expect([agreed.status, agreed.body.state, agreed.body.agreement]).toEqual([
      201,
      'running',
      'The committee of the dormitory, in Bengali.',
    ]);
    expect(await caseOf(site.siteId, finding.id)).toBe(2);
    expect(await findingOf(site.siteId, 'W4.not_repaid')).toMatchObject({ severity: 'critical', countsAs: 'major' });
    expect((await agree(finding.actionId)).body.code).toBe('REPAYMENT_RUNNING_ALREADY');
    expect((await end(finding.actionId, { version: 9 })).body.code).toBe('VERSION_CONFLICT');
    expect((await end(finding.actionId, {})).body).toMatchObject({ state: 'missed', endReason: 'Nothing came on the first.' });
    expect(await caseOf(site.siteId, finding.id)).toBe(20);
    expect((await end(finding.actionId, { version: 2 })).body.code).toBe('REPAYMENT_NOT_RUNNING');
    expect((await agree(finding.actionId)).status).toBe(201);
    const { items } = (
      await world
        .as(auditor.token)
        .get(api(`/corrective-actions/${finding.actionId}/repayment-plans`))
        .expect(200)
    ).body;
    expect((items as { state: string }[]).map(({ state }) => state)).toEqual(['running', 'missed']);
    const { rows } = await world.admin.query<{ text: string }>(
      `SELECT string_agg(action, ' ' ORDER BY id) || (SELECT string_agg(p::text, '') FROM repayment_plan p) AS text
       FROM audit_event WHERE subject_id = $1 AND action LIKE 'action.repayment%'`,
      [finding.actionId],
    );
    expect(rows[0]?.text).toContain('action.repayment_agreed action.repayment_missed action.repayment_agreed');
    expect(rows[0]?.text).not.toMatch(/Bengali|first\./);
  });

  it('have one plan, also when two are agreed at once', async () => {
    const site = await answeredSite({ W4: 'paid_not_repaid' });
    const { actionId } = await findingOf(site.siteId, 'W4.not_repaid');
    const both = await Promise.all([agree(actionId), agree(actionId, {}, admin)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('that tie a worker are lowered by no plan, and other findings have none', async () => {
    const tied = await answeredSite({ W4: 'paid_tied' });
    const debt = await findingOf(tied.siteId, 'W4.tied_by_debt');
    expect((await agree(debt.actionId)).body.code).toBe('REPAYMENT_TIED');
    const other = await answeredSite({ W4: 'paid_repayment_plan' });
    expect((await agree((await findingOf(other.siteId, 'W4.repayment_running')).actionId)).body.code).toBe('REPAYMENT_NOT_APPLICABLE');
  });

  it('are planned by officers of the organisation, with dates that can be', async () => {
    const site = await answeredSite({ W4: 'paid_not_repaid' });
    const { actionId } = await findingOf(site.siteId, 'W4.not_repaid');
    expect((await agree(actionId, {}, auditor)).status).toBe(403);
    const stranger = await world.signUp('repaying-stranger');
    expect((await agree(actionId, {}, stranger)).body.code).toBe('ACTION_NOT_FOUND');
    expect((await end(actionId, {}, stranger)).body.code).toBe('ACTION_NOT_FOUND');
    expect((await world.as(stranger.token).get(api(`/corrective-actions/${actionId}/repayment-plans`))).body.code).toBe('ACTION_NOT_FOUND');
    expect((await agree(actionId, { agreedOn: inDays(1), lastPaymentOn: inDays(900) })).body).toMatchObject({
      code: 'REPAYMENT_INVALID',
      problems: [{ code: 'DATE_IN_FUTURE' }, { code: 'REPAYMENT_TOO_LONG' }],
    });
    for (const wrong of [{ workers: 0 }, { workers: 1.5 }, { amount: 0 }, { amount: '7' }, { currency: 'euro' }, { agreement: '' }]) {
      expect((await agree(actionId, wrong)).body.code).toBe('VALIDATION_FAILED');
    }
    expect(
      (
        await world
          .as(site.token)
          .post(api(`/corrective-actions/${actionId}/repayment-plan`))
          .send({})
      ).status,
    ).toBe(403);
  });
});
