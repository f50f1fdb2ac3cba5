import { truthOf, type OpenInput } from '../expressions/condition.js';
import { computedIn, numbersIn, questionsReadBy, readsOf } from '../expressions/cel.js';
import type { Indices } from '../indices/indices.js';
import { openAnswer } from '../manual/answer-values.js';
import type { Manual, Question } from '../manual/manual.js';
import { indexOfManual } from '../manual/manual-index.js';
import { madeWithForcedLabour, sectorInput } from './assemble-facts.js';
import type { EffectiveAnswer } from './counted-answer.js';
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

const SECTOR = 'sector.value';

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
  const read = new Set(methodology.floors.flatMap(({ when }) => questionsReadBy(when)));
  const situation: Situation = {
    questions: indexOfManual(manual).byId,
    asked: new Map(effective.filter(({ question }) => read.has(question.id)).map((one) => [one.question.id, one])),
    facts: factsKnown(indices, site),
    open: factsOpen(indices, site),
  };
  return methodology.floors.flatMap((floor) => {
    const truth = floorTruth(floor, situation);
    return truth === null ? [] : [{ id: floor.id, truth, value: floor.value }];
  });
}

/** What all floors of a site are decided by. */
interface Situation {
  readonly questions: ReadonlyMap<string, Question>;
  /** Those that a floor reads. */
  readonly asked: ReadonlyMap<string, EffectiveAnswer>;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly open: readonly OpenInput[];
}

function floorTruth({ when }: FloorRule, { questions, asked, facts, open }: Situation): FloorTruth | null {
  const read = questionsReadBy(when);
  const answers = Object.fromEntries(
    read.flatMap((id) => {
      const answer = asked.get(id)?.answer;
      return answer?.state === 'answered' ? [[id, answer.value]] : [];
    }),
  );
  const missing = read.flatMap((id) => (Object.hasOwn(answers, id) ? [] : (questions.get(id) ?? [])));
  const openFacts = open.map((fact) => (fact.path === SECTOR ? { ...fact, values: sectorCandidates(when) } : fact));
  const truth = truthOf(when, { answers, ...facts }, [...missing.map((question) => openAnswer(question, when)), ...openFacts]);
  if (truth === 'true') return 'certain';
  if (truth === 'false') return null;
  const reads = readsOf(when);
  const onlyAnswers = open.every(({ path }) => !reads.includes(path));
  return onlyAnswers && read.every((id) => asked.has(id)) ? 'presumed' : 'possible';
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

/** What nobody knows of a site; which values of the sector stand for all is a matter of each condition. */
function factsOpen(indices: Indices, site: SiteProfile): readonly OpenInput[] {
  const open: OpenInput[] = [];
  if (indices.trafficking.entries[site.country] === undefined) open.push({ path: 'country.tip', values: UNLISTED_TIERS });
  if (sectorInput(site.isic, indices).value === null) open.push({ path: SECTOR, values: [] });
  if (!madeWithForcedLabour(site, indices) && !goodsAreKnown(site)) open.push({ path: 'goods.forcedLabour', values: [true, false] });
  return open;
}

const goodsAreKnown = (site: SiteProfile): boolean =>
  site.goodsMode === 'services' || (site.goodsMode === 'declared' && site.goodsUnmatched === 0);
