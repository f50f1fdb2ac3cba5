import { type CsvContent, type CsvContext, countryOf, type NamedRow, numberOf, shortened } from './table.js';

/** What a country's row says: a value, null where it says nothing, which leaves the country unknown, or undefined where it was refused. */
type ValueReader = (row: NamedRow, context: CsvContext) => string | number | null | undefined;

const DISAGREEMENT = 0.02;

const governance: ValueReader = (row, context) => {
  if (row.cell('risk') === '') return null;
  const risk = numberOf(row, 'risk', [0, 100], context);
  const score = row.cell('score') === '' ? null : numberOf(row, 'score', [0, 100], context);
  if (risk === null) return undefined;
  if (score !== null && Math.abs(100 - score - risk) > DISAGREEMENT) {
    context.refuse(row, 'risk', 'VALUES_DISAGREE', `Risk ${risk} and score ${score} do not add up to 100; risk is 0 at best.`);
    return undefined;
  }
  return risk;
};

const TIERS: ReadonlyMap<string, string> = new Map([
  ['1', '1'],
  ['2', '2'],
  ['2wl', '2WL'],
  ['2 watch list', '2WL'],
  ['3', '3'],
  ['special', 'special'],
  ['special case', 'special'],
]);

const tier: ValueReader = (row, { refuse }) => {
  const text = row.cell('tier');
  if (text === '') return null;
  const found = TIERS.get(text.toLowerCase().replace(/^tier\s+/, ''));
  if (found === undefined) refuse(row, 'tier', 'TIER_UNKNOWN', `"${shortened(text)}" is no tier; 1, 2, 2WL, 3 or special is expected.`);
  return found;
};

/** null: the publisher says that it did not look, which leaves the country unknown. */
const LEVELS: ReadonlyMap<string, string | null> = new Map([
  ['no', 'none'],
  ['none', 'none'],
  ['minimal', 'minimal'],
  ['moderate', 'moderate'],
  ['significant', 'significant'],
  ['no assessment', null],
  ['n/a', null],
]);

const level: ValueReader = (row, { refuse }) => {
  const text = row.cell('level');
  if (text === '') return null;
  const found = LEVELS.get(text.toLowerCase().replace(/\s+advancement$/, ''));
  if (found === undefined)
    refuse(row, 'level', 'LEVEL_UNKNOWN', `"${shortened(text)}" is no level; none, minimal, moderate or significant is expected.`);
  return found;
};

const VALUES = { governance, trafficking: tier, child_labour: level };

/** One row a country. A row without a value leaves its country unknown. */
export function readCountryRows(index: keyof typeof VALUES, rows: readonly NamedRow[], context: CsvContext): CsvContent {
  const entries: Record<string, string | number> = {};
  const lines = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const row of rows) {
    const iso3 = countryOf(row, 'iso3', context);
    const value = VALUES[index](row, context);
    const year = row.cell('year');
    if (year !== '' && context.year !== null && year !== String(context.year))
      context.refuse(row, 'year', 'YEAR_DIFFERS', `This row is of ${shortened(year)}, the edition of ${context.year}.`);
    if (iso3 === null) continue;
    const before = seen.get(iso3);
    if (before !== undefined) {
      context.refuse(row, 'iso3', 'DUPLICATE_ROW', `${iso3} stands in line ${before} already.`);
      continue;
    }
    seen.set(iso3, row.line);
    if (value === null || value === undefined) continue;
    entries[iso3] = value;
    lines.set(`entries/${iso3}`, row.line);
  }
  return { content: { entries }, lines };
}
