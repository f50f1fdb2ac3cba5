/** The zeros of the digits that people write numbers with, beside 0: Arabic, Persian and Urdu, Devanagari, Bengali, full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

/** Digits of any of these scripts as 0 to 9. */
export const plainDigits = (text: string): string =>
  text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code < first + 10);
    return zero === undefined ? digit : String(code - zero);
  });

/** Why a number could not be taken: it is none, or it could be two different ones. */
export type NumberFault = 'unreadable' | 'ambiguous';

const SIGNS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
const GROUPS = /^\d{1,3}([ '’]\d{3})+$/;

/** "1.200" is twelve hundred to some and one and a fifth to others; a zero in front, or other than three digits behind, leaves no doubt. */
const withOne = (whole: string, rest: string): number | NumberFault => {
  if (!/^\d+$/.test(whole) || !/^\d+$/.test(rest)) return 'unreadable';
  return /^[1-9]\d{0,2}$/.test(whole) && rest.length === 3 ? 'ambiguous' : Number(`${whole}.${rest}`);
};

/** With several separators the first one stands between thousands, and the last one, if it is another, before decimals. */
const withSeveral = (text: string, first: string, last: string): number | NumberFault => {
  const at = first === last ? text.length : text.lastIndexOf(last);
  const [grouped, decimals] = [text.slice(0, at), text.slice(at + 1)];
  const isGrouped = new RegExp(`^\\d{1,3}(\\${first}\\d{3})+$`).test(grouped) && /^\d*$/.test(decimals);
  return isGrouped ? Number(`${grouped.replaceAll(first, '')}.${decimals === '' ? '0' : decimals}`) : 'unreadable';
};

const withSeparator = (text: string): number | NumberFault => {
  const separators = [...text].filter((character) => character === ',' || character === '.');
  const [first = ''] = separators;
  if (separators.length === 0) return /^\d+$/.test(text) ? Number(text) : 'unreadable';
  const [whole = '', rest = ''] = text.split(first);
  return separators.length === 1 ? withOne(whole, rest) : withSeveral(text, first, separators.at(-1) ?? '');
};

/** A number that somebody typed: "12,5", "1 200", "۱۲". What could be read in two ways is not guessed. */
export const parseNumber = (written: string): number | NumberFault => {
  const text = plainDigits(written.normalize('NFKC'))
    .replaceAll(SIGNS, '')
    .replaceAll('\u066B', ',')
    .replaceAll(/[\u066C’]/g, "'");
  const spaced = text.replaceAll(/\s+/g, ' ').trim();
  if (/^\d(\.\d+)?e[+-]?\d+$/i.test(spaced)) return Number(spaced);
  const [whole = '', ...rest] = spaced.split(/(?=[.,])/);
  const joined = GROUPS.test(whole) ? whole.replaceAll(/[ ']/g, '') : whole;
  if (joined === whole) return withSeparator(spaced);
  return rest.length <= 1 && /^([.,]\d+)?$/.test(rest.join('')) ? Number(`${joined}${rest.join('').replace(',', '.')}`) : 'unreadable';
};

/** A day that somebody typed, year first; null where its order would have to be guessed. Whether it exists is checked with the answer. */
export const parseDay = (written: string): string | null => {
  const text = plainDigits(written.normalize('NFKC')).replaceAll(SIGNS, '').trim();
  const parts = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[.日]?$/.exec(text);
  if (parts === null) return null;
  const [, year = '', month = '', day = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
