import { pickLanguage } from '../../domain/assessment/pick-language.js';
import { type Question, textIn, type Text } from '../../domain/manual/manual.js';
import { editableIn, type OpenedRound, visibleIn } from './opened-round.js';
import type { QuestionnaireView, QuestionView } from './questionnaire.dto.js';

/** The questions in one language, as the person who answers sees them: without scores, weights and red flags. */
export function viewQuestionnaire(round: OpenedRound, wishes: readonly (string | null | undefined)[]): QuestionnaireView {
  const { questionnaire } = round;
  const { baseLanguage, languages } = questionnaire;
  const codes = languages.map(({ code }) => code);
  const language = pickLanguage(codes, wishes, baseLanguage);
  const say = (text: Text): string => textIn(text, language, baseLanguage);
  const visible = new Set(visibleIn(round).map(({ id }) => id));
  return {
    title: say(questionnaire.title),
    manual: questionnaire.manual.id,
    manualVersion: questionnaire.manual.version,
    language,
    dir: languages.find(({ code }) => code === language)?.dir ?? 'ltr',
    languages: languages.map(({ code, dir }) => ({ code, dir })),
    chapters: questionnaire.chapters.map(({ id, number, title, intro, questions }) => ({
      id,
      number,
      title: say(title),
      intro: say(intro),
      questions: questions.map((question) => viewQuestion(round, question, visible.has(question.id), say)),
    })),
  };
}

const viewQuestion = (round: OpenedRound, question: Question, visible: boolean, say: (text: Text) => string): QuestionView => ({
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
