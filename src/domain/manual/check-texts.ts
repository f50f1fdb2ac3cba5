import type { Problem } from '../shared/domain-error.js';
import type { Chapter, Manual, Question, Text } from './manual.js';

/** A text with the place where it stands. */
type Placed = readonly [path: string, text: Text | null];

const placedInQuestion = (question: Question, at: string): Placed[] => [
  [`${at}/text`, question.text],
  [`${at}/help`, question.help],
  [`${at}/why`, question.why],
  [`${at}/workerText`, question.workerText],
  ...question.options.map((option, i): Placed => [`${at}/options/${i}/text`, option.text]),
  ...question.parts.map((part, i): Placed => [`${at}/parts/${i}/text`, part.text]),
  ...question.evidence.map((rule, i): Placed => [`${at}/evidence/${i}/text`, rule.text]),
  ...question.redFlags.map((flag, i): Placed => [`${at}/redFlags/${i}/text`, flag.text]),
  [`${at}/failed/text`, question.failed?.text ?? null],
];

const placedInChapter = (chapter: Chapter, at: string): Placed[] => [
  [`${at}/title`, chapter.title],
  [`${at}/intro`, chapter.intro],
  ...chapter.questions.flatMap((question, i) => placedInQuestion(question, `${at}/questions/${i}`)),
];

/** Every text of a manual with its path, so that completeness and languages are checked in one place. */
export const textsOf = (manual: Manual): readonly Placed[] => [
  ['title', manual.title],
  ...manual.chapters.flatMap((chapter, i) => placedInChapter(chapter, `chapters/${i}`)),
];

/** What is wrong with one text: the base language is missing or blank, or a language was never declared. */
export const checkText = (path: string, text: Text, baseLanguage: string, declared: ReadonlySet<string> | null): Problem[] => {
  const problems: Problem[] = [];
  if ((text[baseLanguage] ?? '').trim() === '') {
    problems.push({ path, code: 'TEXT_MISSING', message: `The text in the base language "${baseLanguage}" is missing.` });
  }
  for (const language of Object.keys(text)) {
    if (declared && !declared.has(language)) {
      problems.push({
        path: `${path}/${language}`,
        code: 'TEXT_LANGUAGE',
        message: `The language "${language}" is not declared in the manual.`,
      });
    }
  }
  return problems;
};

const checkLanguages = (manual: Manual): Problem[] => {
  const codes = manual.languages.map((language) => language.code);
  const problems: Problem[] = [];
  codes.forEach((code, i) => {
    if (codes.indexOf(code) !== i)
      problems.push({ path: `languages/${i}/code`, code: 'DUPLICATE_ID', message: `The language "${code}" is declared twice.` });
  });
  if (!codes.includes(manual.baseLanguage)) {
    problems.push({
      path: 'baseLanguage',
      code: 'BASE_LANGUAGE',
      message: `The base language "${manual.baseLanguage}" is not among the languages.`,
    });
  }
  return problems;
};

/** Every text stands in the base language, and in no language that the manual does not declare. */
export const checkTexts = (manual: Manual): Problem[] => {
  const declared = new Set(manual.languages.map((language) => language.code));
  return [
    ...checkLanguages(manual),
    ...textsOf(manual).flatMap(([path, text]) => (text === null ? [] : checkText(path, text, manual.baseLanguage, declared))),
  ];
};

/** Paths of the texts that lack a language: they fall back to the base language, which is allowed but worth knowing. */
export const untranslated = (manual: Manual, language: string): readonly string[] =>
  textsOf(manual).flatMap(([path, text]) => (text === null || (text[language] ?? '').trim() !== '' ? [] : [path]));
