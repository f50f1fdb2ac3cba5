import { bandOf } from './band.js';
import {
  type AskedInput,
  atCause,
  type Cause,
  CAUSES,
  type Course,
  isSame,
  otherWays,
  pairs,
  profileCourses,
  type ProfileCourses,
  questionCourses,
} from './changed-inputs.js';
import { computeScore } from './compute.js';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { Band } from './methodology.js';
import type { Receipt } from './receipt.js';
import { round2 } from './rounding.js';
import { type Change, floorChange, PLAIN_CHANGES, questionChanges } from './what-changed.js';

/** What one cause did to a score. */
export interface ChangePart {
  readonly cause: Cause;
  /** In hundredths that add up, over all parts, to the difference of the two published residuals. */
  readonly points: number;
  /** The residual and the band once this cause and those before it have had their effect. */
  readonly residual: number;
  readonly band: Band;
  readonly changes: readonly Change[];
}

export interface WhyChanged {
  readonly from: { readonly residual: number; readonly band: Band };
  readonly to: { readonly residual: number; readonly band: Band };
  /** In the order of `CAUSES`; only causes that changed something. */
  readonly parts: readonly ChangePart[];
  /** Causes at which the band changed, in that order; more than one where it went to and fro. */
  readonly bandBy: readonly Cause[];
}

/** What a floor's condition reads, such as `answers.R2` or `country.tip`; null: it is not known, so it may be anything. */
export type FloorReads = (floor: string) => readonly string[] | null;

type Floor = ScoreInputs['floors'][number];

interface Courses extends ProfileCourses {
  readonly exposures: readonly Course<ExposureInput>[];
  readonly controls: readonly Course<ControlInput>[];
  readonly floors: readonly Course<Floor>[];
  readonly residualFloors: readonly Course<ScoreInputs['residualFloors'][number]>[];
}

/** A floor changes with the last of the causes that changed what it reads; with the method where nothing else did. */
function floorCourses(before: Receipt, after: Receipt, parts: Omit<Courses, 'floors' | 'residualFloors'>, reads: FloorReads) {
  const fallback: Cause = otherWays(before, after).method ? 'method' : 'correction';
  const last = (causes: readonly Cause[]): Cause => CAUSES.findLast((cause) => causes.includes(cause)) ?? fallback;
  const causesOf = (courses: readonly Course<unknown>[]): readonly Cause[] =>
    courses.flatMap(({ stages }) => stages.map(({ cause }) => cause));
  const ofSite = causesOf([...parts.place, parts.goods]);
  const ofFloor = (id: string): Cause => {
    const read = reads(id);
    const answers = [...parts.exposures, ...parts.controls].filter(({ ref }) => read === null || read.includes(`answers.${ref}`));
    const isOfSite = read === null || read.some((path) => !path.startsWith('answers.'));
    return last([...causesOf(answers), ...(isOfSite ? ofSite : [])]);
  };
  const isRevalued = (was: Floor | null, is: Floor | null): boolean => was !== null && is !== null && was.truth === is.truth;
  return {
    floors: pairs(before.inputs.floors, after.inputs.floors, ({ id }) => id).map(([ref, was, is]): Course<Floor> => ({
      ref,
      before: was,
      stages: isSame(was, is) ? [] : [{ cause: isRevalued(was, is) ? fallback : ofFloor(ref), to: is }],
    })),
    residualFloors: pairs(before.inputs.residualFloors, after.inputs.residualFloors, ({ id }) => id).map(([ref, was, is]) => ({
      ref,
      before: was,
      stages: isSame(was, is) ? [] : [{ cause: was !== null && is !== null ? fallback : last(ofSite), to: is }],
    })),
  };
}

const present = <T>(courses: readonly Course<T>[], cause: Cause): readonly T[] =>
  courses.map((course) => atCause(course, cause)).filter((one): one is NonNullable<typeof one> => one !== null);

/** The inputs once the causes up to this one have had their effect. */
function inputsAt(cause: Cause, before: ScoreInputs, after: ScoreInputs, courses: Courses): ScoreInputs {
  if (cause === 'correction') return after;
  const since = <T>(from: Cause, was: T, is: T): T => (CAUSES.indexOf(cause) >= CAUSES.indexOf(from) ? is : was);
  const place = new Map(courses.place.map((course) => [course.ref, atCause(course, cause)]));
  const parts = before.country.parts.map((part) => (place.get(part.id) ?? part) as ScoreInputs['country']['parts'][number]);
  return {
    asOf: since('time', before.asOf, after.asOf),
    country: { iso3: before.country.iso3, parts: parts.map((part) => ({ ...part, id: part.id })) },
    sector: (place.get('sector') ?? before.sector) as ScoreInputs['sector'],
    goods: atCause(courses.goods, cause) ?? before.goods,
    exposures: present(courses.exposures, cause),
    floors: present(courses.floors, cause),
    controls: present(courses.controls, cause),
    cases: since('cases', before.cases, after.cases),
    signals: since('signals', before.signals, after.signals),
    inherited: since('inherited', before.inherited, after.inherited),
    residualFloors: present(courses.residualFloors, cause),
  };
}

function coursesOf(before: Receipt, after: Receipt, reads: FloorReads): Courses {
  const other = otherWays(before, after);
  const parts = {
    exposures: questionCourses(before.inputs.exposures, after.inputs.exposures, other.manual),
    controls: questionCourses(before.inputs.controls, after.inputs.controls, other.manual),
    ...profileCourses(before.inputs, after.inputs, other.method),
  };
  return { ...parts, ...floorCourses(before, after, parts, reads) };
}

function changesOf(cause: Cause, before: Receipt, after: Receipt, courses: Courses): readonly Change[] {
  const questions: readonly Course<AskedInput>[] = [...courses.exposures, ...courses.controls];
  const floors = [...courses.floors, ...courses.residualFloors.map((course) => withTruth(course))].flatMap(({ ref, before: was, stages }) =>
    stages.filter((stage) => stage.cause === cause).map(({ to }) => floorChange(ref, was, to)),
  );
  return [...PLAIN_CHANGES[cause](before, after), ...questionChanges(questions, cause), ...floors];
}

const withTruth = ({ ref, before, stages }: Courses['residualFloors'][number]): Course<Floor> => ({
  ref,
  before: before === null ? null : { ...before, truth: 'certain' },
  stages: stages.map(({ cause, to }) => ({ cause, to: to === null ? null : { ...to, truth: 'certain' } })),
});

/**
 * Why a site's score is another than it was, from the two receipts alone (methodology, section 4): the old inputs under the new method, then
 * cause by cause in the order of `CAUSES`, each on top of those before. The parts add up to the difference, and so the band's way is told too.
 */
export function whyChanged(before: Receipt, after: Receipt, reads: FloorReads = () => null): WhyChanged {
  const courses = coursesOf(before, after, reads);
  const at = (receipt: Receipt, inputs: ScoreInputs): { residual: number; band: Band } => {
    const { point } = computeScore(receipt.method, inputs).residual.value;
    return { residual: round2(point), band: bandOf(receipt.method, point) };
  };
  const from = at(before, before.inputs);
  let standing = from;
  const bandBy: Cause[] = [];
  const parts: ChangePart[] = [];
  for (const cause of CAUSES) {
    const next = at(after, inputsAt(cause, before.inputs, after.inputs, courses));
    const points = round2(next.residual - standing.residual);
    const changes = changesOf(cause, before, after, courses);
    if (next.band !== standing.band) bandBy.push(cause);
    if (points !== 0 || changes.length > 0 || next.band !== standing.band) parts.push({ cause, points, ...next, changes });
    standing = next;
  }
  return { from, to: standing, parts, bandBy };
}
