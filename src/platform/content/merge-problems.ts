import type { ContentProblem } from './content-problem.js';
import type { SchemaProblem } from './schemas.js';

const INDEPENDENT = /\/(text|help|why|workerText|visible|when|action|id|askedOf|ilo|oecd)(\/|$)/;

/** Fields that stay worth reporting where the kind of a question could not be read. */
export const isIndependent = (path: string): boolean => INDEPENDENT.test(path);

const key = ({ file, path }: ContentProblem): string => `${file}#${path}`;

/**
 * Where a field that decides about others (`type`, `counts`) is wrong, what follows from it is noise: prefixes of such
 * questions, with the file.
 */
const undecided = (schema: readonly SchemaProblem[]): readonly string[] =>
  schema
    .filter((problem) => !problem.conditional && /\/(type|counts)$/.test(problem.path))
    .map((problem) => key(problem).replace(/(type|counts)$/, ''));

const isWrongWhole = (schema: readonly SchemaProblem[]): readonly string[] =>
  schema.filter((problem) => problem.code === 'SCHEMA_TYPE').map((problem) => (problem.path === '' ? key(problem) : `${key(problem)}/`));

const startsWithAny = (prefixes: readonly string[], text: string): boolean => prefixes.some((prefix) => text.startsWith(prefix));

/** One list for an editor: every problem once, in the domain's words where both know it, in the order of files and lines. */
export const mergeProblems = (schema: readonly SchemaProblem[], domain: readonly ContentProblem[]): readonly ContentProblem[] => {
  const kinds = undecided(schema);
  const wholes = isWrongWhole(schema);
  const ours = domain.filter(
    (problem) => !startsWithAny(wholes, key(problem)) && (!startsWithAny(kinds, key(problem)) || isIndependent(problem.path)),
  );
  const known = new Set(ours.map(key));
  const theirs = schema.filter((problem) => !known.has(key(problem)) && !(problem.conditional && startsWithAny(kinds, key(problem))));
  const seen = new Set<string>();
  const unique = [...ours, ...theirs].filter((problem) => {
    const same = `${key(problem)}:${problem.line} ${problem.code} ${problem.message}`;
    return seen.has(same) ? false : seen.add(same);
  });
  return unique
    .map(({ file, path, line, code, message }) => ({ file, path, line, code, message }))
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
};
