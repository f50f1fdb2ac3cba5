import { untranslated } from '../../domain/manual/check-texts.js';
import { contentHash } from '../../domain/manual/content-hash.js';
import { type Depth, type Manual, questionsOf, type Respondent } from '../../domain/manual/manual.js';
import { isWithin } from '../../domain/questionnaire/depth.js';
import { type ContentSources, shippedSources } from './content-folders.js';
import type { ContentProblem } from './content-problem.js';
import { readManual } from './load-manual.js';

/** What `plumbline manual check` prints about a folder. */
export interface ManualReport {
  readonly folder: string;
  readonly files: readonly string[];
  /** Null where the files could not be read. */
  readonly manual: ManualSummary | null;
  /** Empty: the manual may be loaded. */
  readonly problems: readonly ContentProblem[];
}

export interface ManualSummary {
  readonly id: string;
  readonly version: string;
  /** Hash of the canonical content; null while there are problems. */
  readonly sha256: string | null;
  readonly chapters: number;
  readonly questions: number;
  readonly redFlags: number;
  readonly askedOf: Readonly<Record<Respondent, number>>;
  /** How many questions a supplier is asked at most at each depth. */
  readonly supplierQuestions: Readonly<Record<Depth, number>>;
  /** Declared language to the number of texts it lacks. */
  readonly untranslated: Readonly<Record<string, number>>;
}

const countsOf = (manual: Manual, sha256: string | null): ManualSummary => {
  const questions = questionsOf(manual);
  const askedOf = (respondent: Respondent): number => questions.filter((question) => question.askedOf.includes(respondent)).length;
  const atDepth = (depth: Depth): number =>
    questions.filter((question) => question.askedOf.includes('supplier') && isWithin(question.depth, depth)).length;
  return {
    id: manual.id,
    version: manual.version,
    sha256,
    chapters: manual.chapters.length,
    questions: questions.length,
    redFlags: questions.reduce((count, question) => count + question.redFlags.length, 0),
    askedOf: { supplier: askedOf('supplier'), buyer: askedOf('buyer'), worker: askedOf('worker'), assessor: askedOf('assessor') },
    supplierQuestions: { core: atDepth('core'), extended: atDepth('extended'), full: atDepth('full') },
    untranslated: Object.fromEntries(manual.languages.map(({ code }) => [code, untranslated(manual, code).length])),
  };
};

/** Checks a manual without loading it anywhere, and counts what is in it; problems are returned, not thrown. */
export const checkManualFolder = async (folder: string, sources: ContentSources = shippedSources): Promise<ManualReport> => {
  const { manual, files, problems } = await readManual(folder, sources);
  const sha256 = manual && problems.length === 0 ? contentHash(manual) : null;
  return { folder, files, manual: manual && countsOf(manual, sha256), problems };
};
