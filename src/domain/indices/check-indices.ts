import type { Problem } from '../shared/domain-error.js';
import type { Indices } from './indices.js';

const repeated = (ids: readonly string[], path: (position: number) => string, what: string): Problem[] => {
  const seen = new Set<string>();
  return ids.flatMap((id, i) => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [{ path: path(i), code: 'DUPLICATE_ID', message: `The ${what} "${id}" stands twice.` }] : [];
  });
};

const countryCodes = (indices: Indices): (readonly [path: string, iso3: string])[] => [
  ...(['governance', 'trafficking', 'childLabour'] as const).flatMap((index) =>
    Object.keys(indices[index].entries).map((iso3) => [`${index}/entries/${iso3}`, iso3] as const),
  ),
  ...indices.goods.goods.flatMap((good, g) =>
    good.entries.flatMap(({ iso3, inputFrom = [] }, e) => [
      [`goods/goods/${g}/entries/${e}/iso3`, iso3] as const,
      ...inputFrom.map((input, i) => [`goods/goods/${g}/entries/${e}/inputFrom/${i}`, input] as const),
    ]),
  ),
  ...indices.stateImposed.entries.map(({ iso3 }, e) => [`stateImposed/entries/${e}/iso3`, iso3] as const),
];

/** What no schema of one file can see: codes that name nothing, and entries that stand twice. Paths begin with the index (`goods/goods/3/id`). */
export const checkIndices = (indices: Indices): readonly Problem[] => {
  const { countries } = indices.countries;
  const known = new Set(countries.map(({ iso3 }) => iso3));
  const goods = new Set(indices.goods.goods.map(({ id }) => id));
  return [
    ...repeated(
      countries.map(({ iso3 }) => iso3),
      (i) => `countries/countries/${i}/iso3`,
      'country',
    ),
    ...repeated(
      countries.map(({ iso2 }) => iso2),
      (i) => `countries/countries/${i}/iso2`,
      'country',
    ),
    ...repeated(
      indices.goods.goods.map(({ id }) => id),
      (i) => `goods/goods/${i}/id`,
      'good',
    ),
    ...indices.goods.goods.flatMap(({ entries }, g) =>
      repeated(
        entries.map(({ iso3 }) => iso3),
        (i) => `goods/goods/${g}/entries/${i}/iso3`,
        'country',
      ),
    ),
    ...repeated(
      indices.sectors.sectors.map(({ isic }) => isic),
      (i) => `sectors/sectors/${i}/isic`,
      'division',
    ),
    ...repeated(
      indices.stateImposed.entries.map(({ id }) => id),
      (i) => `stateImposed/entries/${i}/id`,
      'entry',
    ),
    ...countryCodes(indices).flatMap(([path, iso3]) =>
      known.has(iso3) ? [] : [{ path, code: 'COUNTRY_UNKNOWN', message: `There is no country "${iso3}" in the list of countries.` }],
    ),
    ...indices.stateImposed.entries.flatMap((entry, e) =>
      entry.goods.flatMap((good, g) =>
        goods.has(good)
          ? []
          : [{ path: `stateImposed/entries/${e}/goods/${g}`, code: 'GOOD_UNKNOWN', message: `There is no good "${good}".` }],
      ),
    ),
  ];
};
