import type { Manual, Option, Question } from '../../src/domain/manual/manual.js';

const text = (en: string) => ({ en });

/** An option of a test manual. */
export const option = (id: string, value: number | null, exclusive = false): Option => ({ id, text: text(id), value, exclusive });

export const YES_NO = [option('yes', 1), option('no', 0)];

/** A core exposure question with yes and no, asked of suppliers; name what differs. */
export const question = (id: string, differences: Partial<Question> = {}): Question => ({
  id,
  meaning: 1,
  text: text(`Question ${id}?`),
  help: null,
  why: text(`Why ${id} is asked.`),
  askedOf: ['supplier'],
  workerText: null,
  type: 'yes_no',
  counts: 'exposure',
  weight: 1,
  method: 'management',
  depth: 'core',
  visible: null,
  options: YES_NO,
  steps: [],
  parts: [],
  answeredValue: null,
  evidence: [],
  redFlags: [],
  failed: null,
  ilo: [],
  oecd: null,
  laws: [],
  topics: [],
  ...differences,
});

/** A control with yes and no, whose failure names an action. */
export const control = (id: string, differences: Partial<Question> = {}): Question =>
  question(id, {
    counts: 'control',
    failed: { severity: 'minor', action: 'S1-policy', below: 0.5, text: text(`${id} is missing`) },
    ...differences,
  });

/** A fact of numbers with the parts named. */
export const headcount = (id: string, parts: readonly string[]): Question =>
  question(id, { type: 'number', counts: 'fact', weight: 0, options: [], parts: parts.map((part) => ({ id: part, text: text(part) })) });

/** A manual in English of one chapter, or of the chapters given. */
export const manual = (chapters: readonly (readonly Question[])[], differences: Partial<Manual> = {}): Manual => ({
  id: 'test',
  family: 'test',
  version: '1.0.0',
  title: text('Test manual'),
  source: 'Written for tests',
  edition: '2026',
  year: 2026,
  licence: 'Apache-2.0',
  baseLanguage: 'en',
  languages: [{ code: 'en', dir: 'ltr', reviewed: true, unreviewed: [] }],
  chapters: chapters.map((questions, number) => ({
    id: `chapter_${number}`,
    number,
    title: text(`Chapter ${number}`),
    intro: text(`About chapter ${number}.`),
    questions,
  })),
  contradictions: [],
  ...differences,
});
