import { type Chapter, type Language, type Question, textIn } from '../manual/manual.js';
import { reviewedIn } from '../manual/translate.js';
import { askedQuestions } from '../questionnaire/select-questions.js';
import { type SheetSpec, sheetName, type WorkbookSpec } from '../spreadsheet/sheet-spec.js';
import { chapterSheet } from './chapter-sheet.js';
import type { FormContent, FormWriter } from './form-content.js';
import { KEY_SHEET, keySheet } from './form-key.js';
import { ListRegister } from './list-register.js';
import { fill, wordsIn } from './words-in.js';

/** Whether any text of a question was read by nobody who speaks the language. */
const unreadIn = (language: Language): ((question: Question) => boolean) => {
  const isRead = reviewedIn(language);
  return ({ id, text, help, why, options, parts }) =>
    [
      ['text', text] as const,
      ['help', help ?? {}] as const,
      ['why', why] as const,
      ...options.map((option) => [`options/${option.id}`, option.text] as const),
      ...parts.map((part) => [`parts/${part.id}`, part.text] as const),
    ].some(([place, said]) => said[language.code] !== undefined && !isRead(`questions/${id}/${place}`));
};

const writerOf = (content: FormContent): FormWriter => {
  const { questionnaire, language } = content;
  const known = questionnaire.languages.find(({ code }) => code === language);
  return {
    content,
    words: wordsIn(language),
    asked: new Map(askedQuestions(questionnaire).map((question) => [question.id, question])),
    lists: new ListRegister(),
    say: (text) => textIn(text, language, questionnaire.baseLanguage),
    isUnread: known === undefined ? () => false : unreadIn(known),
  };
};

const chaptersOf = ({ questionnaire, questions }: FormContent): readonly Chapter[] =>
  questionnaire.chapters
    .map((chapter) => ({ ...chapter, questions: chapter.questions.filter(({ id }) => questions.has(id)) }))
    .filter((chapter) => chapter.questions.length > 0);

const howTo = ({ content, words, say, isUnread }: FormWriter, chapters: readonly Chapter[]): SheetSpec => {
  const { buyer, site, dueOn: due, today: date, questionnaire } = content;
  const hasUnread = !words.reviewed || chapters.some(({ questions }) => questions.some(isUnread));
  const lines = ['', ...words.safety, '', ...words.steps, '', fill(words.downloaded, { date }), ...(hasUnread ? [words.unreviewed] : [])];
  return {
    name: sheetName(words.howTo, [KEY_SHEET]),
    rightToLeft: words.dir === 'rtl',
    protected: true,
    columns: [{ width: 110, wrap: true, format: 'text' }],
    rows: [
      [{ value: say(questionnaire.title), bold: true }],
      [{ value: fill(words.asks, { buyer, site }), bold: true }],
      [{ value: fill(words.due, { due }), bold: true }],
      ...lines.map((line) => [line === '' ? null : line]),
    ],
  };
};

/**
 * The questions of a round as a workbook that can be filled in without a connection: how to do it, a sheet for each chapter, and a hidden
 * sheet with what was there before. `readForm` reads it.
 */
export const formSheets = (content: FormContent): WorkbookSpec => {
  const { assessmentId, sha256, language, questionnaire } = content;
  const chapters = chaptersOf(content);
  const writer = writerOf(content);
  const rightToLeft = questionnaire.languages.find(({ code }) => code === language)?.dir === 'rtl';
  const first = howTo(writer, chapters);
  const names = [first.name, KEY_SHEET];
  const written = chapters.map((chapter) => {
    const name = sheetName(`${chapter.number} ${writer.say(chapter.title)}`, names);
    names.push(name);
    const { sheet, kept } = chapterSheet(chapter, name, writer);
    return { sheet: { ...sheet, rightToLeft }, kept };
  });
  const key = keySheet({ assessmentId, sha256, language, questions: written.flatMap(({ kept }) => kept) });
  return { sheets: [first, ...written.map(({ sheet }) => sheet), key], lists: writer.lists.all() };
};
