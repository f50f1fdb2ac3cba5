import { directionOf } from '../../domain/manual/direction.js';
import { textIn } from '../../domain/manual/manual.js';
import { isReadableIn, wordsFor } from '../../domain/worker-survey/questions.js';
import type { WorkersSurveyView } from './public-survey.dto.js';
import type { SurveyManual } from './survey-questions.service.js';
import { filled, surveyWords } from './words/survey-words.js';
import type { SurveyRow } from './worker-surveys.queries.js';

/** The language of the survey that is nearest to the one asked for; its first one where none is. */
export const languageFor = ({ languages }: SurveyRow, wanted: string | undefined): string =>
  languages.find((code) => code === wanted) ?? languages.find((code) => code === wanted?.split('-')[0]) ?? languages[0] ?? 'en';

/** A survey as workers read it. It names neither the site nor its company: a page found on a phone says nothing of whose it is. */
export function viewForWorkers(
  row: SurveyRow,
  { manual, questions }: SurveyManual,
  { buyer, language: wanted }: { readonly buyer: string; readonly language: string | undefined },
): WorkersSurveyView {
  const language = languageFor(row, wanted);
  const words = surveyWords(language);
  return {
    buyer,
    language,
    dir: manual.languages.find(({ code }) => code === language)?.dir ?? directionOf(language),
    languages: [...row.languages],
    title: words.title,
    intro: words.intro.map((text) => filled(text, { buyer })),
    help: [...words.help],
    closesOn: row.closes_on,
    questions: questions
      .filter((question) => isReadableIn(question, language))
      .map((question) => ({
        id: question.id,
        text: wordsFor(question, language, manual.baseLanguage),
        type: question.type,
        options: question.options.map(({ id, text, exclusive }) => ({ id, text: textIn(text, language, manual.baseLanguage), exclusive })),
      })),
  };
}
