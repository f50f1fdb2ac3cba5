import type { Language, Manual, Text } from './manual.js';
import { rewriteTexts, textsOf } from './texts.js';

/** A text in a language that was left as it was while the text it translates changed. */
export interface Leftover {
  readonly place: string;
  readonly language: string;
}

export interface Settled {
  readonly manual: Manual;
  /** Taken out: they would still ask the old question. */
  readonly dropped: readonly Leftover[];
  /** Kept, as texts to be reviewed. */
  readonly unreviewed: readonly Leftover[];
}

/**
 * Deals with translations that were left behind. Where the question asks something else now, a translation of the old one is taken out, so
 * that it falls back to the base language; where it only reads differently, the translation stays and counts as unreviewed.
 */
export const settleTranslations = (previous: Manual, next: Manual): Settled => {
  const before = new Map(textsOf(previous).map(({ place, text }) => [place, text]));
  const changed = asksSomethingElse(previous, next);
  const dropped: Leftover[] = [];
  const unreviewed: Leftover[] = [];
  for (const { place, text } of textsOf(next)) {
    const old = before.get(place);
    if (old === undefined || old[next.baseLanguage] === text[next.baseLanguage]) continue;
    const left = Object.keys(text).filter((language) => language !== next.baseLanguage && text[language] === old[language]);
    const target = changed(place) ? dropped : unreviewed;
    target.push(...left.map((language) => ({ place, language })));
  }
  const manual = dropped.length === 0 ? next : without(next, dropped);
  return {
    manual: { ...manual, languages: manual.languages.map((language) => markUnreviewed(language, unreviewed)) },
    dropped,
    unreviewed,
  };
};

const asksSomethingElse = (previous: Manual, next: Manual): ((place: string) => boolean) => {
  const known = new Map(previous.chapters.flatMap(({ questions }) => questions.map((question) => [question.id, question])));
  const changed = new Set(
    next.chapters.flatMap(({ questions }) =>
      questions.flatMap(({ id, meaning, type }) => {
        const old = known.get(id);
        return old !== undefined && (old.meaning !== meaning || old.type !== type) ? [id] : [];
      }),
    ),
  );
  return (place) => place.startsWith('questions/') && changed.has(place.split('/')[1] ?? '');
};

const without = (manual: Manual, dropped: readonly Leftover[]): Manual => {
  const gone = new Set(dropped.map(({ place, language }) => `${language} ${place}`));
  return rewriteTexts(manual, (text, place): Text =>
    Object.fromEntries(Object.entries(text).filter(([language]) => !gone.has(`${language} ${place}`))),
  );
};

const markUnreviewed = (language: Language, leftovers: readonly Leftover[]): Language => {
  const places = leftovers.filter((one) => one.language === language.code).map(({ place }) => place);
  if (!language.reviewed || places.length === 0) return language;
  return { ...language, unreviewed: [...new Set([...language.unreviewed, ...places])] };
};
