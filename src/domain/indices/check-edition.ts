import type { Problem } from '../shared/domain-error.js';
import { checkIndices } from './check-indices.js';
import { type AnyEdition, type IndexId, KEY_OF, withEditions } from './index-ids.js';
import type { Indices } from './indices.js';

/** A measure of a year that has not come says nothing; publishers name an edition after the coming year at most. */
const YEARS_AHEAD = 1;

/** Longer texts are shown nowhere. */
const LONGEST_TEXT = 2_000;

/** It is shown beside every score. */
const LONGEST_EDITION = 60;

/** What an edition is checked against: what is in force beside it, and today's year. */
export interface EditionSurroundings {
  readonly indices: Indices;
  readonly thisYear: number;
}

/** What no schema sees: codes that name nothing, lines that stand twice, texts that a spreadsheet would run. Paths are those of the edition's own file. */
export function checkEdition(index: IndexId, edition: AnyEdition, { indices, thisYear }: EditionSurroundings): readonly Problem[] {
  const key = KEY_OF[index];
  const whole = checkIndices(withEditions(indices, new Map([[index, edition]])));
  const own = whole.flatMap((problem) =>
    problem.path.startsWith(`${key}/`) ? [{ ...problem, path: problem.path.slice(key.length + 1) }] : [],
  );
  const others = whole.flatMap(({ path, message }) =>
    path.startsWith(`${key}/`) ? [] : [{ path: '', code: 'STILL_NAMED', message: `What is in force names it at ${path}: ${message}` }],
  );
  const late = edition.year > thisYear + YEARS_AHEAD;
  const year = late ? [{ path: 'year', code: 'YEAR_TO_COME', message: `${edition.year} has not come yet.` }] : [];
  const long =
    edition.edition.length > LONGEST_EDITION
      ? [
          {
            path: 'edition',
            code: 'TEXT_TOO_LONG',
            message: `The name of an edition must not be longer than ${LONGEST_EDITION} characters.`,
          },
        ]
      : [];
  return [...year, ...long, ...own, ...others, ...strange(edition, ''), ...withoutEnglish(index, edition)];
}

const strange = (value: unknown, path: string): Problem[] => {
  if (typeof value === 'string') return textProblems(value, path);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => strange(inner, path === '' ? name : `${path}/${name}`));
};

function textProblems(text: string, path: string): Problem[] {
  if (/^\s*[=+@-]/.test(text))
    return [
      { path, code: 'TEXT_LIKE_FORMULA', message: 'A text must not begin with = + - or @: a spreadsheet would take it for a formula.' },
    ];
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text))
    return [{ path, code: 'TEXT_NOT_PLAIN', message: 'A text must be one line of plain words.' }];
  if (text.length > LONGEST_TEXT)
    return [{ path, code: 'TEXT_TOO_LONG', message: `A text must not be longer than ${LONGEST_TEXT} characters.` }];
  return [];
}

/** Texts that other languages fall back to. */
function withoutEnglish(index: IndexId, edition: AnyEdition): Problem[] {
  const lacks = (text: Readonly<Record<string, string>>, path: string): Problem[] =>
    text['en'] === undefined
      ? [{ path, code: 'TEXT_MISSING', message: 'The English text is missing; other languages fall back to it.' }]
      : [];
  if (index === 'goods' && 'goods' in edition)
    return edition.goods.flatMap(({ name, entries }, g) => [
      ...lacks(name, `goods/${g}/name`),
      ...entries.flatMap(({ note }, e) => (note === undefined ? [] : lacks(note, `goods/${g}/entries/${e}/note`))),
    ]);
  if (index === 'sectors' && 'sectors' in edition)
    return edition.sectors.flatMap(({ title, reason }, i) => [
      ...lacks(title, `sectors/${i}/title`),
      ...lacks(reason, `sectors/${i}/reason`),
    ]);
  return index === 'state_imposed' && 'entries' in edition && Array.isArray(edition.entries)
    ? edition.entries.flatMap(({ reason }, i) => lacks(reason as Readonly<Record<string, string>>, `entries/${i}/reason`))
    : [];
}
