import type { ManualBody } from '../../platform/content/check-manual-body.js';
import { asList, asRecord, type Plain } from '../../platform/content/plain.js';

/** Edits of one chapter or question of a draft, as values: the draft itself stays as it was. Null: there is nothing of that id. */
const idOf = (item: unknown): unknown => asRecord(item)['id'];

const questionsIn = (chapter: unknown): readonly unknown[] => asList(asRecord(chapter)['questions']);

/** Puts an item where it stands, at a position, or at the end. */
const placed = (items: readonly unknown[], item: Plain, position: number | undefined): readonly unknown[] => {
  const at = items.findIndex((one) => idOf(one) === item['id']);
  const others = items.filter((_, i) => i !== at);
  const target = position ?? (at < 0 ? others.length : at);
  return [...others.slice(0, target), item, ...others.slice(target)];
};

const without = (items: readonly unknown[], id: string): readonly unknown[] | null => {
  const at = items.findIndex((one) => idOf(one) === id);
  return at < 0 ? null : items.filter((_, i) => i !== at);
};

/** A new chapter, or one instead of that with its id, which keeps its questions unless others come with it. */
export const putChapter = (body: ManualBody, id: string, content: Plain, position: number | undefined): ManualBody => {
  const chapters = asList(body['chapters']);
  const known = chapters.find((chapter) => idOf(chapter) === id);
  return { ...body, chapters: placed(chapters, { questions: questionsIn(known), ...content, id }, position) };
};

export const removeChapter = (body: ManualBody, id: string): ManualBody | null => {
  const chapters = without(asList(body['chapters']), id);
  return chapters === null ? null : { ...body, chapters };
};

/** A new question, or one instead of that with its id, which leaves the chapter it stood in. Null: there is no such chapter. */
export const putQuestion = (body: ManualBody, chapter: string, content: Plain, position: number | undefined): ManualBody | null => {
  const chapters = asList(body['chapters']);
  if (!chapters.some((one) => idOf(one) === chapter)) return null;
  const id = String(content['id']);
  const edited = chapters.map((one) => {
    const questions = idOf(one) === chapter ? placed(questionsIn(one), content, position) : without(questionsIn(one), id);
    return questions === null ? one : { ...asRecord(one), questions };
  });
  return { ...body, chapters: edited };
};

export const removeQuestion = (body: ManualBody, id: string): ManualBody | null => {
  const chapters = asList(body['chapters']);
  const left = chapters.map((one) => without(questionsIn(one), id));
  if (left.every((questions) => questions === null)) return null;
  return { ...body, chapters: chapters.map((one, i) => (left[i] === null ? one : { ...asRecord(one), questions: left[i] })) };
};
