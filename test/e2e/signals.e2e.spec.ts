import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { untilIdle } from '../../src/demo/idle.js';
import { newId } from '../../src/platform/db/ids.js';
import type { TestSite } from '../support/assessed-sites.js';
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

async function verifiedBad(siteId: string): Promise<Found> {
  const found = (await signals.findings(siteId)).find(({ state }) => state === 'open');
  if (found === undefined) throw new Error('no finding is open');
  return found;
}

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
    world.clock.advanceDays(1);
    await signals.enter(siteId, { ...REPORT, ilo: [4], text: 'One more.' });
    expect(await open()).toEqual([]);
  });
});
