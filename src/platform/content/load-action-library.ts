import { checkActionLibrary } from '../../domain/manual/check-action-library.js';
import type { ActionLibrary } from '../../domain/remediation/library.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { shippedSources } from './content-folders.js';
import { type ContentProblem, refuseProblems } from './content-problem.js';
import { mergeProblems } from './merge-problems.js';
import { asList, asRecord } from './plain.js';
import { type Parts, readParts } from './read-parts.js';
import { readSchemas } from './schemas.js';
import { toActionLibrary } from './to-action-library.js';

/** `actions/40/title` counts through all files; an editor needs the file and the place in it. */
const locate =
  ({ main, parts }: Parts) =>
  (problem: Problem): ContentProblem => {
    const [, index = '', ...rest] = problem.path.split('/');
    let position = Number(index);
    for (const part of parts) {
      const { length } = asList(asRecord(part.value)['actions']);
      if (position < length) {
        const path = ['actions', position, ...rest].join('/');
        return { ...problem, file: part.name, path, line: part.lineOf(path) };
      }
      position -= length;
    }
    return { ...problem, file: main.name, line: main.lineOf(problem.path) };
  };

/** An action library with everything that is wrong with it; null where its files could not be read. */
export const readActionLibrary = async (
  folder: string,
  schemaFolder: string,
): Promise<{ readonly library: ActionLibrary | null; readonly problems: readonly ContentProblem[] }> => {
  const parts = await readParts(await readSchemas(schemaFolder), {
    folder,
    mainName: 'library.yaml',
    mainSchema: 'action-library.schema.json',
    listedIn: 'files',
    partSchema: 'action-library-file.schema.json',
  });
  if (parts.unreadable.length > 0) return { library: null, problems: [...parts.unreadable, ...mergeProblems(parts.schemaProblems, [])] };
  const library = toActionLibrary(
    parts.main.value,
    parts.parts.map(({ value }) => value),
  );
  return { library, problems: mergeProblems(parts.schemaProblems, checkActionLibrary(library).map(locate(parts))) };
};

/** The action library in a folder. Throws a `ContentError` that carries every problem. */
export const loadActionLibrary = async (folder: string, schemaFolder: string = shippedSources.schemaFolder): Promise<ActionLibrary> => {
  const { library, problems } = await readActionLibrary(folder, schemaFolder);
  refuseProblems(folder, problems);
  if (!library) throw new Error(`The action library in ${folder} was not read`);
  return library;
};
