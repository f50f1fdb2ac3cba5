import { sha256Hex } from '../../ledger/sha256.js';

const HASH_DIGITS = 6;

const hashOf = (text: string): string => sha256Hex(text).slice(0, HASH_DIGITS);

/** Signs that make a difference between options are spelt out, or "< 10" and "> 10" would become the same id. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/≤|<=/g, ' up_to '],
  [/≥|>=/g, ' at_least '],
  [/</g, ' under '],
  [/>/g, ' over '],
  [/%/g, ' percent '],
  [/\+/g, ' plus '],
  [/&/g, ' and '],
];

const spelt = (text: string): string => SIGNS.reduce((sofar, [sign, word]) => sofar.replace(sign, word), text);

/**
 * An id of small letters, digits and _ made from a text alone, so that importing the file again gives the same. Where
 * letters are lost (other scripts, long texts) a hash of the text keeps ids apart.
 */
export const slugOf = (text: string, longest: number): string => {
  const latin = spelt(
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}+/gu, ''),
  );
  const slug = latin.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  const isWhole = slug !== '' && slug.length <= longest && !/[^\p{ASCII}]/u.test(latin.replace(/[^\p{L}\p{N}]+/gu, ''));
  if (isWhole) return slug;
  const kept = slug.slice(0, longest).replace(/_+$/, '');
  return kept === '' ? `x_${hashOf(text)}` : `${kept}_${hashOf(text)}`;
};

const withLetter = (slug: string): string => (/^[a-z]/.test(slug) ? slug : `x${slug}`);

/** Slugs that begin with a letter, as chapters, questions and parts need. */
export const nameOf = (text: string, longest: number): string => withLetter(slugOf(text, longest));

/** Texts to ids, all different: of texts that come to the same, every one gets a hash, so that their order changes nothing. */
export const distinctIds = (texts: readonly string[], toId: (text: string) => string): readonly string[] => {
  const plain = texts.map(toId);
  const counts = new Map<string, number>();
  plain.forEach((id) => counts.set(id, (counts.get(id) ?? 0) + 1));
  return plain.map((id, i) => ((counts.get(id) ?? 0) > 1 ? `${id}_${hashOf(texts[i] ?? '')}` : id));
};
