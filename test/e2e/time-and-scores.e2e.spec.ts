import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DueScoresSweep } from '../../src/modules/scoring/due-scores.sweep.js';
import { addDays, dayOf } from '../../src/domain/shared/instant.js';
import { systemOf } from '../../src/platform/auth/actor.js';
import { newId } from '../../src/platform/db/ids.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { Vault } from '../../src/platform/vault/vault.js';
import { makeSite, type TestSite } from '../support/assessed-sites.js';
import { PatientWorld } from '../support/patient-world.js';
import { travelTo } from '../support/travel.js';
import { World } from '../support/world.js';

let world: World;
let patient: PatientWorld;
beforeAll(async () => {
  world = await World.start({ work: false });
  patient = new PatientWorld(world);
});
afterAll(async () => {
  await world.stop();
});

/** Days after which an answer of today is no answer any more: 24 months, and the day after. */
const AGED = 731;
const today = (): string => world.clock.today();
const inDays = (days: number): string => dayOf(addDays(today(), days));

/** What the daily sweep does for one tenant; true: it found something due. */
async function sweep(tenantId: string): Promise<boolean> {
  const due = await world.app.get(TenantDb).system((db) => world.app.get(DueScoresSweep).tenantsDue(db, world.clock.now()));
  if (due.includes(tenantId)) await patient.work(tenantId);
  return due.includes(tenantId);
}

interface Answer {
  readonly question: string;
  readonly value: string;
  readonly evidence?: string;
  readonly until?: string;
}

async function answer(tenantId: string, { siteId, supplierId }: TestSite, answers: readonly Answer[]): Promise<void> {
  for (const { question, value, evidence = 'declared', until = null } of answers)
    await patient.rows(
      `INSERT INTO counted_answer (tenant_id, id, supplier_id, site_id, question_id, meaning, state, value, evidence, dated, documented_until, source,
                                   manual_id, manual_version, manual_family, counted_at)
       VALUES ($1, $2, $3, $4, $5, 1, 'answered', $6, $7, $8, $9, 'assessment:test', 'heuni', '1.0.0', 'heuni', now())`,
      [tenantId, newId<string>(), supplierId, siteId, question, JSON.stringify(value), evidence, today(), until],
    );
  await patient.request(tenantId, siteId, supplierId);
}

/** Adverse media, of which nothing is open, so that it fades from today. */
async function signal(tenantId: string, { siteId, supplierId }: TestSite): Promise<void> {
  await world.app.get(TenantDb).transaction(systemOf(tenantId), async (db) => {
    const key = await world.app.get(Vault).createKey(db, tenantId, 'case', supplierId);
    await db.query(
      `INSERT INTO signal (tenant_id, id, supplier_id, site_id, kind, outcome, observed_on, manual_family, visibility, key_id, entered_by_kind, entered_at)
       SELECT $1, n.id, $2, $3, 'adverse_media', 'reported', $4, 'heuni', 'released', $5, 'system', now() FROM unnest($6::uuid[]) n (id)`,
      [tenantId, supplierId, siteId, today(), key.id, Array.from({ length: 5 }, () => newId<string>())],
    );
  });
  await patient.request(tenantId, siteId, supplierId);
}

interface Latest {
  readonly id: string;
  readonly band: string;
  readonly next: Date | null;
}

const latestOf = async ({ siteId }: TestSite): Promise<Latest> => {
  const [found] = await patient.rows<Latest>(
    'SELECT c.id, c.band, c.next_change_at AS next FROM site s JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id WHERE s.id = $1',
    [siteId],
  );
  if (found === undefined) throw new Error('not scored yet');
  return found;
};

const nextOf = async (site: TestSite): Promise<string | undefined> => (await latestOf(site)).next?.toISOString().slice(0, 10);

/** A tenant with a site that nothing but time changes, and one beside it that time does not touch. */
async function tenantWith(name: string): Promise<{ readonly tenantId: string; readonly site: TestSite; readonly other: TestSite }> {
  const { tenantId } = await world.signUp(name);
  const site = await makeSite(world, tenantId, name, [], { country: 'SWE', isic: '62' });
  const other = await makeSite(world, tenantId, `${name} beside`, [], { country: 'SWE', isic: '62' });
  await patient.request(tenantId, other.siteId, other.supplierId);
  return { tenantId, site, other };
}

/** The day before nothing is due; on the day itself the site is scored anew, once, and nothing else is touched. */
async function isScoredOnceOn(tenantId: string, site: TestSite, other: TestSite, day: string): Promise<Latest> {
  const [before, beside] = [await latestOf(site), await latestOf(other)];
  travelTo(world, `${dayOf(addDays(day, -1))}T23:59:00.000Z`);
  expect(await sweep(tenantId)).toBe(false);
  travelTo(world, `${day}T00:00:00.000Z`);
  expect(await sweep(tenantId)).toBe(true);
  const after = await latestOf(site);
  expect(after.id).not.toBe(before.id);
  expect(await sweep(tenantId)).toBe(false);
  expect([(await latestOf(site)).id, (await latestOf(other)).id]).toEqual([after.id, beside.id]);
  return after;
}

describe('time alone', () => {
  it('has a site scored on the day after its document has expired, once', async () => {
    const { tenantId, site, other } = await tenantWith('expiring-buyer');
    await answer(tenantId, site, [{ question: 'S1', value: 'none', evidence: 'documented', until: inDays(40) }]);
    await patient.work(tenantId);
    expect(await nextOf(site)).toBe(inDays(41));
    const due = inDays(41);
    const aged = inDays(AGED);
    await isScoredOnceOn(tenantId, site, other, due);
    expect(await nextOf(site)).toBe(aged);
  });

  it('has it scored when an answer is older than 24 months, once', async () => {
    const { tenantId, site, other } = await tenantWith('ageing-buyer');
    await answer(tenantId, site, [{ question: 'S1', value: 'none' }]);
    await patient.work(tenantId);
    expect(await nextOf(site)).toBe(inDays(AGED));
    await isScoredOnceOn(tenantId, site, other, inDays(AGED));
    expect((await latestOf(site)).next).toBeNull();
  });

  it('has it scored when a fading signal leaves the band, once', async () => {
    const { tenantId, site, other } = await tenantWith('fading-buyer');
    await signal(tenantId, site);
    await patient.work(tenantId);
    const before = await latestOf(site);
    expect(before.band).toBe('medium');
    expect(before.next).not.toBeNull();
    const after = await isScoredOnceOn(tenantId, site, other, before.next?.toISOString().slice(0, 10) ?? '');
    expect(after).toMatchObject({ band: 'low', next: null });
  });

  it('has it scored when its round is overdue, and again when its grace is over', async () => {
    const buyer = await world.signUp('grace-buyer');
    const { tenantId } = buyer;
    const site = await makeSite(world, tenantId, 'grace', [{ email: 'grace@time.example' }], { country: 'SWE', isic: '62' });
    const other = await makeSite(world, tenantId, 'grace beside', [], { country: 'SWE', isic: '62' });
    await patient.request(tenantId, other.siteId, other.supplierId);
    await answer(tenantId, site, [{ question: 'S1', value: 'none' }]);
    const sent = await world
      .as(buyer.token)
      .post('/api/v1/assessments')
      .send({ siteIds: [site.siteId], dueOn: inDays(20) });
    expect(sent.status).toBeLessThan(300);
    await patient.work(tenantId);
    expect(await nextOf(site)).toBe(inDays(21));
    const grace = inDays(28);
    await isScoredOnceOn(tenantId, site, other, inDays(21));
    expect(await nextOf(site)).toBe(grace);
    await isScoredOnceOn(tenantId, site, other, grace);
  });

  it('after a pause of ten years has each site that was due scored once, for the day it is then', async () => {
    const { tenantId, site, other } = await tenantWith('pausing-buyer');
    await answer(tenantId, site, [
      { question: 'S1', value: 'none', evidence: 'documented', until: inDays(40) },
      { question: 'W5', value: 'with_workers', evidence: 'documented', until: inDays(90) },
    ]);
    await patient.work(tenantId);
    expect(await patient.scoresOf(tenantId)).toEqual([1, 1]);
    world.clock.advanceDays(3653);
    expect(await sweep(tenantId)).toBe(true);
    expect(await sweep(tenantId)).toBe(false);
    expect((await patient.scoresOf(tenantId)).toSorted()).toEqual([1, 2]);
    expect((await latestOf(site)).next).toBeNull();
    const [stored] = await patient.rows<{ at: Date }>('SELECT as_of AS at FROM score WHERE id = $1', [(await latestOf(site)).id]);
    expect(stored?.at.toISOString().slice(0, 10)).toBe(today());
    expect((await latestOf(other)).next).toBeNull();
  });
});
