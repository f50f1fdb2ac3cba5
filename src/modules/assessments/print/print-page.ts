import { createHash } from 'node:crypto';
import type { AnswerView } from '../answers.dto.js';
import type { QuestionnaireView, QuestionView } from '../questionnaire.dto.js';
import { type PrintWords, printWords } from './print-words.js';

/** What a printed questionnaire shows. */
export interface PrintFacts {
  readonly questionnaire: QuestionnaireView;
  readonly buyer: string;
  readonly supplier: string;
  readonly site: string;
  readonly dueOn: string;
  /** null: the questions alone, with room to write. */
  readonly answers: readonly AnswerView[] | null;
  /** Ids of questions that hang on other answers. */
  readonly conditional: ReadonlySet<string>;
}

const STYLE = `body{font:11pt/1.45 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#000;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;border-bottom:1px solid #000;margin-top:2rem}h3{font-size:1rem;margin:1.4rem 0 .2rem}
p,ul{margin:.3rem 0}ul{list-style:none;padding-inline-start:1rem}small,.note{color:#444;font-size:.85em}
.line{border-bottom:1px solid #888;height:1.6em}.answer{border-inline-start:3px solid #000;padding-inline-start:.6rem}
section{break-inside:avoid}@media print{body{margin:0;max-width:none}h2{break-after:avoid}}@page{margin:18mm}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, run, framed or sent from the page: only its own style, word for word, is let in. */
export const PRINT_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Names, free text and words that fall back to another language keep their own direction inside a page of another one. */
const own = (text: string): string => `<bdi>${escape(text)}</bdi>`;

const labelled = (label: string, text: string): string => `${own(`${label}:`)} ${own(text)}`;

/** A whole page in one language, to read or to print: every question, whether it would be asked now or not. */
export function printPage(facts: PrintFacts): string {
  const { questionnaire, answers } = facts;
  const words = printWords(questionnaire.language);
  const given = answers === null ? null : new Map(answers.map((answer) => [answer.question, answer]));
  const chapters = questionnaire.chapters.map(
    ({ number, title, intro, questions }) =>
      `<h2>${number}. ${escape(title)}</h2><p>${escape(intro)}</p>${questions
        .map((question) => printQuestion(question, words, facts.conditional.has(question.id), given))
        .join('')}`,
  );
  const head = `<h1>${escape(questionnaire.title)}</h1>
<p>${labelled(words.asks, facts.buyer)}<br>${own(`${words.site}:`)} ${own(facts.supplier)}, ${own(facts.site)}<br>${labelled(words.dueBy, facts.dueOn)}</p>`;
  return `<!doctype html><html lang="${escape(questionnaire.language)}" dir="${questionnaire.dir}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escape(questionnaire.title)}</title>
<style>${STYLE}</style></head><body>${head}${chapters.join('')}</body></html>`;
}

function printQuestion(
  question: QuestionView,
  words: PrintWords,
  conditional: boolean,
  given: ReadonlyMap<string, AnswerView> | null,
): string {
  const notes = [
    ...(conditional ? [own(words.onlySometimes)] : []),
    ...(question.help === null ? [] : [own(question.help)]),
    labelled(words.why, question.why),
    ...(question.serves.length === 0 ? [] : [labelled(words.serves, question.serves.map(({ name }) => name).join('; '))]),
    own(question.seenBy),
    ...(question.evidence.length === 0 ? [] : [labelled(words.proof, question.evidence.map(({ text }) => text).join('; '))]),
  ];
  return `<section><h3>${own(question.id)} ${own(question.text)}</h3>${printAnswer(question, words, given?.get(question.id), given === null)}${notes
    .map((note) => `<p class="note">${note}</p>`)
    .join('')}</section>`;
}

function printAnswer(question: QuestionView, words: PrintWords, answer: AnswerView | undefined, blank: boolean): string {
  const picked = pickedIn(answer);
  const unknown = box(answer?.state === 'unknown', words.unknown);
  const comment = answer === undefined || answer.comment === null ? '' : `<p class="answer">${labelled(words.comment, answer.comment)}</p>`;
  const missing = !blank && answer === undefined ? `<p class="note">${own(words.notAnswered)}</p>` : '';
  const age =
    answer?.origin === 'prefilled' || answer?.origin === 'copied'
      ? `<p class="note">${own(`${words.carriedOver} ${answer.answeredOn}`)}</p>`
      : '';
  return `${fieldOf(question, words, answer, picked, unknown)}${missing}${comment}${age}`;
}

function fieldOf(
  question: QuestionView,
  words: PrintWords,
  answer: AnswerView | undefined,
  picked: ReadonlySet<string>,
  unknown: string,
): string {
  if (question.options.length > 0) {
    const options = question.options.map(({ id, text }) => box(picked.has(id), text)).join('');
    return `<p class="note">${own(question.type === 'multiple' ? words.manyChoices : words.oneChoice)}</p><ul>${options}${unknown}</ul>`;
  }
  if (question.parts.length > 0) {
    const numbers = (answer?.value ?? {}) as Readonly<Record<string, unknown>>;
    const parts = question.parts.map(({ id, text }) => `<li>${own(`${text}:`)} ${written(numbers[id])}</li>`).join('');
    return `<ul>${parts}${unknown}</ul>`;
  }
  const value = question.type === 'file' ? own(words.files) : written(answer?.value);
  return `<p class="answer">${value}</p><ul>${unknown}</ul>`;
}

const box = (ticked: boolean, text: string): string => `<li>${ticked ? '☒' : '☐'} ${own(text)}</li>`;

const written = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? own(String(value)) : '<span class="line">&nbsp;</span>';

function pickedIn(answer: AnswerView | undefined): ReadonlySet<string> {
  const value = answer?.value;
  if (Array.isArray(value)) return new Set(value.filter((one): one is string => typeof one === 'string'));
  return new Set(typeof value === 'string' ? [value] : []);
}
