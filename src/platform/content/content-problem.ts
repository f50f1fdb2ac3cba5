import { DomainError, type Problem } from '../../domain/shared/domain-error.js';

/** One fault of a content file, with the place where an editor finds it. */
export interface ContentProblem extends Problem {
  /** Name of the file, relative to the folder that was loaded. */
  readonly file: string;
  /** From 1; the nearest line there is, where something is missing. */
  readonly line: number;
}

/** `file:line path: message`, as a compiler would say it. */
export const problemLine = ({ file, line, path, message }: ContentProblem): string =>
  `${file}:${line} ${path === '' ? '' : `${path}: `}${message}`;

/** Content that cannot be used. Carries every problem at once, because nobody wants to find them one by one. */
export class ContentError extends DomainError {
  constructor(
    readonly folder: string,
    readonly contentProblems: readonly ContentProblem[],
  ) {
    const lines = contentProblems.map((problem) => `\n  ${problemLine(problem)}`).join('');
    super('CONTENT_INVALID', 'invalid', `The content in ${folder} has ${contentProblems.length} problem(s):${lines}`, contentProblems);
    this.name = 'ContentError';
  }
}

/** Throws when there is anything wrong. */
export const refuseProblems = (folder: string, problems: readonly ContentProblem[]): void => {
  if (problems.length > 0) throw new ContentError(folder, problems);
};
