/** The eleven ILO indicators of forced labour, in order. */
const INDICATORS: readonly (readonly string[])[] = [
  ['abuse of vulnerability'],
  ['deception'],
  ['restriction of movement', 'restricted movement', 'restriction on movement'],
  ['isolation'],
  ['physical and sexual violence', 'physical violence', 'sexual violence'],
  ['intimidation and threats', 'threats'],
  ['retention of identity documents', 'document retention', 'confiscation of identity documents'],
  ['withholding of wages', 'wage withholding', 'withheld wages'],
  ['debt bondage', 'bonded labour', 'bonded labor'],
  ['abusive working and living conditions', 'abusive working conditions', 'abusive living conditions'],
  ['excessive overtime'],
];

const SMALL_WORDS = new Set(['a', 'and', 'ilo', 'indicator', 'no', 'of', 'on', 'or', 'the']);

/** The words that carry meaning, without their plural and in any order: "Withholding wages" is "withholding of wages". */
const essence = (name: string): string =>
  name
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && !SMALL_WORDS.has(word))
    .map((word) => word.replace(/s$/, ''))
    .sort()
    .join(' ');

const NUMBERS: ReadonlyMap<string, number> = new Map(
  INDICATORS.flatMap((names, i) => names.map((name) => [essence(name), i + 1] as const)),
);

/** The number 1..11 of an indicator named in English; null for anything else. */
export const iloNumber = (name: string): number | null => NUMBERS.get(essence(name)) ?? null;
