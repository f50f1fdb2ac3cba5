import { contentHash } from '../../domain/manual/content-hash.js';
import { type Manual, questionsOf } from '../../domain/manual/manual.js';
import type { PlacedProblem } from '../../domain/spreadsheet/workbook.js';

/** What a manual can come as; `unknown` is what could not be opened. */
export type ManualFormat = 'plumbline-xlsx' | 'saq-xlsx' | 'json' | 'yaml' | 'yaml-folder' | 'unknown';

export interface ManualCounts {
  readonly chapters: number;
  readonly questions: number;
  readonly options: number;
  /** Questions that are asked under a condition. */
  readonly conditions: number;
}

export interface ManualName {
  readonly id: string;
  /** Null: whatever comes next. */
  readonly version: string | null;
  /** Null: that of the manual's other versions. */
  readonly family: string | null;
}

/** A file read as a manual, with everything that is wrong with it at once. */
export interface ManualFile {
  readonly format: ManualFormat;
  /** Null where there is any problem. */
  readonly manual: Manual | null;
  /** As which version of which manual it would be kept; null: the file does not tell. */
  readonly name: ManualName | null;
  /** What was found, problems or not. */
  readonly counts: ManualCounts;
  readonly languages: readonly string[];
  readonly problems: readonly PlacedProblem[];
  /** What was understood all the same: worth a look, no reason to refuse the file. */
  readonly oddities: readonly PlacedProblem[];
}

const NOTHING: ManualCounts = { chapters: 0, questions: 0, options: 0, conditions: 0 };

export const countsOf = (manual: Manual): ManualCounts => {
  const questions = questionsOf(manual);
  return {
    chapters: manual.chapters.length,
    questions: questions.length,
    options: questions.reduce((total, { options }) => total + options.length, 0),
    conditions: questions.filter(({ visible }) => visible !== null).length,
  };
};

/** A reading of a manual that was found, whole or not. */
export const readingOf = (
  format: ManualFormat,
  manual: Manual,
  problems: readonly PlacedProblem[],
  oddities: readonly PlacedProblem[] = [],
): ManualFile => ({
  format,
  manual: problems.length === 0 ? manual : null,
  name: { id: manual.id, version: manual.version, family: manual.family },
  counts: countsOf(manual),
  languages: manual.languages.map(({ code }) => code),
  problems,
  oddities,
});

/** A reading of a file in which no manual was found. */
export const nothingIn = (format: ManualFormat, problems: readonly PlacedProblem[]): ManualFile => ({
  format,
  manual: null,
  name: null,
  counts: NOTHING,
  languages: [],
  problems,
  oddities: [],
});

const LONGEST_NAME = 120;

/** The name of a file as a place may show it: nothing that a screen or a log would obey. */
const shown = (fileName: string): string => fileName.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '?').slice(0, LONGEST_NAME);

/** Every place with the file before it: `saq.xlsx 'Labor'!H7`. */
export const withFileName = (file: ManualFile, fileName: string): ManualFile => {
  const named = (problems: readonly PlacedProblem[]): readonly PlacedProblem[] =>
    problems.map((problem) => ({ ...problem, place: [shown(fileName), problem.place].filter((part) => part !== '').join(' ') }));
  return { ...file, problems: named(file.problems), oddities: named(file.oddities) };
};

/** Null while there are problems. */
export const hashIn = ({ manual }: ManualFile): string | null => (manual === null ? null : contentHash(manual));
