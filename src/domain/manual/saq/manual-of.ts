import type { Chapter, Manual, Option, Question, RedFlag } from '../manual.js';
import type { SaqOption } from './answers.js';
import type { SaqQuestion } from './questions.js';
import { introText, whyText } from './texts.js';
import { RISK_VALUES } from './words.js';

/** The action that every answer of extreme risk asks for, since the file names none. */
export const EXTREME_ACTION = 'general-extreme-answer';

export interface IdentifiedQuestion extends SaqQuestion {
  readonly id: string;
  readonly chapter: string;
}

/** What a manual says of itself and no spreadsheet holds. */
export interface SaqOptions {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  /** Language of the file's texts; en if left out. */
  readonly language?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly version?: string;
  readonly source?: string;
  readonly edition?: string;
  readonly licence?: string;
}

const valueOf = (option: SaqOption): number => (option.risk === null ? 0 : RISK_VALUES[option.risk]);

/** Scored as soon as one option is worth more than nothing; a question without risk words is a fact. */
const isScored = ({ options }: SaqQuestion): boolean => options.some((option) => valueOf(option) > 0);

const toOption = (option: SaqOption, isScored: boolean, language: string): Option => ({
  id: option.id,
  text: { [language]: option.text },
  value: isScored ? valueOf(option) : null,
  exclusive: false,
});

const redFlagsOf = ({ id, type, text, options }: IdentifiedQuestion, language: string): readonly RedFlag[] =>
  options
    .filter(({ risk }) => risk === 'extreme')
    .map((option) => ({
      id: `${id}.extreme_${option.id}`,
      when: type === 'multiple' ? `'${option.id}' in answers.${id}` : `answers.${id} == '${option.id}'`,
      severity: 'critical',
      zeroTolerance: false,
      action: EXTREME_ACTION,
      text: { [language]: `${text} ${option.text}` },
    }));

const toQuestion = (question: IdentifiedQuestion, visible: string | null, language: string): Question => {
  const scored = isScored(question);
  return {
    id: question.id,
    meaning: 1,
    text: { [language]: question.text },
    help: null,
    why: whyText(question.topics[0] ?? question.entry.sheet.sheet.name, language),
    askedOf: ['supplier'],
    workerText: null,
    type: question.type,
    counts: scored ? 'exposure' : 'fact',
    weight: scored ? 1 : 0,
    method: question.method,
    depth: 'core',
    visible,
    options: question.options.map((option) => toOption(option, scored, language)),
    steps: [],
    parts: question.parts.map(({ id, text }) => ({ id, text: { [language]: text } })),
    answeredValue: null,
    evidence: [],
    redFlags: redFlagsOf(question, language),
    failed: null,
    ilo: question.ilo,
    oecd: null,
    laws: [],
    topics: question.topics,
  };
};

const toChapters = (
  questions: readonly IdentifiedQuestion[],
  conditions: readonly (string | null)[],
  language: string,
): readonly Chapter[] => {
  const chapters = new Map<string, { readonly sheet: string; readonly questions: Question[] }>();
  questions.forEach((question, i) => {
    const known = chapters.get(question.chapter) ?? { sheet: question.entry.sheet.sheet.name, questions: [] };
    known.questions.push(toQuestion(question, conditions[i] ?? null, language));
    chapters.set(question.chapter, known);
  });
  return [...chapters].map(([id, { sheet, questions: inside }], i) => ({
    id,
    number: i + 1,
    title: { [language]: sheet },
    intro: introText(sheet, language),
    questions: inside,
  }));
};

/** A manual of the questions read, one chapter a sheet. Its texts are the file's own words, so its one language is reviewed. */
export const toManual = (questions: readonly IdentifiedQuestion[], conditions: readonly (string | null)[], about: SaqOptions): Manual => {
  const language = about.language ?? 'en';
  return {
    id: about.id,
    family: about.id,
    version: about.version ?? '1.0.0',
    title: { [language]: about.title },
    source: about.source ?? 'Imported from a spreadsheet questionnaire',
    edition: about.edition ?? String(about.year),
    year: about.year,
    licence: about.licence ?? 'Not stated',
    baseLanguage: language,
    languages: [{ code: language, dir: about.dir ?? 'ltr', reviewed: true, unreviewed: [] }],
    chapters: toChapters(questions, conditions, language),
    contradictions: [],
  };
};
