import { BANDS } from './explain.js';
import type { ExplainTexts } from './explain-sentences.js';
import { explainLanguage, type ExplainLanguage, sentence } from './explain-texts.js';
import { type Words, wordsIn } from './explain-words.js';
import type { Move } from './helpful-moves.js';
import { insight, type InsightKey } from './insight-texts.js';
import { round2 } from './rounding.js';
import type { Help, WhatHelps } from './what-helps.js';

export interface HelpLine {
  readonly factor: Help['factor'];
  readonly ref: string;
  readonly step: Help['step'];
  readonly zeroTolerance: boolean;
  readonly fall: number;
  readonly sentence: string;
}

/** What would help, in words that an officer can hand on to a supplier: to show, to put right, never to deny. */
export interface HelpsTold {
  readonly language: ExplainLanguage;
  readonly lines: readonly HelpLine[];
  readonly wayOut: {
    readonly kind: 'lowest' | 'list' | 'none';
    readonly sentence: string;
    readonly steps: readonly {
      readonly factor: Move['factor'];
      readonly ref: string;
      readonly step: Move['step'];
      readonly sentence: string;
    }[];
    readonly because: readonly { readonly reason: string; readonly sentence: string }[];
    readonly residual: number | null;
    readonly band: string | null;
  };
}

const KEYS: Readonly<Record<'exposure' | 'control', Readonly<Record<Help['step'], InsightKey>>>> = {
  exposure: {
    answer: 'helpExposureAnswer',
    improve: 'helpExposureDocument',
    document: 'helpExposureDocument',
    verify: 'helpExposureDocument',
    close: 'helpExposureDocument',
  },
  control: {
    answer: 'helpControlAnswer',
    improve: 'helpControlImprove',
    document: 'helpControlDocument',
    verify: 'helpControlVerify',
    close: 'helpControlImprove',
  },
};

type Named = Pick<Help, 'factor' | 'ref' | 'step' | 'zeroTolerance'>;

const stepSentence = (language: ExplainLanguage, texts: ExplainTexts, words: Words, { factor, ref, step, zeroTolerance }: Named): string =>
  factor === 'case'
    ? insight(language, zeroTolerance ? 'helpCloseZeroTolerance' : 'helpClose', {
        case: ended(words(texts.case?.(ref), insight(language, 'caseUnnamed'))),
      })
    : insight(language, KEYS[factor][step], { question: words(texts.question(ref), ref) });

/** A title with a full stop, so that a sentence can follow it. */
const ended = (title: string): string => (/[.!?…]$/u.test(title) ? title : `${title}.`);

function fallSentence(language: ExplainLanguage, { factor, step, fall }: Help): string {
  if (round2(fall) === 0) return insight(language, 'noFall');
  return insight(language, factor === 'exposure' && step === 'answer' ? 'fallAtMost' : 'fall', { fall: round2(fall) });
}

/** Puts what would help into words, in English or, for a tag such as `ru`, in Russian. */
export function explainHelps({ helps, wayOut, band }: WhatHelps, texts: ExplainTexts, tag: string): HelpsTold {
  const language = explainLanguage(tag);
  const words = wordsIn(tag, language);
  const tell = (one: Named): string => stepSentence(language, texts, words, one);
  const bandNow = sentence(language, BANDS[band]);
  const moves = wayOut.kind === 'list' ? wayOut.moves : [];
  const count = moves.length === 1 ? insight(language, 'wayOutOne') : insight(language, 'wayOutMany', { count: moves.length });
  const summary = {
    lowest: () => insight(language, 'wayOutLowest'),
    none: () => insight(language, 'wayOutNone', { band: bandNow }),
    list: () => insight(language, 'wayOutList', { band: bandNow, count, residual: wayOut.kind === 'list' ? round2(wayOut.residual) : 0 }),
  }[wayOut.kind]();
  return {
    language,
    lines: helps.map((help) => ({
      factor: help.factor,
      ref: help.ref,
      step: help.step,
      zeroTolerance: help.zeroTolerance,
      fall: round2(help.fall),
      sentence: `${tell(help)} ${fallSentence(language, help)}`,
    })),
    wayOut: {
      kind: wayOut.kind,
      sentence: summary,
      steps: moves.map((move) => ({ factor: move.factor, ref: move.ref, step: move.step, sentence: tell(move) })),
      because: wayOut.kind === 'none' ? wayOut.because.map((reason) => ({ reason, sentence: insight(language, reason) })) : [],
      residual: wayOut.kind === 'list' ? round2(wayOut.residual) : null,
      band: wayOut.kind === 'list' ? wayOut.band : null,
    },
  };
}
