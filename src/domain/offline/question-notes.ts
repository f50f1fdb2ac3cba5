import type { Question } from '../manual/manual.js';
import { describeCondition } from './describe-condition.js';
import { hasParts } from './form-rows.js';
import type { FormQuestion, FormWriter } from './form-content.js';
import { fill } from './words-in.js';

/** The remark on a question's cell: help, and why it is asked. */
export const questionHelp = (question: Question, { words, say }: FormWriter): string =>
  [...(question.help === null ? [] : [say(question.help)]), fill(words.why, { why: say(question.why) })].join('\n\n');

const howTo = (question: Question, { words }: FormWriter): readonly string[] => {
  switch (question.type) {
    case 'multiple':
      return [words.several];
    case 'number':
      return hasParts(question) ? [] : [words.number];
    case 'percent':
      return [words.percent];
    case 'date':
      return [words.date];
    case 'file':
      return [words.file];
    case 'yes_no':
    case 'single':
    case 'text':
      return [];
  }
};

/** Whole months, as people count them. */
const monthsBetween = (from: string, to: string): number => {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return Math.max(0, (toYear - fromYear) * 12 + toMonth - fromMonth - (toDay < fromDay ? 1 : 0));
};

/** What stands beside a question for everybody to see: what was sent back, when it is asked, how old its answer is. */
export const questionNotes = (question: Question, writer: FormWriter, { editable, returned, answer }: FormQuestion): string | null => {
  const { content, words, asked, isUnread } = writer;
  const telling = { words, language: content.language, baseLanguage: content.questionnaire.baseLanguage, questions: asked };
  const notes = [
    ...(returned === null ? [] : [fill(words.returned, { comment: returned })]),
    ...(editable ? howTo(question, writer) : [words.closed]),
    ...(question.visible === null ? [] : [describeCondition(question.visible, telling)]),
    ...(answer?.untouched === true
      ? [fill(words.fromLastTime, { date: answer.answeredOn, months: String(monthsBetween(answer.answeredOn, content.today)) })]
      : []),
    ...(isUnread(question) ? [words.unreviewedText] : []),
  ];
  return notes.length === 0 ? null : notes.join('\n');
};
