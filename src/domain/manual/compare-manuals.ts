import { compareQuestions } from './compare-questions.js';
import type { Chapter, Contradiction, Language, Manual, Question } from './manual.js';
import {
  at,
  changeAt,
  fieldChange,
  listChanges,
  type ListRules,
  type ManualChange,
  movedIds,
  type Spot,
  textChanges,
} from './manual-change.js';

const CHAPTERS: ListRules<Chapter> = {
  kind: 'structure',
  summary: ({ number, title }) => ({ number, title }),
  compare: (spot, before, after) => [
    ...fieldChange(at(spot, 'number'), 'structure', before.number, after.number),
    ...textChanges(at(spot, 'title'), before.title, after.title),
    ...textChanges(at(spot, 'intro'), before.intro, after.intro),
  ],
};

const CONTRADICTIONS: ListRules<Contradiction> = {
  kind: 'condition',
  summary: ({ when, text }) => ({ when, text }),
  compare: (spot, before, after) => [
    ...fieldChange(at(spot, 'when'), 'condition', before.when, after.when),
    ...textChanges(spot, before.text, after.text),
  ],
};

const LANGUAGES: ListRules<Language & { readonly id: string }> = {
  kind: 'translation',
  summary: ({ dir, reviewed }) => ({ dir, reviewed }),
  compare: (spot, before, after) =>
    (['dir', 'reviewed', 'unreviewed'] as const).flatMap((field) =>
      fieldChange(at(spot, field), 'translation', before[field], after[field]),
    ),
};

const named = (languages: readonly Language[]) => languages.map((language) => ({ ...language, id: language.code }));

const headChanges = (spot: Spot, before: Manual, after: Manual): ManualChange[] => [
  ...fieldChange(at(spot, 'family'), 'meaning', before.family, after.family),
  ...textChanges(at(spot, 'title'), before.title, after.title),
  ...(['source', 'edition', 'year', 'licence'] as const).flatMap((field) =>
    fieldChange(at(spot, field), 'about', before[field], after[field]),
  ),
  ...fieldChange(at(spot, 'baseLanguage'), 'structure', before.baseLanguage, after.baseLanguage),
  ...listChanges(at(spot, 'languages'), named(before.languages), named(after.languages), LANGUAGES),
];

interface Standing {
  readonly question: Question;
  readonly chapter: string;
  readonly position: number;
}

const standings = (manual: Manual): ReadonlyMap<string, Standing> => {
  const found = new Map<string, Standing>();
  for (const chapter of manual.chapters)
    chapter.questions.forEach((question, position) => {
      if (!found.has(question.id)) found.set(question.id, { question, chapter: chapter.id, position });
    });
  return found;
};

const summaryOf = ({ question, chapter }: Standing): unknown => {
  const { text, type, counts, weight, depth, meaning } = question;
  return { chapter, text, type, counts, weight, depth, meaning };
};

/** Questions that stand in another chapter now, or at another place among those that stayed. */
const movedQuestions = (before: ReadonlyMap<string, Standing>, after: ReadonlyMap<string, Standing>): ReadonlySet<string> => {
  const stayed = (id: string): boolean => before.get(id)?.chapter === after.get(id)?.chapter;
  const common = [...after.keys()].filter((id) => before.has(id));
  const chapters = new Set([...after.values()].map(({ chapter }) => chapter));
  const inChapter = (standing: ReadonlyMap<string, Standing>, chapter: string): string[] =>
    [...standing].filter(([id, one]) => one.chapter === chapter && before.has(id) && after.has(id) && stayed(id)).map(([id]) => id);
  const within = [...chapters].flatMap((chapter) => [...movedIds(inChapter(before, chapter), inChapter(after, chapter))]);
  return new Set([...common.filter((id) => !stayed(id)), ...within]);
};

const questionChanges = (spot: Spot, before: ReadonlyMap<string, Standing>, after: ReadonlyMap<string, Standing>): ManualChange[] => {
  const moved = movedQuestions(before, after);
  const spotOf = (id: string): Spot => ({ ...at(spot, 'questions', id), question: id });
  const placeOf = ({ chapter, position }: Standing): unknown => ({ chapter, position });
  return [
    ...[...before].filter(([id]) => !after.has(id)).map(([id, one]) => changeAt(spotOf(id), 'structure', 'removed', summaryOf(one), null)),
    ...[...after].flatMap(([id, one]) => {
      const known = before.get(id);
      if (known === undefined) return [changeAt(spotOf(id), 'structure', 'added', null, summaryOf(one))];
      return [
        ...(moved.has(id) ? [changeAt(spotOf(id), 'structure', 'moved', placeOf(known), placeOf(one))] : []),
        ...compareQuestions(spotOf(id), known.question, one.question),
      ];
    }),
  ];
};

/**
 * Everything that differs between two versions of a manual, each change at its place; empty where they say the same. Id and version are
 * names, not content, and are not compared.
 */
export const compareManuals = (before: Manual, after: Manual): readonly ManualChange[] => {
  const spot: Spot = { place: '', question: null, baseLanguage: after.baseLanguage };
  return [
    ...headChanges(spot, before, after),
    ...listChanges(at(spot, 'chapters'), before.chapters, after.chapters, CHAPTERS),
    ...questionChanges(spot, standings(before), standings(after)),
    ...listChanges(at(spot, 'contradictions'), before.contradictions, after.contradictions, CONTRADICTIONS),
  ];
};

/** The texts that a person answers by: another word here may make it another question. */
const ASKING = /^questions\/[^/]+\/(text|help|workerText|options\/[^/]+|parts\/[^/]+)$/;

/** Questions whose words changed while they claim to mean the same: somebody must say so, since earlier answers are kept for them. */
export const rewordedQuestions = (changes: readonly ManualChange[]): readonly string[] => {
  const otherwise = new Set(changes.filter(({ kind }) => kind === 'meaning').map(({ question }) => question));
  const reworded = changes.filter(({ kind, place, question }) => kind === 'wording' && ASKING.test(place) && !otherwise.has(question));
  return [...new Set(reworded.flatMap(({ question }) => question ?? []))];
};
