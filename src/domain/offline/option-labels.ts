import { type Option, type Question, type Text, textIn } from '../manual/manual.js';
import type { Questionnaire } from '../questionnaire/select-questions.js';
import { ALL_WORDS } from './words-in.js';

/** Words as they are compared: how they are spaced, composed and capitalised does not matter. */
export const folded = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase();

const UNKNOWN = new Set(ALL_WORDS.map(({ unknown }) => folded(unknown)));

/** Whether somebody wrote "we do not know", in whatever language. */
export const saysUnknown = (text: string): boolean => UNKNOWN.has(folded(text));

/** What stands for each option in a language, by id; options of one text are told apart by their ids. */
export const optionLabels = (question: Question, language: string, baseLanguage: string): ReadonlyMap<string, string> => {
  const texts = question.options.map((option) => textIn(option.text, language, baseLanguage).replaceAll(/\s+/g, ' ').trim());
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(folded(text), (counts.get(folded(text)) ?? 0) + 1);
  const label = ({ id }: Option, text: string): string =>
    text === '' || (counts.get(folded(text)) ?? 0) > 1 || saysUnknown(text) ? `${text} [${id}]`.trim() : text;
  return new Map(question.options.map((option, i) => [option.id, label(option, texts[i] ?? '')]));
};

/** Languages in which somebody may have answered: the form's own, then all others that the options have. */
const languagesOf = (question: Question, questionnaire: Questionnaire): readonly string[] => [
  ...new Set([
    questionnaire.baseLanguage,
    ...questionnaire.languages.map(({ code }) => code),
    ...question.options.flatMap(({ text }: { readonly text: Text }) => Object.keys(text)),
  ]),
];

export type Match = { readonly id: string } | 'unknown' | 'ambiguous';

const only = (ids: ReadonlySet<string>): Match => {
  const [id] = ids;
  if (id === undefined) return 'unknown';
  return ids.size === 1 ? { id } : 'ambiguous';
};

/** The option that was written: in the language of the form, else in any other, else by its id. */
export const matchOption = (question: Question, written: string, language: string, questionnaire: Questionnaire): Match => {
  const wanted = folded(written);
  const idsIn = (code: string): readonly string[] =>
    [...optionLabels(question, code, questionnaire.baseLanguage)].filter(([, label]) => folded(label) === wanted).map(([id]) => id);
  const own = only(new Set(idsIn(language)));
  if (own !== 'unknown') return own;
  const other = only(new Set(languagesOf(question, questionnaire).flatMap(idsIn)));
  if (other !== 'unknown') return other;
  return only(new Set(question.options.filter(({ id }) => folded(id) === wanted).map(({ id }) => id)));
};
