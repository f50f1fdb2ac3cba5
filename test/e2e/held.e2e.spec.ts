import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';
import { ScoringQueue } from '../../src/modules/scoring/scoring-queue.service.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { newId } from '../../src/platform/db/ids.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { Vault } from '../../src/platform/vault/vault.js';
import { api, PNG, type Round, Rounds } from '../support/rounds.js';
import { type Route, routesOf } from '../support/routes.js';
import { differences, seenBySupplier } from '../support/supplier-eyes.js';
import { sweepNow } from '../support/travel.js';
import { type SignedIn, World } from '../support/world.js';

jest.setTimeout(600_000);

/** Two firms that do the same on the same days. At the site of one of them workers spoke, and nobody told the supplier. */
interface Firm {
  readonly slug: 'firmqq' | 'firmww';
  readonly rounds: Rounds;
  readonly admin: SignedIn;
  readonly second: SignedIn;
  round: Round;
}

const SAYS = { W5: 'with_workers', W2: 'all_match' };
const RULE = 'W5.documents_held.seen';

let world: World;
let firms: readonly [Firm, Firm];
let routes: readonly Route[];

beforeAll(async () => {
  world = await World.start();
  routes = routesOf(world.app).filter(({ verb, allowed }) => verb === 'get' && (allowed?.includes('respondent') ?? false));
  firms = [await found('firmqq'), await found('firmww')];
});
afterAll(() => world.stop());

async function found(slug: Firm['slug']): Promise<Firm> {
  const admin = await world.signUp(slug);
  const rounds = new Rounds(world, await world.join(admin, 'officer'));
  const second = await world.join(admin, 'officer', `second@${slug}.example`);
  const round = await rounds.open(`contact@${slug}.example`);
  await rounds.upload(round.link, PNG, 'paper.png').expect(201);
  await rounds.complete(round.link, SAYS);
  await accept(rounds, round);
  await untilIdle(world.app);
  return { slug, rounds, admin, second, round };
}

/** The officer accepts what came last, as it is. */
async function accept(rounds: Rounds, round: Round): Promise<void> {
  const [latest] = await rounds.rows('SELECT id FROM assessment WHERE site_id = $1 ORDER BY id DESC LIMIT 1', [round.siteId]);
  await rounds.accept(String(latest?.['id']), []).expect(200);
}

const each = async <T>(work: (firm: Firm) => Promise<T>): Promise<readonly T[]> => [await work(firms[0]), await work(firms[1])];

/** What each supplier can see now. */
const looks = () =>
  each(async ({ slug, round }) => {
    const mine = await world.as(round.link).get(api('/respond/evidence'));
    const documents = await world.as(round.link).get(api('/respond/documents'));
    const ids = { evidence: mine.body.items?.[0]?.id ?? newId(), documents: documents.body.items?.[0]?.id ?? newId() };
    return seenBySupplier({ world, slug, email: round.email, link: round.link, routes }, ids);
  });

const expectNoDifference = async (): Promise<void> => {
  const [quiet, spoken] = await looks();
  expect(differences(quiet ?? {}, spoken ?? {})).toEqual([]);
};

/** Moves on; whoever got a new questionnaire answers it. */
async function pass(days: number): Promise<void> {
  await each(({ rounds }) => rounds.passDays(0));
  world.clock.advanceDays(days);
  await sweepNow(world);
  await each(async (firm) => {
    await firm.rounds.passDays(0);
    const link = await world.linkTo(firm.round.email);
    if (link !== firm.round.link) firm.round = { ...firm.round, link };
  });
}

async function answerAgain(): Promise<void> {
  await each(async ({ rounds, round }) => {
    const { body } = await world.as(round.link).get(api('/respond'));
    if (body.state === 'sent' || body.state === 'in_progress') {
      await rounds.complete(round.link, SAYS);
      await accept(rounds, round);
    }
  });
  await untilIdle(world.app);
}

/** The officers of both firms ask once more, so that both contacts have a link that opens. */
async function askAgain(): Promise<void> {
  await each(async (firm) => {
    const open = await world.as(firm.round.link).get(api('/respond'));
    if (open.status !== 200) firm.round = await firm.rounds.again(firm.round);
  });
  await untilIdle(world.app);
}

const officerSees = async ({ rounds, round }: Firm): Promise<{ band: string; residual: number }> =>
  (
    await rounds
      .officer()
      .get(api(`/sites/${round.siteId}/score`))
      .expect(200)
  ).body;

/** What audits, workers, reports, media and our own buyers say of a site, written as the product writes it. */
async function speak({ rounds, round }: Firm, kind: string, outcome: string, more: { observations?: object[]; ilo?: number[] } = {}) {
  const { tenantId } = rounds.buyer;
  await world.app.get(TenantDb).transaction(systemOf(tenantId), async (db) => {
    const key = await world.app.get(Vault).createKey(db, tenantId, 'case', round.supplierId);
    await db.query(
      `INSERT INTO signal (tenant_id, id, supplier_id, site_id, kind, outcome, level, observed_on, observations, manual_family, ilo, visibility, key_id,
                           entered_by_kind, entered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'heuni', $10, 'held', $11, 'system', $12)`,
      [
        tenantId,
        newId<string>(),
        round.supplierId,
        round.siteId,
        kind,
        outcome,
        kind === 'buyer_practices' ? 0.8 : null,
        world.clock.today(),
        JSON.stringify(more.observations ?? []),
        more.ilo ?? [],
        key.id,
        world.clock.now(),
      ],
    );
    await world.app.get(ScoringQueue).request(db, systemOf(tenantId), [round]);
  });
}

describe('what workers, audits and others reveal', () => {
  it('is not there for a supplier: nothing that it can fetch or gets by mail differs, and its officer sees the grave score', async () => {
    const [quiet, spoken] = firms;
    expect(routes.length).toBeGreaterThan(12);
    await expectNoDifference();
    await speak(spoken, 'worker_survey', 'contradicts', {
      observations: [{ question: 'W5', meaning: 1, value: 'all_held' }],
      ilo: [7, 5, 9],
    });
    await speak(spoken, 'audit', 'major_nonconformities');
    await speak(spoken, 'report', 'substantiated', { ilo: [3] });
    await speak(spoken, 'adverse_media', 'reported');
    await speak(spoken, 'buyer_practices', 'answered');
    await untilIdle(world.app);
    await each(async ({ rounds, round }) => {
      const actor = systemOf(rounds.buyer.tenantId);
      await world.app.get(TenantDb).transaction(actor, (db) => world.app.get(ScoringQueue).request(db, actor, [round]));
    });
    await untilIdle(world.app);
    expect((await officerSees(spoken)).band).toBe('critical');
    expect((await officerSees(quiet)).band).not.toBe('critical');
    const [attention] = (await spoken.rounds.officer().get(api('/reassessments?graverHeld=true')).expect(200)).body.items;
    expect(attention).toMatchObject({ siteId: spoken.round.siteId, graverHeld: { band: 'critical' } });
    expect(attention.graverHeld.wouldBeDueOn < attention.dueOn).toBe(true);
    expect((await quiet.rounds.officer().get(api('/reassessments?graverHeld=true')).expect(200)).body.items).toEqual([]);
    await expectNoDifference();
  });

  it('stays away from dates and letters through two years of rounds, while its finding is worked on and when it is closed', async () => {
    const [, spoken] = firms;
    for (let step = 0; step < 12; step += 1) {
      await pass(65);
      await expectNoDifference();
      await answerAgain();
      if (step === 3) await closeHeld(spoken);
    }
    await expectNoDifference();
    const [sent] = await each(async ({ round }) => (await world.letters()).filter(({ to }) => to.includes(round.email)).length);
    expect(sent).toBeGreaterThan(3);
  });

  it('shows once an officer releases it, dated from that day', async () => {
    const [, spoken] = firms;
    await speak(spoken, 'worker_survey', 'contradicts', { observations: [{ question: 'W5', meaning: 1, value: 'all_held' }] });
    await untilIdle(world.app);
    await pass(40);
    await askAgain();
    const { items } = (
      await spoken.rounds
        .officer()
        .get(api(`/findings?siteId=${spoken.round.siteId}&state=open&limit=200`))
        .expect(200)
    ).body;
    const finding = (items as { id: string; ruleId: string; version: number; openedAt: string }[]).find(({ ruleId }) => ruleId === RULE);
    const released = await spoken.rounds
      .officer()
      .post(api(`/findings/${finding?.id}/release`))
      .send({ version: finding?.version });
    expect(released.status).toBe(200);
    await untilIdle(world.app);
    const plan = (await world.as(spoken.round.link).get(api('/respond/plan?limit=200')).expect(200)).body.items as {
      id: string;
      containBy: string | null;
    }[];
    const [told] = plan.filter(({ containBy }) => containBy !== null);
    expect(told?.containBy?.slice(0, 10)).toBe(new Date(world.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10));
    const score = (await world.as(spoken.round.link).get(api('/respond/score')).expect(200)).body;
    expect(score.band).toBe('critical');
    expect(JSON.stringify(score.contributions)).toContain(told?.id);
    expect(JSON.stringify([plan, score])).not.toContain(finding?.id);
  });
});

describe('the score that a supplier sees', () => {
  it('always says that it is not final, and comes with a receipt that gives the same figures again', async () => {
    await each(async ({ round }) => {
      const score = (await world.as(round.link).get(api('/respond/score?language=ru')).expect(200)).body;
      expect(score.notFinal).toMatch(/не окончательна/);
      const receipt = JSON.parse((await world.as(round.link).get(api('/respond/score/receipt')).expect(200)).text);
      expect(replayReceipt(receipt)).toEqual({ same: true, differences: [] });
      expect(receipt.result.residual).toBe(score.residual);
    });
  });
});

/** The held finding is worked on by our own people, seen to be settled on a visit, and confirmed by a second person. */
async function closeHeld({ slug, rounds, round, admin, second }: Firm): Promise<void> {
  const { items } = (
    await rounds
      .officer()
      .get(api(`/findings?siteId=${round.siteId}&state=open&limit=200`))
      .expect(200)
  ).body;
  const actionId = (items as { ruleId: string; actionId: string }[]).find(({ ruleId }) => ruleId === RULE)?.actionId;
  const move = (who: string, name: string, body: object) =>
    world
      .as(who)
      .post(api(`/corrective-actions/${actionId}/${name}`))
      .send(body);
  const token = rounds.buyer.token;
  const doer = await world.signIn(slug, second.email, second.password);
  await move(doer.token, 'start', { version: 1 }).expect(200);
  await move(doer.token, 'submit', { rootCause: 'A guard kept them.', proof: 'Seen on site.', version: 2 }).expect(200);
  const verifiedAnswer = { state: 'answered', value: 'with_workers' };
  await move(token, 'verify', { method: 'visit', report: 'Visit', answer: verifiedAnswer, version: 3 }).expect(200);
  const other = await world.signIn(slug, admin.email, admin.password);
  await move(other.token, 'confirm', { version: 4 }).expect(200);
  await untilIdle(world.app);
}
