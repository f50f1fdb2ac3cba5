import type { ScoreInputs } from '../../../src/domain/scoring/inputs.js';
import type { Method } from '../../../src/domain/scoring/methodology.js';

/**
 * The score a second time, from the written method alone and with nothing of the product's engine: a worksheet whose every cell is a
 * formula over other cells, computed in three columns. It is slow and plain on purpose: what two people wrote apart and agrees is likely right.
 */
export type Column = 'point' | 'best' | 'worst';
/** A line of the explanation: what it is, to what it belongs, and its points. */
export type Line = readonly [factor: string, ref: string, points: number];
export type SecondScore = Readonly<Record<'inherent' | 'controls' | 'residual' | 'best' | 'worst' | 'confidence', number>> & {
  readonly band: string;
  readonly lines: readonly Line[];
};

type Cell = 'prior' | 'C' | 'S' | 'G' | 'W' | 'base' | 'I' | 'K' | 'R0' | 'R1' | 'R2' | 'R3' | 'R4' | 'R';
type Row = Readonly<Record<Column, number>>;

const DAY = 24 * 60 * 60 * 1000;
const MONTH = 30.4375 * DAY;
/** Half-lives after which no signal is left that could move a figure of two decimals by much. */
const SPENT = 14;

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const highest = (numbers: readonly number[]): number => numbers.reduce((top, one) => (one > top ? one : top), -Infinity);
const within = (low: number, high: number, x: number): number => (x < low ? low : x > high ? high : x);
const row = (point: number, best: number, worst: number): Row => ({ point, best, worst });
const same = (x: number): Row => row(x, x, x);

/** Half away from zero, on the twelve digits that two programs have in common. */
const twoDecimals = (x: number): number => {
  const [digits = '0', exponent = '0'] = Math.abs(x).toExponential(11).split('e');
  return (Math.sign(x) * Math.round(Number(`${digits}e${Number(exponent) + 2}`))) / 100;
};

const months = (asOf: string, date: string): number => Math.max(0, (Date.parse(asOf) - Date.parse(date)) / MONTH);
const halved = (age: number, halfLife: number): number => 1 / 2 ** (age / halfLife);

const countryRow = (method: Method, inputs: ScoreInputs): Row => {
  const found = new Map(inputs.country.parts.map(({ id, value }) => [id, value]));
  const points = new Map(method.country.parts.map(({ id, unknown }) => [id, found.get(id) ?? unknown.point]));
  const rows = method.country.parts.map(({ id, weight, unknown }): [number, Row] => {
    const value = found.get(id);
    if (value !== null && value !== undefined) return [weight, same(value)];
    if (unknown.point !== null) return [weight, row(unknown.point, unknown.best, unknown.worst)];
    const others = method.country.parts.filter((other) => other.id !== id);
    const mean = total(others.map((other) => other.weight * (points.get(other.id) ?? NaN))) / total(others.map((other) => other.weight));
    return [weight, row(mean, Math.min(unknown.best, mean), unknown.worst)];
  });
  const sum = (column: Column): number => total(rows.map(([weight, part]) => weight * part[column]));
  return row(sum('point'), sum('best'), sum('worst'));
};

const goodsRow = (method: Method, { goods }: ScoreInputs): Row => {
  if (goods.mode === 'services') return same(0);
  const known = highest([0, ...goods.items.map(({ value }) => value)]);
  // "None of these" is an item of its own: a list with nothing in it declares nothing.
  return goods.mode === 'undeclared' || goods.unmatched > 0 || goods.items.length === 0
    ? row(Math.max(method.goods.unknownPoint, known), known, 100)
    : same(known);
};

const exposureRow = (method: Method, item: ScoreInputs['exposures'][number], prior: number): Row => {
  if (item.state === 'unknown') return row(Math.max(method.exposure.unknown, prior), 0, 1);
  if (item.state === 'unanswered') return row(item.overdue ? method.exposure.overdue : prior, 0, 1);
  const a = item.exposure ?? NaN;
  const e = item.evidence === null ? NaN : method.evidence.management[item.evidence];
  return row(a + (1 - e) * Math.max(0, prior - a), a, a + (1 - e) * (1 - a));
};

const controlRow = (method: Method, item: ScoreInputs['controls'][number]): Row => {
  if (item.state !== 'answered') return row(0, 1, 0);
  const score = item.score ?? NaN;
  const e = item.evidence === null ? NaN : method.evidence[item.method][item.evidence];
  return row(score * e, score, score * Math.max(0, 2 * e - 1));
};

const FLOOR_COLUMNS: Readonly<Record<string, string>> = { certain: 'point best worst', presumed: 'point worst', possible: 'worst' };

/** Everything that is a number in the receipt before the sums begin. */
const givensOf = (method: Method, inputs: ScoreInputs) => {
  const severity = (...wanted: readonly string[]): number =>
    total(inputs.cases.filter((item) => wanted.includes(item.severity)).map((item) => method.cases.points[item.severity]));
  const signals = inputs.signals.map(
    ({ id, points, agesFrom }) =>
      [id, agesFrom === null ? points : points * halved(months(inputs.asOf, agesFrom), method.signals.halfLifeMonths)] as const,
  );
  const credit = total(signals.map(([, points]) => Math.min(points, 0)));
  return {
    signals,
    creditOver: Math.max(0, -credit - method.signals.creditCap),
    casesOver: Math.max(0, severity('major', 'minor') - method.cases.minorCap),
    cases: severity('critical', 'major', 'minor'),
    zero: inputs.cases.some(({ zeroTolerance }) => zeroTolerance),
  };
};

type Sheet = (cell: Cell, column: Column) => number;

const sheetOf = (method: Method, inputs: ScoreInputs): Sheet => {
  const { signals, creditOver, casesOver, cases, zero } = givensOf(method, inputs);
  const { weights } = method.inherent;
  const sector = inputs.sector.value === null ? method.sector.unknown : same(inputs.sector.value);
  const mean = (rows: readonly (readonly [number, Row])[], column: Column): number =>
    (100 * total(rows.map(([weight, one]) => weight * one[column]))) / total(rows.map(([weight]) => weight));
  const formulas: Readonly<Record<Cell, (column: Column) => number>> = {
    prior: () => sector.point / 100,
    C: (column) => countryRow(method, inputs)[column],
    S: (column) => sector[column],
    G: (column) => goodsRow(method, inputs)[column],
    W: (column) =>
      inputs.exposures.length === 0
        ? row(sector.point, 0, 100)[column]
        : mean(
            inputs.exposures.map((item) => [item.weight, exposureRow(method, item, of('prior', column))]),
            column,
          ),
    base: (column) =>
      weights.country * of('C', column) +
      weights.sector * of('S', column) +
      weights.goods * of('G', column) +
      weights.workforce * of('W', column),
    I: (column) =>
      highest([
        of('base', column),
        ...inputs.floors.filter(({ truth }) => FLOOR_COLUMNS[truth]?.split(' ').includes(column)).map(({ value }) => value),
      ]),
    K: (column) =>
      inputs.controls.length === 0
        ? row(0, 100, 0)[column]
        : mean(
            inputs.controls.map((item) => [item.weight, controlRow(method, item)]),
            column,
          ),
    R0: (column) => of('I', column) * (1 - (method.controls.reduction * of('K', column)) / 100),
    R1: (column) => of('R0', column) + cases - casesOver + total(signals.map(([, points]) => points)) + creditOver,
    R2: (column) => highest([of('R1', column), inputs.inherited?.[column] ?? -Infinity]),
    R3: (column) => highest([of('R2', column), ...inputs.residualFloors.map(({ value }) => value)]),
    R4: (column) => (zero ? highest([of('R3', column), method.cases.zeroToleranceFloor]) : of('R3', column)),
    R: (column) => within(0, 100, of('R4', column)),
  };
  const of: Sheet = (cell, column) => formulas[cell](column);
  return of;
};

const confidenceOf = (method: Method, inputs: ScoreInputs, of: Sheet): number => {
  const dated = [...inputs.exposures, ...inputs.controls].filter(({ state }) => state === 'answered');
  const weight = total(dated.map((item) => item.weight));
  const age = total(dated.map((item) => item.weight * months(inputs.asOf, item.date ?? ''))) / weight;
  const spread = within(0, 100, of('R1', 'worst')) - within(0, 100, of('R1', 'best'));
  return (100 - spread) * (dated.length === 0 ? 1 : halved(age, method.confidence.halfLifeMonths));
};

const linesOf = (method: Method, inputs: ScoreInputs, of: Sheet): readonly Line[] => {
  const { signals, creditOver, casesOver } = givensOf(method, inputs);
  const { weights } = method.inherent;
  const step = (factor: string, after: Cell, before: Cell): Line => [factor, '', of(after, 'point') - of(before, 'point')];
  const exposureWeight = total(inputs.exposures.map(({ weight }) => weight));
  const controlWeight = total(inputs.controls.map(({ weight }) => weight));
  const exposed = inputs.exposures.map((item): Line => [
    'exposure',
    item.question,
    (weights.workforce * 100 * item.weight * exposureRow(method, item, of('prior', 'point')).point) / exposureWeight,
  ]);
  return [
    ['country', '', weights.country * of('C', 'point')],
    ['sector', '', weights.sector * of('S', 'point')],
    ['goods', '', weights.goods * of('G', 'point')],
    ...(exposed.length === 0 ? [['workforce_unasked', '', weights.workforce * of('W', 'point')] as const] : exposed),
    step('floor', 'I', 'base'),
    ...inputs.controls.map((item): Line => [
      'control',
      item.question,
      (-of('I', 'point') * method.controls.reduction * item.weight * controlRow(method, item).point) / controlWeight,
    ]),
    ...inputs.cases.map(({ id, severity }): Line => ['case', id, method.cases.points[severity]]),
    ['case_cap', '', -casesOver],
    ...signals.map(([id, points]): Line => ['signal', id, points]),
    ['signal_cap', '', creditOver],
    step('inherited', 'R2', 'R1'),
    step('residual_floor', 'R3', 'R2'),
    step('zero_tolerance', 'R4', 'R3'),
    step('bounds', 'R', 'R4'),
  ];
};

/** The band in which a risk lies, after rounding. */
export const secondBand = (method: Method, inputs: ScoreInputs): string => {
  const risk = twoDecimals(sheetOf(method, inputs)('R', 'point'));
  const reached = method.bands.filter(({ from }) => risk >= from).map(({ id, from }): [number, string] => [from, id]);
  return reached.reduce((top, band) => (band[0] > top[0] ? band : top), [-Infinity, '']).at(1) as string;
};

export const secondScore = (method: Method, inputs: ScoreInputs): SecondScore => {
  const of = sheetOf(method, inputs);
  return {
    inherent: of('I', 'point'),
    controls: of('K', 'point'),
    residual: of('R', 'point'),
    best: of('R', 'best'),
    worst: of('R', 'worst'),
    confidence: confidenceOf(method, inputs, of),
    band: secondBand(method, inputs),
    lines: linesOf(method, inputs, of),
  };
};

/**
 * When the score next changes with no new fact: a date from outside, a signal that begins to age, or the first midnight that finds it in
 * another band. Looked for day by day, with no formula of decay turned round.
 */
export const secondNextChange = (method: Method, inputs: ScoreInputs, horizons: readonly string[]): number => {
  const now = Date.parse(inputs.asOf);
  const dates = [...horizons, ...inputs.signals.flatMap(({ agesFrom }) => (agesFrom === null ? [] : [agesFrom]))];
  const named = Math.min(Infinity, ...dates.map((date) => Date.parse(date)).filter((date) => date > now));
  const last = Math.min(named, now + SPENT * method.signals.halfLifeMonths * MONTH);
  const bandAt = (time: number): string => secondBand(method, { ...inputs, asOf: new Date(time).toISOString() });
  const today = bandAt(now);
  const midnights = inputs.signals.length === 0 ? 0 : Math.ceil((last - now) / DAY);
  for (let days = 0; days < midnights; days += 1) {
    const midnight = (Math.floor(now / DAY) + 1 + days) * DAY;
    if (midnight < last && bandAt(midnight) !== today) return midnight;
  }
  return named;
};
