/** Longest name or address part of a key, so that no key outgrows an index. */
const NAME_KEY_MAX = 200;
const ADDRESS_KEY_MAX = 500;

/** Text on one line: line breaks, tabs and other blanks become single blanks. */
export const tidy = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** The first `length` UTF-16 units, without half a character at the end. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');

/** Marks that change no letter for a reader who searches: accents of Latin, Greek and Cyrillic, vowel points of Arabic. */
const LOOSE_MARKS = /[\u0300-\u036F\u064B-\u0652\u0670]/g;

const plain = (text: string): string =>
  tidy(text.normalize('NFKD').replaceAll(LOOSE_MARKS, '').toLowerCase().replaceAll(LOOSE_MARKS, '')).normalize('NFC');

/** A name for search and comparison: compatibility forms and accents folded, lower case, single blanks. */
export const nameKey = (name: string): string => cut(plain(name), NAME_KEY_MAX).trim();

/** The same place in a second file has the same key: name, ISO alpha-3 country and address. */
export const identityKey = (name: string, iso3: string, address: string | null): string =>
  [nameKey(name), iso3, cut(plain(address ?? ''), ADDRESS_KEY_MAX).trim()].map((part) => part.replaceAll('|', '/')).join('|');

/** Everything that begins with the key, as a range: `from <= key < to` in byte order. */
export const prefixRange = (key: string): { readonly from: string; readonly to: string } => ({ from: key, to: `${key}\u{10FFFF}` });
