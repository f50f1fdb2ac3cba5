import type { Problem } from '../shared/domain-error.js';
import type { Manual, Text } from './manual.js';
import { textsOf } from './texts.js';

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
  return [...checkLanguages(manual), ...textsOf(manual).flatMap(({ path, text }) => checkText(path, text, manual.baseLanguage, declared))];
};

/** Paths of the texts that lack a language: they fall back to the base language, which is allowed but worth knowing. */
export const untranslated = (manual: Manual, language: string): readonly string[] =>
  textsOf(manual).flatMap(({ path, text }) => ((text[language] ?? '').trim() !== '' ? [] : [path]));
