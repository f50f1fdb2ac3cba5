import { type Manual, type Question, questionsOf } from './manual.js';

/** A manual's questions as scoring looks them up. */
export interface ManualIndex {
  /** In the manual's order. */
  readonly questions: readonly Question[];
  readonly byId: ReadonlyMap<string, Question>;
  /** Chapter id of each question. */
  readonly chapters: ReadonlyMap<string, string>;
}

const kept = new WeakMap<Manual, ManualIndex>();

/** Made once a manual and kept as long as it: a portfolio asks for it once a site. */
export const indexOfManual = (manual: Manual): ManualIndex => {
  const known = kept.get(manual);
  if (known !== undefined) return known;
  const questions = questionsOf(manual);
  const index: ManualIndex = {
    questions,
    byId: new Map(questions.map((question) => [question.id, question])),
    chapters: new Map(manual.chapters.flatMap((chapter) => chapter.questions.map(({ id }) => [id, chapter.id] as const))),
  };
  kept.set(manual, index);
  return index;
};
