import type { Manual, Question } from './manual.js';

/** The manual with the meanings its questions have come to have, so that answers given before keep standing for what was asked. */
export const withMeanings = (manual: Manual, meanings: ReadonlyMap<string, number>): Manual => {
  const raised = (question: Question): Question => ({ ...question, meaning: Math.max(question.meaning, meanings.get(question.id) ?? 1) });
  return { ...manual, chapters: manual.chapters.map((chapter) => ({ ...chapter, questions: chapter.questions.map(raised) })) };
};
