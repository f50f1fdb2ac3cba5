import { beforeAll, describe, expect, it } from '@jest/globals';
import { findFaults } from '../src/domain/findings/find.js';
import { assembleInputs } from '../src/domain/scoring/assemble-inputs.js';
import { countryInputs, goodsInput, residualFloors, stateImposed } from '../src/domain/scoring/assemble-facts.js';
import type { CountedAnswer, OpenRound } from '../src/domain/scoring/counted-answer.js';
import { answersAt } from '../src/domain/scoring/counted-answers.js';
import { methodOf } from '../src/domain/scoring/method-of.js';
import { scoreSite } from '../src/domain/scoring/score-site.js';
import type { SiteProfile } from '../src/domain/scoring/site-facts.js';
import { checkFloors } from '../src/domain/scoring/check-methodology.js';
import { testMethod } from './support/scoring/method.js';
import { readShipped, type Shipped } from './support/shipped.js';

const NOW = '2026-11-23T12:00:00.000Z';

const COTTON_FARM: SiteProfile = {
  country: 'TKM',
  region: null,
  isic: '01',
  goodsMode: 'declared',
  goods: [{ good: 'cotton', iso3: 'TKM' }],
  goodsUnmatched: 0,
  workers: 80,
};
const SOFTWARE_FIRM: SiteProfile = {
  country: 'SWE',
  region: null,
  isic: '62',
  goodsMode: 'services',
  goods: [],
  goodsUnmatched: 0,
  workers: 40,
};
const GARMENT_FACTORY: SiteProfile = {
  country: 'VNM',
  region: null,
  isic: '14',
  goodsMode: 'undeclared',
  goods: [],
  goodsUnmatched: 0,
  workers: 900,
};

const said = (question: string, value: unknown, more: Partial<CountedAnswer> = {}): CountedAnswer => ({
  question,
  meaning: 1,
  state: 'answered',
  value,
  evidence: 'declared',
  dated: '2026-11-01',
  documentedUntil: null,
  source: 'assessment:a',
  ...more,
});

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const review = (site: SiteProfile, answers: readonly CountedAnswer[], openRound: OpenRound | null = null, asOf = NOW) => {
  const facts = { country: site.country, sector: site.isic, workers: site.workers, goods: site.goods.map(({ good }) => good) };
  const at = answersAt(shipped.manual, shipped.methodology, answers, openRound, facts, asOf);
  const inputs = assembleInputs({ ...shipped, site, effective: at.effective, cases: [], signals: [], inherited: null, asOf });
  return { ...at, inputs, faults: findFaults(at.effective, facts), score: scoreSite(methodOf(shipped.methodology), inputs, at.horizons) };
};

describe('facts of a site', () => {
  it('reads the cotton farm of the worked example from the shipped indices', () => {
    const parts = Object.fromEntries(countryInputs('TKM', shipped.indices, shipped.methodology).parts.map(({ id, value }) => [id, value]));
    expect(parts).toEqual({ governance: 77.33, trafficking_response: 75, child_labour_response: null });
    expect(goodsInput(COTTON_FARM, shipped.indices, shipped.methodology).items).toMatchObject([{ good: 'cotton', value: 100 }]);
    expect(residualFloors(COTTON_FARM, shipped.indices, shipped.methodology).map(({ id, value }) => [id, value])).toEqual([
      ['goods_forced_labour', 25],
      ['state_imposed', 50],
    ]);
  });

  it('scores a software firm in Sweden and a site of which nothing is known as the methodology says', () => {
    expect(review(SOFTWARE_FIRM, []).score).toMatchObject({ residual: 15.87, best: 3.57, worst: 49.25, band: 'low' });
    const nothing: SiteProfile = {
      country: 'ZZZ',
      region: null,
      isic: null,
      goodsMode: 'undeclared',
      goods: [],
      goodsUnmatched: 0,
      workers: null,
    };
    expect(review(nothing, []).score).toMatchObject({ residual: 42.23, best: 2.17, worst: 92.65, band: 'medium', confidence: 9.52 });
  });

  it('knows Kosovo, and takes a country that an index lacks as unknown', () => {
    expect(countryInputs('XKX', shipped.indices, shipped.methodology).parts[0]?.value).toEqual(expect.any(Number));
    expect(countryInputs('SWE', shipped.indices, shipped.methodology).parts[1]?.value).toBeNull();
  });

  it('names Xinjiang by its region and never by its country', () => {
    const cn = { ...COTTON_FARM, country: 'CHN', goods: [{ good: 'cotton', iso3: 'CHN' }] };
    expect(stateImposed({ ...cn, region: 'Xinjiang Uyghur Autonomous Region' }, shipped.indices)).toHaveLength(1);
    expect(stateImposed({ ...cn, region: 'Urumqi, Xinjiang' }, shipped.indices)).toHaveLength(1);
    expect(stateImposed({ ...cn, region: 'Jiangsu' }, shipped.indices)).toEqual([]);
    expect(stateImposed({ ...cn, region: null }, shipped.indices)).toEqual([]);
    expect(stateImposed({ ...SOFTWARE_FIRM, country: 'PRK' }, shipped.indices)).toHaveLength(1);
  });

  it('takes goods outside the vocabulary as unknown, and "none of these" only when chosen', () => {
    const goods = (site: Partial<SiteProfile>) => goodsInput({ ...COTTON_FARM, ...site }, shipped.indices, shipped.methodology);
    expect(goods({ goods: [{ good: 'moon_dust', iso3: 'TKM' }] })).toMatchObject({ unmatched: 1, items: [] });
    expect(goods({ goods: [{ good: 'none_of_these', iso3: 'TKM' }] })).toMatchObject({ unmatched: 0, items: [{ value: 0 }] });
    expect(goods({ goodsMode: 'undeclared', goods: [] })).toMatchObject({ mode: 'undeclared', items: [] });
  });
});

describe('what counts', () => {
  it('changes nothing while a round is open, and counts silence from the day after its due date', () => {
    const round: OpenRound = { dueOn: '2026-11-23', asked: ['R1', 'R3', 'W5'] };
    const before = review(GARMENT_FACTORY, [], round);
    expect(before.score.residual).toBe(review(GARMENT_FACTORY, []).score.residual);
    const after = review(GARMENT_FACTORY, [], round, '2026-11-24T00:00:00.000Z');
    expect(after.inputs.exposures.map(({ question, overdue }) => [question, overdue])).toEqual([
      ['R1', true],
      ['R3', true],
    ]);
    expect(after.score.residual).toBeGreaterThan(before.score.residual);
    expect(before.score.nextChangeAt).toBe('2026-11-24T00:00:00.000Z');
  });

  it('lets every answer of a site lapse when its round is overdue past the grace', () => {
    const answers = [said('R1', 'none'), said('W5', 'own_hands')];
    const round: OpenRound = { dueOn: '2026-11-10', asked: ['R1'] };
    expect(review(GARMENT_FACTORY, answers, round, '2026-11-17T10:00:00.000Z').inputs.exposures[0]?.state).toBe('answered');
    expect(review(GARMENT_FACTORY, answers, round, '2026-11-18T10:00:00.000Z').inputs.exposures[0]?.state).toBe('unanswered');
  });

  it('takes a document past its validity as a claim, and an answer older than 24 months as none', () => {
    const documented = said('S1', 'approved', { evidence: 'documented', documentedUntil: '2026-11-22' });
    expect(review(GARMENT_FACTORY, [documented]).inputs.controls[0]?.evidence).toBe('declared');
    expect(review(GARMENT_FACTORY, [{ ...documented, documentedUntil: '2026-11-23' }]).inputs.controls[0]?.evidence).toBe('documented');
    expect(review(GARMENT_FACTORY, [said('S1', 'approved', { dated: '2024-11-20' })]).inputs.controls[0]?.state).toBe('unanswered');
  });

  it('leaves out what a gate answer hides, and asks what hangs on a missing gate', () => {
    const hidden = review(GARMENT_FACTORY, [said('R3', 'no'), said('C4', 'all')]);
    expect(hidden.inputs.controls.map(({ question }) => question)).not.toContain('C4');
    const missing = review(GARMENT_FACTORY, [said('C4', 'all')]);
    expect(missing.inputs.controls.map(({ question }) => question)).toContain('C4');
  });

  it('takes an answer in words that the manual does not have as no answer', () => {
    expect(review(GARMENT_FACTORY, [said('R3', 'perhaps')]).inputs.exposures[0]?.state).toBe('unanswered');
  });
});

describe('floors', () => {
  const truths = (site: SiteProfile, answers: readonly CountedAnswer[], round: OpenRound | null = null) =>
    review(site, answers, round).inputs.floors.map(({ value, truth }) => [value, truth]);

  it('holds for certain whatever is missing, and leaves out what cannot hold', () => {
    expect(truths(COTTON_FARM, [])[0]).toEqual([60, 'certain']);
    expect(truths(SOFTWARE_FIRM, [])).toEqual([]);
    const abroad = [said('R2', 40), said('R3', 'yes')];
    expect(truths({ ...GARMENT_FACTORY, goodsMode: 'services' }, abroad)).toContainEqual([50, 'certain']);
    expect(truths({ ...GARMENT_FACTORY, goodsMode: 'services' }, [said('R2', 40), said('R3', 'no')])).toEqual([]);
  });

  it('is presumed where it hangs on a question left unknown, and possible where nobody was asked', () => {
    const site: SiteProfile = { ...GARMENT_FACTORY, goodsMode: 'services' };
    expect(truths(site, [said('R2', 40), said('R3', null, { state: 'unknown' })])).toContainEqual([50, 'presumed']);
    expect(truths(site, [])).toContainEqual([50, 'possible']);
  });
});

describe('findings', () => {
  const rules = (answers: readonly CountedAnswer[]) => review(GARMENT_FACTORY, answers).faults;

  it('keeps a garment factory that holds passports a zero-tolerance case', () => {
    const faults = rules([
      said(
        'W5',
        shipped.manual.chapters
          .flatMap(({ questions }) => questions)
          .find(({ id }) => id === 'W5')
          ?.options.find(({ value }) => value === 0)?.id,
      ),
    ]);
    expect(faults).toMatchObject([{ questionId: 'W5', kind: 'red_flag', severity: 'critical', zeroTolerance: true, isCase: true }]);
  });

  it('never takes an unknown for "no flag"', () => {
    expect(rules([said('R12', null, { state: 'unknown' })])).toMatchObject([
      { ruleId: 'R12.undetermined', kind: 'undetermined', isCase: false },
    ]);
    expect(rules([said('R12', 'no')])).toEqual([]);
  });

  it('fails a control that is answered badly, left blank or unknown, without counting it twice', () => {
    for (const answer of [said('S1', 'none'), said('S1', null, { state: 'unknown' })]) {
      expect(rules([answer])).toMatchObject([{ ruleId: 'S1.failed', kind: 'failed_control', isCase: false }]);
    }
    expect(rules([said('S1', 'approved')])).toEqual([]);
  });

  it('keeps from the supplier what a visit found or the buyer said, until somebody releases it', () => {
    const own = (answer: CountedAnswer) => rules([answer]).map(({ ofOwnWords }) => ofOwnWords);
    expect(own(said('W5', 'safekeeping'))).toEqual([true]);
    expect(own(said('W5', 'safekeeping', { evidence: 'verified', source: 'verification:a' }))).toEqual([false]);
    expect(own(said('R8', 60))).toEqual([false]);
  });

  it('finds the same faults with the same ids every time', () => {
    const answers = [said('S1', 'none'), said('R12', 'yes')];
    expect(rules(answers)).toEqual(rules([...answers].reverse()));
  });
});

describe('the shipped methodology', () => {
  it('has the very figures that the engine’s tests are written for', () => {
    const { id: _id, version: _version, sha256, ...figures } = methodOf(shipped.methodology);
    const { id: _testId, version: _testVersion, sha256: _testSha256, ...expected } = testMethod;
    expect(figures).toEqual(expected);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has floors that every question they read exists for', () => {
    expect(checkFloors(shipped.methodology, shipped.manual)).toEqual([]);
  });
});
