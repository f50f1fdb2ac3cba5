import { truthOf, type OpenInput } from '../expressions/condition.js';
import { computedIn, numbersIn, questionsReadBy, readsOf } from '../expressions/cel.js';
import type { Indices } from '../indices/indices.js';
import { openAnswer } from '../manual/answer-values.js';
import { type Manual, questionsOf } from '../manual/manual.js';
import { madeWithForcedLabour, sectorInput } from './assemble-facts.js';
import type { EffectiveAnswer } from './counted-answers.js';
import type { FloorTruth, ScoreInputs } from './inputs.js';
import type { FloorRule, Methodology } from './methodology.js';
import type { SiteProfile } from './site-facts.js';

/** What the sector table can hold. */
const [LEAST_SECTOR_VALUE, MOST_SECTOR_VALUE] = [10, 100];

/** Stand for all values where a condition reckons with the sector's. */
const ANY_SECTOR_VALUE = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/** Values that stand for every one that a sector can have, as far as one condition can tell them apart: its numbers, what lies between, both ends. */
export function sectorCandidates(when: string): readonly number[] {
  const reckoned = computedIn(when).includes('sector.value') ? ANY_SECTOR_VALUE : [];
  const numbers = numbersIn(when).filter((number) => number > LEAST_SECTOR_VALUE && number < MOST_SECTOR_VALUE);
  const sorted = [...new Set([LEAST_SECTOR_VALUE, ...reckoned, ...numbers, MOST_SECTOR_VALUE])].sort((a, b) => a - b);
  return sorted.flatMap((value, i) => [value, ...sorted.slice(i + 1, i + 2).map((next) => (value + next) / 2)]);
}

/** A country that the tier file does not hold is on no watch list; it may be in Tier 1 or 2, or not be rated. */
const UNLISTED_TIERS = ['1', '2'];

/**
 * Which floors hold, and how surely: `certain` whatever is missing; `presumed` where it hangs on nothing but questions asked and
 * left blank or unknown; `possible` where something else is not known. A floor that cannot hold is left out.
 */
export function floorInputs(
  manual: Manual,
  methodology: Methodology,
  indices: Indices,
  site: SiteProfile,
  effective: readonly EffectiveAnswer[],
): ScoreInputs['floors'] {
  return methodology.floors.flatMap((floor) => {
    const truth = floorTruth(floor, manual, indices, site, effective);
    return truth === null ? [] : [{ id: floor.id, value: floor.value, truth }];
  });
}

function floorTruth(
  { when }: FloorRule,
  manual: Manual,
  indices: Indices,
  site: SiteProfile,
  effective: readonly EffectiveAnswer[],
): FloorTruth | null {
  const asked = new Map(effective.map((one) => [one.question.id, one]));
  const answers = Object.fromEntries(
    effective.flatMap(({ question, answer }) => (answer?.state === 'answered' ? [[question.id, answer.value]] : [])),
  );
  const missing = questionsOf(manual).filter(({ id }) => questionsReadBy(when).includes(id) && !Object.hasOwn(answers, id));
  const openFacts = factsOpen(indices, site, when);
  const open = [...missing.map((question) => openAnswer(question, when)), ...openFacts];
  const truth = truthOf(when, { answers, ...factsKnown(indices, site) }, open);
  if (truth === 'true') return 'certain';
  if (truth === 'false') return null;
  const reads = readsOf(when);
  const onlyAnswers = openFacts.every(({ path }) => !reads.includes(path));
  return onlyAnswers && questionsReadBy(when).every((id) => asked.has(id)) ? 'presumed' : 'possible';
}

function factsKnown(indices: Indices, site: SiteProfile): Readonly<Record<string, unknown>> {
  const sector = sectorInput(site.isic, indices).value;
  const tip = indices.trafficking.entries[site.country];
  const forced = madeWithForcedLabour(site, indices);
  return {
    country: tip === undefined ? {} : { tip },
    sector: sector === null ? {} : { value: sector },
    goods: forced || goodsAreKnown(site) ? { forcedLabour: forced } : {},
  };
}

function factsOpen(indices: Indices, site: SiteProfile, when: string): readonly OpenInput[] {
  const open: OpenInput[] = [];
  if (indices.trafficking.entries[site.country] === undefined) open.push({ path: 'country.tip', values: UNLISTED_TIERS });
  if (sectorInput(site.isic, indices).value === null) open.push({ path: 'sector.value', values: sectorCandidates(when) });
  if (!madeWithForcedLabour(site, indices) && !goodsAreKnown(site)) open.push({ path: 'goods.forcedLabour', values: [true, false] });
  return open;
}

const goodsAreKnown = (site: SiteProfile): boolean =>
  site.goodsMode === 'services' || (site.goodsMode === 'declared' && site.goodsUnmatched === 0);
