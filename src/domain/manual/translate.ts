import type { Language, Manual } from './manual.js';
import { rewriteTexts, textsOf } from './texts.js';

/** Texts of a manual in one language, by place; a text that nobody who speaks the language has read is not reviewed. */
export interface Translation {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly texts: ReadonlyMap<string, { readonly text: string; readonly reviewed: boolean }>;
}

/** The manual with the texts of a translation laid over those it has; places that it does not have are left out. */
export function translate(manual: Manual, translation: Translation): Manual {
  const { language, dir, texts } = translation;
  const known = manual.languages.find(({ code }) => code === language);
  const translated = rewriteTexts(manual, (text, place) => {
    const given = texts.get(place);
    return given === undefined ? text : { ...text, [language]: given.text };
  });
  const described = describe(manual, known ?? { code: language, dir, reviewed: false, unreviewed: [] }, translation);
  const languages =
    known === undefined ? [...manual.languages, described] : manual.languages.map((one) => (one === known ? described : one));
  return { ...translated, languages };
}

/** Which texts of the language are reviewed once the translation lies over them. */
function describe(manual: Manual, language: Language, { texts }: Translation): Language {
  const own = textsOf(manual).filter(({ place, text }) => texts.has(place) || text[language.code] !== undefined);
  const isRead = reviewedIn(language);
  const unreviewed = own.filter(({ place }) => !(texts.get(place)?.reviewed ?? isRead(place))).map(({ place }) => place);
  return { ...language, reviewed: unreviewed.length < own.length, unreviewed: unreviewed.length < own.length ? unreviewed : [] };
}

/** Whether somebody who speaks the language has read the text at a place. */
export const reviewedIn = ({ reviewed, unreviewed }: Language): ((place: string) => boolean) => {
  const unread = new Set(unreviewed);
  return (place) => reviewed && !unread.has(place);
};

/** How much of a manual there is in a language: what is missing falls back to the base language. */
export interface Coverage {
  readonly texts: number;
  readonly untranslated: number;
  readonly unreviewed: number;
}

export function coverageOf(manual: Manual, language: Language): Coverage {
  const texts = textsOf(manual);
  const isRead = reviewedIn(language);
  const present = texts.filter(({ text }) => (text[language.code] ?? '').trim() !== '');
  return {
    texts: texts.length,
    untranslated: texts.length - present.length,
    unreviewed: present.filter(({ place }) => !isRead(place)).length,
  };
}
