import { questionsReadBy, readsOf } from '../expressions/cel.js';
import { canHold, combinationsOf, type OpenInput } from '../expressions/condition.js';
import { openAnswer } from '../manual/answer-values.js';
import { type Manual, questionsOf } from '../manual/manual.js';
import { checkFloors } from '../scoring/check-methodology.js';
import { sectorCandidates } from '../scoring/floor-truths.js';
import type { FloorRule, Methodology } from '../scoring/methodology.js';
import type { Problem } from '../shared/domain-error.js';

/** As for a manual's conditions: together the floors may try this many combinations of missing answers at each score. */
const MAX_COMBINATIONS = 20_000;

/** Far more than any condition needs; what is longer is not even parsed. */
const MAX_SOURCE = 2_000;

/** A tenant's own floors: each must compile, with types, against the manual, be able to hold and not to hold, and be quick to decide. */
export function checkOwnFloors(floors: readonly FloorRule[], base: Methodology, manual: Manual): readonly Problem[] {
  const long = floors.flatMap(({ when }, i) =>
    when.length <= MAX_SOURCE
      ? []
      : [{ path: place(i), code: 'CONDITION_TOO_LONG', message: `A condition is at most ${MAX_SOURCE} characters long.` }],
  );
  if (long.length > 0) return long;
  const refused = checkFloors({ ...base, floors }, manual)
    .filter(({ path }) => path.startsWith('floors/'))
    .map((problem) => ({ ...problem, path: problem.path.replaceAll('/', '.') }));
  const faulty = new Set(refused.map(({ path }) => path));
  const sound = floors.flatMap(({ when }, i) => (faulty.has(place(i)) ? [] : [{ path: place(i), when, open: openInputs(when, manual) }]));
  const costly = checkCost(sound);
  return [...refused, ...costly, ...(costly.length > 0 ? [] : sound.flatMap(checkSense))];
}

interface PlacedFloor {
  readonly path: string;
  readonly when: string;
  readonly open: readonly OpenInput[];
}

const place = (index: number): string => `floors.${index}.when`;

/** Everything that a floor may read, as not known: each question, and what is a fact of the site. */
const openInputs = (when: string, manual: Manual): readonly OpenInput[] => {
  const read = new Set(questionsReadBy(when));
  return [
    ...questionsOf(manual)
      .filter(({ id }) => read.has(id))
      .map((question) => openAnswer(question, when)),
    { path: 'country.tip', values: ['1', '2', '2WL', '3', 'special'] },
    { path: 'sector.value', values: sectorCandidates(when) },
    { path: 'goods.forcedLabour', values: [true, false] },
  ];
};

/** At the floor with which all of them become too much to decide. */
function checkCost(floors: readonly PlacedFloor[]): readonly Problem[] {
  let total = 0;
  for (const { path, when, open } of floors) {
    const combinations = combinationsOf(when, open);
    total += combinations;
    if (combinations > 0 && total <= MAX_COMBINATIONS) continue;
    const message = 'The floors up to here have too many combinations of answers to try: read fewer questions in each.';
    return [{ path, code: 'CONDITIONS_TOO_COSTLY', message }];
  }
  return [];
}

function checkSense({ path, when, open }: PlacedFloor): readonly Problem[] {
  if (readsOf(when).length === 0)
    return [{ path, code: 'CONDITION_CONSTANT', message: 'The condition reads nothing: it would hold for every site, or for none.' }];
  return canHold(when, {}, open)
    ? []
    : [{ path, code: 'CONDITION_NEVER', message: 'The condition can never hold, whatever is answered: the floor would lift no site.' }];
}
