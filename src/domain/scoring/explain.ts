import { computeScore } from './compute.js';
import { type Context, type ExplainTexts, sentenceOf } from './explain-sentences.js';
import { explainLanguage, figure, sentence, type ExplainLanguage, type SentenceKey } from './explain-texts.js';
import { wordsIn } from './explain-words.js';
import type { Band } from './methodology.js';
import type { Factor, Receipt } from './receipt.js';
import { round2 } from './rounding.js';
import { type EditionUsed, editionsUsed } from './used-editions.js';

export interface ExplanationLine {
  readonly factor: Factor;
  readonly ref: string | null;
  /** Rounded to two decimals; the rounded lines may miss the rounded score by a few hundredths. */
  readonly points: number;
  /** Edition of the index behind the line; null where it rests on no index. */
  readonly edition: string | null;
  /** Section of the methodology and its letter, such as `2 W`. */
  readonly rule: string;
  readonly sentence: string;
}

export interface UsedEdition extends EditionUsed {
  readonly name: string;
}

/** A score in words. A number is never shown without its range, the caveat and the editions (methodology, section 3.4). */
export interface Explanation {
  readonly language: ExplainLanguage;
  readonly headline: string;
  readonly lines: readonly ExplanationLine[];
  readonly editions: readonly UsedEdition[];
  readonly editionsSentence: string;
  readonly caveat: string;
  /** Always there, whether something is held back or not: words that come and go would betray that a worker spoke. */
  readonly notFinal: string;
}

const RULES: Readonly<Record<Factor, string>> = {
  country: '2 C',
  sector: '2 S',
  goods: '2 G',
  exposure: '2 W',
  workforce_unasked: '2 W',
  floor: '2 I',
  control: '3 K',
  case: '3.1',
  case_cap: '3.1',
  signal: '3.2',
  signal_cap: '3.2',
  inherited: '3.3',
  residual_floor: '3 R3',
  zero_tolerance: '3 R4',
  bounds: '3 R',
};

/** Words for the bands. */
export const BANDS: Readonly<Record<Band, SentenceKey>> = {
  low: 'bandLow',
  medium: 'bandMedium',
  high: 'bandHigh',
  critical: 'bandCritical',
};

/** Words for the indices. */
export const INDEX_NAMES: Readonly<Record<UsedEdition['index'], SentenceKey>> = {
  governance: 'indexGovernance',
  trafficking_response: 'indexTrafficking',
  child_labour_response: 'indexChildLabour',
  sector: 'indexSector',
  goods: 'indexGoods',
};

const contextOf = (receipt: Receipt, texts: ExplainTexts, tag: string): Context => {
  const { method, inputs } = receipt;
  const language = explainLanguage(tag);
  return {
    language,
    texts,
    receipt,
    score: computeScore(method, inputs),
    words: wordsIn(tag, language),
    exposures: new Map(inputs.exposures.map((input) => [input.question, input])),
    controls: new Map(inputs.controls.map((input) => [input.question, input])),
    cases: new Map(inputs.cases.map((input) => [input.id, input])),
    signals: new Map(inputs.signals.map((input) => [input.id, input])),
  };
};

/** An index of an edition, with its name in the reader's language. */
export const namedEdition = (language: ExplainLanguage, { index, edition }: EditionUsed): UsedEdition => ({
  index,
  name: sentence(language, INDEX_NAMES[index]),
  edition,
});

const editionBehind = (factor: Factor, editions: readonly UsedEdition[]): string | null => {
  const wanted = (index: UsedEdition['index']): boolean =>
    factor === 'country' ? index !== 'sector' && index !== 'goods' : factor === 'workforce_unasked' ? index === 'sector' : index === factor;
  const found = new Set(editions.filter(({ index }) => wanted(index)).map(({ edition }) => edition));
  return found.size === 0 ? null : [...found].join(', ');
};

/** Puts a receipt's score into words a supplier can read, in English or, for a tag such as `ru`, in Russian. */
export const explain = (receipt: Receipt, texts: ExplainTexts, tag: string): Explanation => {
  const context = contextOf(receipt, texts, tag);
  const { language } = context;
  const { residual, best, worst, band, confidence, contributions } = receipt.result;
  const editions = editionsUsed(receipt.inputs).map((used) => namedEdition(language, used));
  const listed = editions.map(({ name, edition }) => `${name} ${edition}`).join('; ');
  return {
    language,
    headline: sentence(language, 'headline', {
      residual: figure(language, residual),
      best: figure(language, best),
      worst: figure(language, worst),
      band: sentence(language, BANDS[band]),
      confidence: figure(language, confidence),
    }),
    lines: contributions.map((contribution) => ({
      factor: contribution.factor,
      ref: contribution.ref,
      points: round2(contribution.points),
      edition: editionBehind(contribution.factor, editions),
      rule: RULES[contribution.factor],
      sentence: sentenceOf(context, contribution),
    })),
    editions,
    editionsSentence: sentence(language, 'editions', { editions: listed }),
    caveat: sentence(language, 'caveat'),
    notFinal: sentence(language, 'notFinal'),
  };
};
