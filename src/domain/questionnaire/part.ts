import type { Completeness, Progress } from './completeness.js';
import type { Questionnaire } from './select-questions.js';

/** Whether somebody who holds these chapters may see and touch a question of a chapter; null: they hold the whole. */
export const mayTouch = (actorChapters: readonly string[] | null, chapterOfQuestion: string | undefined): boolean =>
  actorChapters === null || (chapterOfQuestion !== undefined && actorChapters.includes(chapterOfQuestion));

/** Id of the chapter in which a question is asked; undefined where it is not asked. */
export const chapterOf = ({ chapters }: Questionnaire, question: string): string | undefined =>
  chapters.find(({ questions }) => questions.some(({ id }) => id === question))?.id;

const sum = (parts: readonly Progress[], of: (progress: Progress) => number): number => parts.reduce((total, part) => total + of(part), 0);

/** The progress of some chapters alone, in figures that say nothing of the others. */
export function completenessOfPart({ chapters, total }: Completeness, part: readonly string[] | null): Completeness {
  if (part === null) return { chapters, total };
  const own = chapters.filter(({ chapter }) => mayTouch(part, chapter));
  return {
    chapters: own,
    total: {
      answered: sum(own, ({ answered }) => answered),
      visible: sum(own, ({ visible }) => visible),
      required: sum(own, ({ required }) => required),
      missing: own.flatMap(({ missing }) => missing),
    },
  };
}
