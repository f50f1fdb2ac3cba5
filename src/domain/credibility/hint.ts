import type { Text } from '../manual/manual.js';

export type HintKind = 'contradiction' | 'same_text' | 'number' | 'changed_after_return' | 'fast_completion';

/** How sure a hint is of what it sees; what it means nobody but a person can say. `odd`: there are harmless reasons for it; `clear`: the answers themselves do not fit together. */
export type HintCertainty = 'odd' | 'clear';

/** Something that a reviewer may want to ask about: never a verdict, never counted in a score, never shown to a supplier. */
export interface Hint {
  readonly kind: HintKind;
  /** Ids of the questions that it is about. */
  readonly questions: readonly string[];
  readonly text: Text;
  readonly certainty: HintCertainty;
}

/** What a certainty means, in words; a hint is read by people in a hurry. */
export const CERTAINTY_WORDS: Readonly<Record<HintCertainty, Text>> = {
  odd: {
    en: 'Unusual, and often harmless: worth a question.',
    ru: 'Необычно, хотя часто безобидно: стоит спросить.',
  },
  clear: {
    en: 'These answers do not fit together, often by mistake: worth a question.',
    ru: 'Эти ответы не сходятся между собой, часто по ошибке: стоит спросить.',
  },
};
