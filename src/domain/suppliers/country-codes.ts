import type { CountryName } from '../indices/indices.js';

/** ISO 3166-1 alpha-3 of a code in two or three letters, in any case; null: no such country. */
export type CountryLookup = (code: string) => string | null;

/** Answers for the countries of the index, Kosovo (XK, XKX) among them. */
export const countryLookup = (countries: readonly CountryName[]): CountryLookup => {
  const known = new Map(countries.flatMap(({ iso2, iso3 }) => [[iso2, iso3] as const, [iso3, iso3] as const]));
  return (code) => known.get(code.trim().toUpperCase()) ?? null;
};
