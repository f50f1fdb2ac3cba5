import type { Cause } from './changed-inputs.js';
import { BANDS, INDEX_NAMES } from './explain.js';
import { type ExplainTexts, signalSentence } from './explain-sentences.js';
import { explainLanguage, type ExplainLanguage, sentence, type SentenceKey } from './explain-texts.js';
import { type Words, wordsIn } from './explain-words.js';
import { insight, type InsightKey } from './insight-texts.js';
import type { Change, ChangeKind } from './what-changed.js';
import type { WhyChanged } from './why-changed.js';

export interface ChangeTold extends Change {
  readonly sentence: string;
}

export interface ChangesTold {
  readonly language: ExplainLanguage;
  /** From what to what, and the band. */
  readonly headline: string;
  readonly parts: readonly {
    readonly cause: Cause;
    readonly points: number;
    readonly residual: number;
    readonly band: string;
    readonly sentence: string;
    readonly changes: readonly ChangeTold[];
  }[];
}

interface Telling {
  readonly language: ExplainLanguage;
  readonly texts: ExplainTexts;
  readonly words: Words;
}

const CAUSE_TEXTS: Readonly<Record<Cause, InsightKey>> = {
  method: 'causeMethod',
  index: 'causeIndex',
  questions: 'causeQuestions',
  answers: 'causeAnswers',
  evidence: 'causeEvidence',
  cases: 'causeCases',
  signals: 'causeSignals',
  time: 'causeTime',
  inherited: 'causeInherited',
  correction: 'causeCorrection',
};

/** What was said, in words: `80 documented`, `unknown`, `unanswered`, or null where it was not asked. */
function said(language: ExplainLanguage, text: string | null): string {
  if (text === null) return insight(language, 'notAsked');
  if (text === 'unanswered' || text === 'unknown') return insight(language, text);
  const [value = '', proof = 'declared'] = text.split(' ');
  return insight(language, 'answered', { value: Number(value), proof: sentence(language, proof as SentenceKey) });
}

const severity = (language: ExplainLanguage, text: string | null): string =>
  text === 'zero_tolerance' ? insight(language, 'zeroTolerance') : text === null ? '' : sentence(language, text as SentenceKey);

/** A thing that came, went, or counts otherwise. */
const cameOrWent = (
  { from, to }: Change,
  keys: { readonly came: InsightKey; readonly went: InsightKey; readonly other: InsightKey },
): InsightKey => (from === null ? keys.came : to === null ? keys.went : keys.other);

/** What a signal said, by its kind and points. */
function signalName(language: ExplainLanguage, { from, to }: Change): string {
  const [points, , kind = ''] = (to ?? from ?? '').split(' ');
  return sentence(language, signalSentence(kind, Number(points) < 0));
}

type Tell = (telling: Telling, change: Change) => string;

const plain =
  (key: InsightKey): Tell =>
  ({ language }, { from, to }) =>
    insight(language, key, { from: from ?? insight(language, 'none'), to: to ?? insight(language, 'none') });

const TELL: Readonly<Record<ChangeKind, Tell>> = {
  method: plain('changeMethod'),
  manual: plain('changeManual'),
  date: plain('changeDate'),
  inherited: plain('changeInherited'),
  goods: ({ language }) => insight(language, 'changeGoods'),
  edition: ({ language }, { ref, from, to }) => {
    const key = Object.entries(INDEX_NAMES).find(([index]) => index === ref)?.[1];
    return insight(language, 'changeEdition', {
      name: key === undefined ? (ref ?? '') : sentence(language, key),
      from: from ?? '',
      to: to ?? '',
    });
  },
  question: ({ language, texts, words }, { ref, from, to }) =>
    insight(language, 'changeQuestion', {
      name: words(texts.question(ref ?? ''), ref ?? ''),
      from: said(language, from),
      to: said(language, to),
    }),
  case: ({ language, texts, words }, change) =>
    insight(language, cameOrWent(change, { came: 'changeCaseOpened', went: 'changeCaseClosed', other: 'changeCase' }), {
      name: words(texts.case?.(change.ref ?? ''), insight(language, 'caseUnnamed')),
      from: severity(language, change.from),
      to: severity(language, change.to),
    }),
  signal: ({ language, texts, words }, change) =>
    insight(language, cameOrWent(change, { came: 'changeSignalNew', went: 'changeSignalGone', other: 'changeSignal' }), {
      name: words(texts.signal?.(change.ref ?? ''), signalName(language, change)),
    }),
  floor: ({ language, texts, words }, change) =>
    insight(language, cameOrWent(change, { came: 'changeFloorNew', went: 'changeFloorGone', other: 'changeFloor' }), {
      name: words(texts.floor?.(change.ref ?? ''), insight(language, 'floorUnnamed')),
    }),
  country: ({ language, texts, words }, { from, to }) =>
    insight(language, 'changeCountry', {
      from: words(from === null ? null : texts.country?.(from), from ?? ''),
      to: words(to === null ? null : texts.country?.(to), to ?? ''),
    }),
  sector: ({ language, texts, words }, { from, to }) =>
    insight(language, 'changeSector', {
      from: words(from === null ? null : texts.sector?.(from), from ?? insight(language, 'none')),
      to: words(to === null ? null : texts.sector?.(to), to ?? insight(language, 'none')),
    }),
};

/** Puts why a score changed into words, in English or, for a tag such as `ru`, in Russian. */
export function explainChange({ from, to, parts }: WhyChanged, texts: ExplainTexts, tag: string): ChangesTold {
  const language = explainLanguage(tag);
  const telling: Telling = { language, texts, words: wordsIn(tag, language) };
  const [before, after] = [from.band, to.band].map((band) => sentence(language, BANDS[band]));
  const score = insight(language, from.residual === to.residual ? 'unchanged' : 'changed', { from: from.residual, to: to.residual });
  const band = insight(language, from.band === to.band ? 'bandSame' : 'bandChanged', { from: before ?? '', to: after ?? '' });
  return {
    language,
    headline: `${score} ${band}`,
    parts: parts.map(({ cause, points, residual, band: reached, changes }) => ({
      cause,
      points,
      residual,
      band: reached,
      sentence: insight(language, points > 0 ? 'up' : points < 0 ? 'down' : 'even', {
        cause: insight(language, CAUSE_TEXTS[cause]),
        points: Math.abs(points),
      }),
      changes: changes.map((change) => ({ ...change, sentence: TELL[change.kind](telling, change) })),
    })),
  };
}
