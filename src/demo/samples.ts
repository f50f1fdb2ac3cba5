import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { contentFolder } from '../platform/content/content-folders.js';
import type { SampleAnswers } from '../platform/content/load-sample-answers.js';

/** Sixty suppliers with invented names. */
export const samplePath = join(contentFolder, 'samples', 'suppliers.csv');

/** Deals a kind of answers by a hash of the supplier's name: the same firm answers the same in every run. */
export function kindFor(name: string, kinds: readonly SampleAnswers[]): SampleAnswers {
  const number = createHash('sha256').update(name).digest().readUInt32BE(0);
  const kind = kinds[number % kinds.length];
  if (kind === undefined) throw new Error('there are no sample answers');
  return kind;
}
