import type { Chapter, Contradiction, Depth, Language, Manual, Question, Respondent, Text } from '../manual/manual.js';
import { isWithin } from './depth.js';

/** The questions of one assessment, frozen: a later version of the manual changes nothing in it. */
export interface Questionnaire {
  readonly manual: { readonly id: string; readonly version: string; readonly sha256: string; readonly family: string };
  readonly title: Text;
  readonly baseLanguage: string;
  readonly languages: readonly Language[];
  readonly depth: Depth;
  readonly audience: Respondent;
  /** Chapters with the selected questions in full; chapters of which nothing is asked are left out. */
  readonly chapters: readonly Chapter[];
  /** For whoever reviews the answers; never shown to those who give them. */
  readonly contradictions: readonly Contradiction[];
  /** Ids of questions asked again because they were failed once, whatever the depth. */
  readonly returning: readonly string[];
}

export interface Selection {
  /** SHA-256 of the manual's canonical content. */
  readonly sha256: string;
  readonly depth: Depth;
  readonly audience: Respondent;
  /** Ids of questions failed once and not passed since. */
  readonly returning: readonly string[];
}

/** Which questions an assessment asks. A question once failed comes back every round until it is passed, at any depth. */
export const selectQuestions = (manual: Manual, { sha256, depth, audience, returning }: Selection): Questionnaire => {
  const failed = new Set(returning);
  const isAsked = (question: Question): boolean =>
    question.askedOf.includes(audience) && (isWithin(question.depth, depth) || failed.has(question.id));
  const chapters = manual.chapters
    .map((chapter) => ({ ...chapter, questions: chapter.questions.filter(isAsked) }))
    .filter((chapter) => chapter.questions.length > 0);
  return {
    manual: { id: manual.id, version: manual.version, sha256, family: manual.family },
    title: manual.title,
    baseLanguage: manual.baseLanguage,
    languages: manual.languages,
    depth,
    audience,
    chapters,
    contradictions: manual.contradictions,
    returning: chapters.flatMap((chapter) => chapter.questions.map(({ id }) => id)).filter((id) => failed.has(id)),
  };
};

export const askedQuestions = (questionnaire: Questionnaire): readonly Question[] =>
  questionnaire.chapters.flatMap((chapter) => chapter.questions);
