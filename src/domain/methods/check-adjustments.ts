import type { Indices } from '../indices/indices.js';
import type { Manual, Text } from '../manual/manual.js';
import { cadenceProblems } from '../reassessment/next-due.js';
import type { FloorRule, Methodology } from '../scoring/methodology.js';
import type { Problem } from '../shared/domain-error.js';
import type { Adjustments, SectorValue } from './adjustments.js';
import { checkOwnFloors } from './check-own-floors.js';

/** What a tenant's adjustments are judged by: the shipped version under them, and what is in force. */
export interface AdjustmentBasis {
  readonly base: Methodology;
  readonly manual: Manual;
  readonly indices: Indices;
}

const MOST = { sectorValues: 100, floors: 40, languages: 40, reason: 1_000 } as const;
const FLOOR_ID = /^[a-z][a-z0-9_]{0,59}$/;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

/** Everything that makes a tenant's adjustments nonsense, each with its place (`floors.0.when`); empty: they can be used. */
export function checkAdjustments(adjustments: Adjustments, basis: AdjustmentBasis): readonly Problem[] {
  const { sectorValues, floors, cadence } = adjustments;
  const large = [
    ...tooMany('sectorValues', 'sector values', sectorValues.length, MOST.sectorValues),
    ...tooMany('floors', 'floors', floors.length, MOST.floors),
  ];
  if (large.length > 0) return large;
  return [
    ...checkSectorValues(sectorValues, basis.indices),
    ...checkFloorFigures(floors, basis.base),
    ...checkOwnFloors(floors, basis.base, basis.manual),
    ...(cadence === null
      ? []
      : cadenceProblems(cadence).map((band) =>
          problem(`cadence.${band}`, 'CADENCE_ORDER', 'These are fewer months than a graver band has: the graver would be assessed later.'),
        )),
  ];
}

const problem = (path: string, code: string, message: string): Problem => ({ path, code, message });

const tooMany = (path: string, what: string, count: number, most: number): Problem[] =>
  count <= most ? [] : [problem(path, 'METHOD_TOO_LARGE', `There are ${count} ${what}; a method has at most ${most} of a tenant's own.`)];

/** A figure outside its bounds, or none at all. */
const checkFigure = (path: string, value: number, least: number): Problem[] =>
  Number.isFinite(value) && value >= least && value <= 100
    ? []
    : [problem(path, 'VALUE_OUT_OF_RANGE', `A number from ${least} to 100 is expected.`)];

function checkSectorValues(values: readonly SectorValue[], indices: Indices): Problem[] {
  const known = new Set(indices.sectors.sectors.map(({ isic }) => isic));
  const isics = values.map(({ isic }) => isic);
  return values.flatMap(({ isic, value, reason }, i) => {
    const at = `sectorValues.${i}`;
    return [
      ...(known.has(isic) ? [] : [problem(`${at}.isic`, 'ISIC_UNKNOWN', `"${isic}" is no division of ISIC Rev.4.`)]),
      ...(isics.indexOf(isic) === i ? [] : [problem(`${at}.isic`, 'DUPLICATE_ID', `The division "${isic}" stands twice.`)]),
      ...checkFigure(`${at}.value`, value, 10),
      ...checkReason(`${at}.reason`, reason),
    ];
  });
}

function checkFloorFigures(floors: readonly FloorRule[], base: Methodology): Problem[] {
  const shipped = new Set([...base.floors, ...base.residualFloors].map(({ id }) => id));
  const ids = floors.map(({ id }) => id);
  return floors.flatMap(({ id, value, reason }, i) => {
    const at = `floors.${i}`;
    return [
      ...(FLOOR_ID.test(id) ? [] : [problem(`${at}.id`, 'ID_FORM', 'An id is lower-case letters, digits and _, beginning with a letter.')]),
      ...(ids.indexOf(id) === i ? [] : [problem(`${at}.id`, 'DUPLICATE_ID', `The floor "${id}" stands twice.`)]),
      ...(shipped.has(id) ? [problem(`${at}.id`, 'FLOOR_SHIPPED', `The shipped method has a floor "${id}"; choose another id.`)] : []),
      ...checkFigure(`${at}.value`, value, 0),
      ...checkReason(`${at}.reason`, reason),
    ];
  });
}

/** Somebody will ask why, in years: a reason in one language at least, and none that says nothing. */
function checkReason(path: string, reason: Text): Problem[] {
  const texts = Object.entries(reason as Readonly<Record<string, unknown>>);
  if (texts.length === 0) return [problem(path, 'REASON_MISSING', 'Give the reason, in one language at least.')];
  if (texts.length > MOST.languages) return [problem(path, 'METHOD_TOO_LARGE', `At most ${MOST.languages} languages.`)];
  return texts.flatMap(([language, words]) => {
    const at = `${path}.${language}`;
    if (!LANGUAGE.test(language)) return [problem(at, 'LANGUAGE_UNKNOWN', `"${language}" is no language tag such as en or pt-BR.`)];
    if (typeof words !== 'string') return [problem(at, 'REASON_NOT_TEXT', 'A text is expected.')];
    if (words.trim() === '') return [problem(at, 'REASON_MISSING', 'The reason is empty.')];
    return words.length <= MOST.reason ? [] : [problem(at, 'TEXT_TOO_LONG', `At most ${MOST.reason} characters.`)];
  });
}
