import { checkManual } from '../../domain/manual/check-manual.js';
import { checkSize } from '../../domain/manual/check-size.js';
import type { Manual } from '../../domain/manual/manual.js';
import type { LibraryAction } from '../../domain/remediation/library.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { checkBounds, checkConditionLoad } from './manual-bounds.js';
import { mergeProblems } from './merge-problems.js';
import { asList, asRecord, type Plain } from './plain.js';
import type { SchemaCheck, SchemaProblem } from './schemas.js';
import { toManual } from './to-manual.js';

/** A manual as one JSON document: `manual.yaml` with its chapters and contradictions in it. */
export type ManualBody = Plain;

/** Fields that mean "none" when they are null: so a manual that was read can be sent back. */
const NOTHING = new Set(['help', 'workerText', 'failed']);

const plainQuestion = (question: unknown): unknown =>
  typeof question === 'object' && question !== null && !Array.isArray(question)
    ? Object.fromEntries(Object.entries(question).filter(([name, value]) => value !== null || !NOTHING.has(name)))
    : question;

const CHAPTER = 'manual-chapter.schema.json';

const schemaProblems = (check: SchemaCheck, schema: string, value: unknown, at: string): SchemaProblem[] =>
  check(schema, { name: '', value, problems: [], lineOf: () => 1 }).map((problem) => ({
    ...problem,
    path: [at, problem.path].filter((part) => part !== '').join('/'),
  }));

const headProblems = (check: SchemaCheck, body: ManualBody): SchemaProblem[] => {
  const { chapters, contradictions, translations, ...head } = body;
  const files = asList(chapters).map((_, i) => `chapter-${i}.yaml`);
  const unknown = { file: '', path: 'translations', line: 1, code: 'SCHEMA_ADDITIONAL_PROPERTIES', message: 'This is not known here.' };
  return [
    ...schemaProblems(check, 'manual.schema.json', { ...head, chapters: files }, ''),
    ...(translations === undefined ? [] : [{ ...unknown, conditional: false }]),
    ...(chapters === undefined || Array.isArray(chapters) ? [] : [{ ...unknown, path: 'chapters', code: 'SCHEMA_TYPE', message: 'This must be array.', conditional: false }]),
    ...(contradictions === undefined
      ? []
      : schemaProblems(check, 'manual-contradictions.schema.json', { contradictions }, '')),
  ];
};

const questionProblems = (check: SchemaCheck, question: unknown, at: string): SchemaProblem[] =>
  schemaProblems(check, CHAPTER, { questions: [plainQuestion(question)] }, '').flatMap((problem) => {
    const found = /^questions\/0(?:\/(.*)|$)/.exec(problem.path);
    return found === null ? [] : [{ ...problem, path: [at, found[1] ?? ''].filter((part) => part !== '').join('/') }];
  });

/** Question by question, so that a document with nothing but faults is left as soon as they are enough. */
function* chapterProblems(check: SchemaCheck, chapter: unknown, at: string): Generator<SchemaProblem> {
  const { questions } = asRecord(chapter);
  const listed = Array.isArray(questions) && questions.length > 0;
  const one = listed ? { ...asRecord(chapter), questions: [] } : chapter;
  const path = (inside: string): string => [at, inside].filter((part) => part !== '').join('/');
  yield* schemaProblems(check, CHAPTER, one, at).filter(({ path: found }) => !listed || found !== path('questions'));
  if (listed) for (const [i, question] of questions.entries()) yield* questionProblems(check, question, path(`questions/${i}`));
}

function* allProblems(check: SchemaCheck, body: ManualBody): Generator<SchemaProblem> {
  yield* headProblems(check, body);
  for (const [i, chapter] of asList(body['chapters']).entries()) yield* chapterProblems(check, chapter, `chapters/${i}`);
}

/** More than anybody reads at once; what is left shows when these are mended. */
const MOST_PROBLEMS = 500;

function enough<T>(problems: Iterable<T>): T[] {
  const found: T[] = [];
  for (const problem of problems) {
    found.push(problem);
    if (found.length >= MOST_PROBLEMS) break;
  }
  return found;
}

/** What can mean nothing at all: fields that nobody knows, and values of another kind. The rest may be missing while somebody is writing. */
const UNREADABLE = new Set(['SCHEMA_ADDITIONAL_PROPERTIES', 'SCHEMA_UNEVALUATED_PROPERTIES', 'SCHEMA_PROPERTY_NAMES', 'SCHEMA_TYPE']);

const plain = ({ path, code, message }: Problem): Problem => ({ path, code, message });
const unreadable = (problems: Iterable<SchemaProblem>): readonly Problem[] =>
  enough(problems).filter(({ code, conditional }) => UNREADABLE.has(code) && !conditional).map(plain);

/** Why a document is larger than a manual may be. */
export const tooLarge = (body: ManualBody): readonly Problem[] => {
  const bounds = checkBounds(body);
  if (bounds.length > 0) return bounds;
  const manual = toManual(body);
  const size = checkSize(manual);
  return size.length > 0 ? enough(size) : checkConditionLoad(manual);
};

/** Why a document cannot even be kept as a draft. */
export const unreadableInBody = (check: SchemaCheck, body: ManualBody): readonly Problem[] => {
  const large = tooLarge(body);
  return large.length > 0 ? large : unreadable(allProblems(check, body));
};

/** The same for one chapter. */
export const unreadableInChapter = (check: SchemaCheck, chapter: unknown): readonly Problem[] => {
  const bounds = checkBounds(chapter);
  return bounds.length > 0 ? bounds : unreadable(chapterProblems(check, chapter, ''));
};

/** The same for one question. */
export const unreadableInQuestion = (check: SchemaCheck, question: unknown): readonly Problem[] => {
  const bounds = checkBounds(question);
  return bounds.length > 0 ? bounds : unreadable(questionProblems(check, question, ''));
};

/** The manual that a document holds, and what is wrong with it: what the schemas say, and what the manual's own rules say. */
export const checkManualBody = (
  check: SchemaCheck,
  body: ManualBody,
  actions: readonly Pick<LibraryAction, 'id' | 'severity'>[],
): { readonly manual: Manual; readonly problems: readonly Problem[] } => {
  const large = tooLarge(body);
  if (large.length > 0) return { manual: toManual({}), problems: large };
  const manual = toManual(body);
  const own = enough(checkManual(manual, actions)).map((problem) => ({ ...problem, file: '', line: 1 }));
  return { manual, problems: mergeProblems(enough(allProblems(check, body)), own).map(plain) };
};
