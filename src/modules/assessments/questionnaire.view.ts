import { pickLanguage } from '../../domain/assessment/pick-language.js';
import { type Chapter, type Question, textIn, type Text } from '../../domain/manual/manual.js';
import { purposesOf, seenBy } from '../../domain/manual/purposes.js';
import { isForRespondents, shownTextsOf } from '../../domain/manual/texts.js';
import { reviewedIn } from '../../domain/manual/translate.js';
import type { Questionnaire } from '../../domain/questionnaire/select-questions.js';
import { editableIn, type OpenedRound, visibleIn } from './opened-round.js';
import type { QuestionnaireView, QuestionView } from './questionnaire.dto.js';

/** Who reads, and what of it. */
export interface Reader {
  /** Name of the tenant that asks. */
  readonly buyer: string;
  /** The chapters that are for this reader. */
  readonly chapters: readonly Chapter[];
}

/** The questions in one language, as the person who answers sees them: without scores, weights and red flags. */
export function viewQuestionnaire(
  round: OpenedRound,
  wishes: readonly (string | null | undefined)[],
  { buyer, chapters }: Reader,
): QuestionnaireView {
  const { questionnaire } = round;
  const { baseLanguage, languages } = questionnaire;
  const codes = languages.map(({ code }) => code);
  const language = pickLanguage(codes, wishes, baseLanguage);
  const say = (text: Text): string => textIn(text, language, baseLanguage);
  const visible = new Set(visibleIn(round).map(({ id }) => id));
  const languageOf = shownLanguage(questionnaire, language);
  const readers = seenBy(buyer, questionnaire.audience, language);
  return {
    title: say(questionnaire.title),
    manual: questionnaire.manual.id,
    manualVersion: questionnaire.manual.version,
    language,
    dir: languages.find(({ code }) => code === language)?.dir ?? 'ltr',
    languages: languages.map(({ code, dir, reviewed, unreviewed }) => ({
      code,
      dir,
      reviewed: reviewed && !unreviewed.some(isForRespondents),
    })),
    chapters: chapters.map(({ id, number, title, intro, questions }) => ({
      id,
      number,
      title: say(title),
      intro: say(intro),
      questions: questions.map((question) => ({
        ...viewQuestion(round, question, visible.has(question.id), say),
        ...languageOf(question),
        serves: purposesOf(question, language),
        seenBy: readers,
      })),
    })),
  };
}

type ShownLanguage = Pick<QuestionView, 'language' | 'dir' | 'reviewed'>;

/** In which language a question stands here, and whether somebody has read all of it: each text falls back by itself. */
function shownLanguage({ languages, baseLanguage }: Questionnaire, wanted: string): (question: Question) => ShownLanguage {
  const read = new Map(languages.map((language) => [language.code, reviewedIn(language)]));
  const shownIn = (text: Text): string => (text[wanted] === undefined ? baseLanguage : wanted);
  return (question) => {
    const language = shownIn(question.text);
    return {
      language,
      dir: languages.find(({ code }) => code === language)?.dir ?? 'ltr',
      reviewed: shownTextsOf(question).every(({ place, text }) => read.get(shownIn(text))?.(place) ?? true),
    };
  };
}

const viewQuestion = (
  round: OpenedRound,
  question: Question,
  visible: boolean,
  say: (text: Text) => string,
): Omit<QuestionView, keyof ShownLanguage | 'serves' | 'seenBy'> => ({
  id: question.id,
  text: say(question.text),
  help: question.help === null ? null : say(question.help),
  why: say(question.why),
  type: question.type,
  options: question.options.map(({ id, text, exclusive }) => ({ id, text: say(text), exclusive })),
  parts: question.parts.map(({ id, text }) => ({ id, text: say(text) })),
  evidence: question.evidence.map(({ id, text, maxAgeMonths }) => ({ id, text: say(text), maxAgeMonths })),
  visible,
  editable: editableIn(round, question.id),
  officerComment: officerComment(round, question.id),
});

/** An officer may think aloud beside an accepted answer; only what is returned is told, and only while it is. */
function officerComment({ assessment, reviews, ring }: OpenedRound, question: string): string | null {
  const review = reviews.find(({ question_id: id, decision }) => id === question && decision === 'returned');
  return review === undefined || assessment.state !== 'returned' ? null : ring.open(assessment.key_id, review.comment_sealed);
}
