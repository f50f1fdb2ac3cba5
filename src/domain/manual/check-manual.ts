import type { LibraryAction } from '../remediation/library.js';
import type { Problem } from '../shared/domain-error.js';
import { checkActions } from './check-actions.js';
import { checkConditions, checkManualConditions, type PlacedQuestion } from './check-conditions.js';
import { checkQuestion } from './check-question.js';
import { checkReachability } from './check-reachability.js';
import { checkSize } from './check-size.js';
import { checkTexts } from './check-texts.js';
import { type Manual, questionsOf } from './manual.js';

const placedQuestions = (manual: Manual): readonly PlacedQuestion[] =>
  manual.chapters.flatMap((chapter, c) => chapter.questions.map((question, q) => ({ path: `chapters/${c}/questions/${q}`, question })));

/** Reports the second and later places of an id. */
const duplicates = (placed: readonly { readonly path: string; readonly id: string }[], what: string): Problem[] => {
  const seen = new Set<string>();
  return placed.flatMap(({ path, id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ path, code: 'DUPLICATE_ID', message: `The ${what} "${id}" stands twice in the manual.` }];
  });
};

const checkIds = (manual: Manual, placed: readonly PlacedQuestion[]): Problem[] => {
  const flags = placed.flatMap(({ path, question }) =>
    question.redFlags.map((flag, i) => ({ path: `${path}/redFlags/${i}/id`, id: flag.id, question: question.id })),
  );
  return [
    ...duplicates(
      manual.chapters.map(({ id }, i) => ({ path: `chapters/${i}/id`, id })),
      'chapter',
    ),
    ...duplicates(
      placed.map(({ path, question }) => ({ path: `${path}/id`, id: question.id })),
      'question',
    ),
    ...duplicates(flags, 'red flag'),
    ...flags
      .filter(({ id, question }) => !id.startsWith(`${question}.`))
      .map(({ path, id, question }) => ({
        path,
        code: 'RED_FLAG_ID',
        message: `The red flag "${id}" stands at question ${question}: its id begins with "${question}.".`,
      })),
  ];
};

const checkChapters = (manual: Manual): Problem[] =>
  manual.chapters.flatMap(({ number, id }, i) => {
    const before = manual.chapters[i - 1];
    if (Number.isInteger(number) && number >= 0 && (!before || number > before.number)) return [];
    return [
      {
        path: `chapters/${i}/number`,
        code: 'CHAPTER_NUMBER',
        message: `Chapter "${id}" has number ${number}; numbers are whole and ascend.`,
      },
    ];
  });

const checkContradictions = (manual: Manual): Problem[] => [
  ...duplicates(
    manual.contradictions.map(({ id }, i) => ({ path: `contradictions/${i}/id`, id })),
    'contradiction',
  ),
  ...checkConditions(
    manual.contradictions.map(({ when }, i) => ({ path: `contradictions/${i}/when`, condition: when })),
    questionsOf(manual),
  ),
];

/**
 * Everything wrong with a manual, all at once, each with the path where it stands (`chapters/1/questions/3/visible`).
 * `actions` are those of the action library that findings may name. Empty: the manual may be published.
 */
export const checkManual = (manual: Manual, actions: readonly Pick<LibraryAction, 'id' | 'severity'>[]): readonly Problem[] => {
  const size = checkSize(manual);
  if (size.length > 0) return size;
  const placed = placedQuestions(manual);
  const conditions = checkManualConditions(placed);
  return [
    ...checkTexts(manual),
    ...checkChapters(manual),
    ...checkIds(manual, placed),
    ...placed.flatMap(({ path, question }) => checkQuestion(question, path)),
    ...conditions,
    ...(conditions.length > 0 ? [] : checkReachability(placed)),
    ...checkContradictions(manual),
    ...checkActions(placed, actions),
  ];
};
