import type { AnyEdition, IndexId } from '../../domain/indices/index-ids.js';
import type { ContentProblem } from '../content/content-problem.js';

/** What is said of an edition beside its file. The file may say it itself; if both do, they must agree. */
export interface EditionHead {
  readonly index?: string | undefined;
  readonly title?: string | undefined;
  readonly edition?: string | undefined;
  readonly year?: string | undefined;
  readonly source?: string | undefined;
  readonly licence?: string | undefined;
  readonly attribution?: string | undefined;
}

/** What is in a file of one index, and everything that is wrong with it. */
export interface IndexFile {
  readonly format: 'csv' | 'yaml' | 'unknown';
  /** null while there are problems. */
  readonly edition: { readonly index: IndexId; readonly body: AnyEdition } | null;
  readonly problems: readonly ContentProblem[];
}

/** A publisher's list has under 100 kB. */
export const INDEX_FILE_BYTES = 2_000_000;

/** A place in a file as a refusal tells it: `line 12 tier`. */
export const placeOf = ({ line, path }: ContentProblem): string => `line ${line}${path === '' ? '' : ` ${path}`}`;
