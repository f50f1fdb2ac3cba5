import { relative } from 'node:path';
import { checkManual } from '../../domain/manual/check-manual.js';
import type { Manual } from '../../domain/manual/manual.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { type ContentSources, shippedSources } from './content-folders.js';
import { type ContentProblem, refuseProblems } from './content-problem.js';
import { readActionLibrary } from './load-action-library.js';
import { contradictionsIn, type ManualExtras, readExtras, withTranslations } from './manual-extras.js';
import { mergeProblems } from './merge-problems.js';
import { asRecord } from './plain.js';
import { type Parts, readParts } from './read-parts.js';
import { readSchemas } from './schemas.js';
import { toManual } from './to-manual.js';

/** A manual as it was read, with everything that is wrong with it; null where its files could not be read. */
export interface ReadManual {
  readonly manual: Manual | null;
  readonly files: readonly string[];
  readonly problems: readonly ContentProblem[];
}

/** `chapters/1/questions/3/visible` stands in the second chapter file as `questions/3/visible`. */
const locate =
  ({ main, parts }: Parts, { contradictions }: ManualExtras) =>
  (problem: Problem): ContentProblem => {
    const [root, index, ...rest] = problem.path.split('/');
    if (root === 'contradictions' && contradictions !== null)
      return { ...problem, file: contradictions.name, line: contradictions.lineOf(problem.path) };
    const part = root === 'chapters' ? parts[Number(index)] : undefined;
    if (!part) return { ...problem, file: main.name, line: main.lineOf(problem.path) };
    const path = rest.join('/');
    return { ...problem, file: part.name, path, line: part.lineOf(path) };
  };

/** Reads and checks the manual in `folder` against its schemas, its own rules and the action library. */
export const readManual = async (folder: string, sources: ContentSources = shippedSources): Promise<ReadManual> => {
  const [check, { library, problems: libraryProblems }] = await Promise.all([
    readSchemas(sources.schemaFolder),
    readActionLibrary(sources.libraryFolder, sources.schemaFolder),
  ]);
  const parts = await readParts(check, {
    folder,
    mainName: 'manual.yaml',
    mainSchema: 'manual.schema.json',
    listedIn: 'chapters',
    partSchema: 'manual-chapter.schema.json',
  });
  const extras = await readExtras(check, folder, parts.main.value);
  const files = [parts.main, ...parts.parts, ...extras.translations, ...(extras.contradictions === null ? [] : [extras.contradictions])].map(
    ({ name }) => name,
  );
  const elsewhere = libraryProblems.map((problem) => ({ ...problem, file: `${relative(folder, sources.libraryFolder)}/${problem.file}` }));
  const schemaProblems = [...parts.schemaProblems, ...extras.schemaProblems];
  const unreadable = [...parts.unreadable, ...extras.unreadable];
  if (unreadable.length > 0) return { manual: null, files, problems: [...unreadable, ...mergeProblems(schemaProblems, []), ...elsewhere] };
  const { manual, problems: ofTranslations } = withTranslations(
    toManual(
      { ...asRecord(parts.main.value), contradictions: contradictionsIn(extras) },
      parts.parts.map(({ value }) => value),
    ),
    extras,
  );
  const own = checkManual(manual, library?.actions ?? []).filter(({ code }) => library !== null || code !== 'ACTION_UNKNOWN');
  return { manual, files, problems: [...mergeProblems(schemaProblems, [...own.map(locate(parts, extras)), ...ofTranslations]), ...elsewhere] };
};

/** The manual in a folder. Throws a `ContentError` that carries every problem. */
export const loadManual = async (folder: string, sources: ContentSources = shippedSources): Promise<Manual> => {
  const { manual, problems } = await readManual(folder, sources);
  refuseProblems(folder, problems);
  if (!manual) throw new Error(`The manual in ${folder} was not read`);
  return manual;
};
