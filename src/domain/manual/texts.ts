import type { Chapter, Contradiction, Manual, Question, Text } from './manual.js';

/**
 * A text of a manual. `place` names it by ids (`questions/R1/options/none`) and stays the same when questions move; `path` says where it
 * stands in this very manual (`chapters/1/questions/0/options/0/text`).
 */
export interface PlacedText {
  readonly place: string;
  readonly path: string;
  readonly text: Text;
}

/** A text that may be absent altogether, as the help of a question may. */
type Found = readonly [place: string, path: string, text: Text | null];

const inQuestion = (question: Question, at: string): Found[] => {
  const place = `questions/${question.id}`;
  return [
    [`${place}/text`, `${at}/text`, question.text],
    [`${place}/help`, `${at}/help`, question.help],
    [`${place}/why`, `${at}/why`, question.why],
    [`${place}/workerText`, `${at}/workerText`, question.workerText],
    ...question.options.map(({ id, text }, i): Found => [`${place}/options/${id}`, `${at}/options/${i}/text`, text]),
    ...question.parts.map(({ id, text }, i): Found => [`${place}/parts/${id}`, `${at}/parts/${i}/text`, text]),
    ...question.evidence.map(({ id, text }, i): Found => [`${place}/evidence/${id}`, `${at}/evidence/${i}/text`, text]),
    ...question.redFlags.map(({ id, text }, i): Found => [`${place}/redFlags/${id}`, `${at}/redFlags/${i}/text`, text]),
    [`${place}/failed`, `${at}/failed/text`, question.failed?.text ?? null],
  ];
};

const inChapter = (chapter: Chapter, at: string): Found[] => [
  [`chapters/${chapter.id}/title`, `${at}/title`, chapter.title],
  [`chapters/${chapter.id}/intro`, `${at}/intro`, chapter.intro],
  ...chapter.questions.flatMap((question, i) => inQuestion(question, `${at}/questions/${i}`)),
];

/** Every text of a manual, so that completeness, languages and translations are decided over one list. */
export const textsOf = (manual: Manual): readonly PlacedText[] =>
  [
    ['title', 'title', manual.title] as Found,
    ...manual.chapters.flatMap((chapter, i) => inChapter(chapter, `chapters/${i}`)),
    ...manual.contradictions.map(({ id, text }, i): Found => [`contradictions/${id}`, `contradictions/${i}/text`, text]),
  ].flatMap(([place, path, text]) => (text === null ? [] : [{ place, path, text }]));

/** Texts of one question as an assessment shows it: all but what is meant for workers, and for those who review and remedy. */
export const shownTextsOf = (question: Question): readonly { readonly place: string; readonly text: Text }[] =>
  inQuestion(question, '').flatMap(([place, , text]) =>
    text === null || place.endsWith('/workerText') || !isForRespondents(place) ? [] : [{ place, text }],
  );

/** The texts a supplier reads: a red flag's, a failed control's and a contradiction's are for those who review and remedy. */
export const isForRespondents = (place: string): boolean => !/^contradictions\/|\/redFlags\/|\/failed$/.test(place);

type Rewrite = (text: Text, place: string) => Text;

const rewriteQuestion = (question: Question, rewrite: Rewrite): Question => {
  const place = `questions/${question.id}`;
  const orNull = (text: Text | null, at: string): Text | null => (text === null ? null : rewrite(text, `${place}/${at}`));
  const each = <T extends { readonly id: string; readonly text: Text }>(items: readonly T[], at: string): T[] =>
    items.map((item) => ({ ...item, text: rewrite(item.text, `${place}/${at}/${item.id}`) }));
  return {
    ...question,
    text: rewrite(question.text, `${place}/text`),
    help: orNull(question.help, 'help'),
    why: rewrite(question.why, `${place}/why`),
    workerText: orNull(question.workerText, 'workerText'),
    options: each(question.options, 'options'),
    parts: each(question.parts, 'parts'),
    evidence: each(question.evidence, 'evidence'),
    redFlags: each(question.redFlags, 'redFlags'),
    failed: question.failed === null ? null : { ...question.failed, text: rewrite(question.failed.text, `${place}/failed`) },
  };
};

/** The same manual with every text rewritten. */
export const rewriteTexts = (manual: Manual, rewrite: Rewrite): Manual => ({
  ...manual,
  title: rewrite(manual.title, 'title'),
  chapters: manual.chapters.map((chapter) => ({
    ...chapter,
    title: rewrite(chapter.title, `chapters/${chapter.id}/title`),
    intro: rewrite(chapter.intro, `chapters/${chapter.id}/intro`),
    questions: chapter.questions.map((question) => rewriteQuestion(question, rewrite)),
  })),
  contradictions: manual.contradictions.map((rule): Contradiction => ({ ...rule, text: rewrite(rule.text, `contradictions/${rule.id}`) })),
});
