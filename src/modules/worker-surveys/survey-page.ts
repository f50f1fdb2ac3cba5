import { createHash } from 'node:crypto';
import { UNKNOWN_CHOICE } from '../../domain/worker-survey/read-response.js';
import type { WorkersQuestionView, WorkersSurveyView } from './public-survey.dto.js';
import { filled, surveyWords } from './words/survey-words.js';
import type { SurveyWords } from './words/words.js';

const STYLE = `body{font:1.1em/1.5 system-ui,sans-serif;max-width:40em;margin:0 auto;padding:.8em;color:#000;background:#fff}
h1{font-size:1.3em}fieldset{border:1px solid #666;border-radius:.4em;margin:1.2em 0;padding:.6em}legend{font-weight:bold;padding:0 .3em}
label{display:block;padding:.55em .2em;border-top:1px solid #ddd}input{width:1.3em;height:1.3em;vertical-align:middle;margin-inline-end:.5em}
button{font:inherit;font-weight:bold;width:100%;padding:.9em;border:2px solid #000;border-radius:.4em;background:#fff;color:#000}
small{color:#444}nav a{display:inline-block;padding:.5em .6em}a{color:#00408a}:focus-visible{outline:3px solid #00408a}
.help{border-inline-start:.3em solid #000;padding-inline-start:.7em}svg{width:12em;height:12em}code{word-break:break-all}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing is loaded, run, framed or sent elsewhere: only the page's own style is let in, and its own form goes back to us. */
export const SURVEY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Words that fall back to another language keep their own direction. */
const own = (text: string): string => `<bdi>${escape(text)}</bdi>`;

const paragraphs = (texts: readonly string[], kind = ''): string =>
  texts.map((text) => `<p${kind === '' ? '' : ` class="${kind}"`}>${own(text)}</p>`).join('');

/** Where a page stands: its language and direction, and the name in the phone's list of open pages. */
interface Frame {
  readonly language: string;
  readonly dir: string;
  readonly title: string;
}

const page = ({ language, dir, title }: Frame, body: string): string =>
  `<!doctype html><html lang="${escape(language)}" dir="${escape(dir)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;

/** The survey as a form that any phone can show: one page, no script, nothing from elsewhere. */
export function formPage(survey: WorkersSurveyView): string {
  const words = surveyWords(survey.language);
  const languages = survey.languages
    .map(
      (code) =>
        `<a href="?language=${encodeURIComponent(code)}" lang="${escape(code)}" hreflang="${escape(code)}">${escape(nameOf(code))}</a>`,
    )
    .join(' ');
  const nav = survey.languages.length > 1 ? `<nav>${languages}</nav>` : '';
  const form = `<form method="post" autocomplete="off">${survey.questions.map((question) => fieldset(question, words)).join('')}
<p><button type="submit">${own(words.send)}</button></p></form>`;
  return page(
    survey,
    `${nav}<h1>${own(survey.title)}</h1>${paragraphs(survey.intro)}${paragraphs(survey.help, 'help')}
<p>${own(filled(words.until, { day: survey.closesOn }))}</p>${form}${paragraphs(survey.help, 'help')}`,
  );
}

function fieldset(question: WorkersQuestionView, words: SurveyWords): string {
  const many = question.type === 'multiple';
  const choice = (value: string, text: string, checked = false): string =>
    `<label><input type="${many ? 'checkbox' : 'radio'}" name="${escape(question.id)}" value="${escape(value)}"${checked ? ' checked' : ''}>${own(text)}</label>`;
  const options = question.options.map(({ id, text }) => choice(id, text)).join('');
  const skip = many ? '' : choice('', words.skip, true);
  return `<fieldset><legend>${own(question.text)}</legend><small>${own(many ? words.manyChoices : words.oneChoice)}</small>
${options}${choice(UNKNOWN_CHOICE, words.unknown)}${skip}</fieldset>`;
}

/** What a page says that takes no answers: thanks, or why none are taken. */
export function wordsPage(language: string, dir: string, say: (words: SurveyWords) => readonly string[]): string {
  const words = surveyWords(language);
  return page(
    { language: words.code, dir, title: words.title },
    `<h1>${own(words.title)}</h1>${paragraphs(say(words))}${paragraphs(words.help, 'help')}`,
  );
}

/** On paper, for whoever hands it out: what it is, the code, the address, and whom to turn to. */
export function handoutPage(survey: WorkersSurveyView, address: string, qrSvg: string): string {
  const words = surveyWords(survey.language);
  return page(
    survey,
    `<h1>${own(survey.title)}</h1>${paragraphs(survey.intro)}<p>${own(words.scan)}</p><div>${qrSvg}</div><p><code dir="ltr">${escape(address)}</code></p>
<p>${own(filled(words.until, { day: survey.closesOn }))}</p>${paragraphs(survey.help, 'help')}`,
  );
}

/** A language by its own name. */
function nameOf(code: string): string {
  return new Intl.DisplayNames([code], { type: 'language', fallback: 'code' }).of(code) ?? code;
}
