import { basename, dirname } from 'node:path';
import { contentHash } from '../../domain/manual/content-hash.js';
import { checkMethodology } from '../../domain/scoring/check-methodology.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { shippedSources } from './content-folders.js';
import { refuseProblems } from './content-problem.js';
import { mergeProblems } from './merge-problems.js';
import { asRecord } from './plain.js';
import { readSchemas } from './schemas.js';
import { readYaml } from './yaml-file.js';

/** The methodology in a file, with the hash of its canonical content. Throws a `ContentError` that carries every problem. */
export const loadMethodology = async (path: string, schemaFolder: string = shippedSources.schemaFolder): Promise<Methodology> => {
  const folder = dirname(path);
  const [check, file] = await Promise.all([readSchemas(schemaFolder), readYaml(folder, basename(path))]);
  refuseProblems(folder, file.problems);
  refuseProblems(folder, mergeProblems(check('methodology.schema.json', file), []));
  const content = Object.fromEntries(Object.entries(asRecord(file.value)).filter(([key]) => key !== '$schema'));
  const methodology = { ...content, sha256: contentHash(content) } as unknown as Methodology;
  refuseProblems(
    folder,
    checkMethodology(methodology).map((problem) => ({ ...problem, file: file.name, line: file.lineOf(problem.path) })),
  );
  return methodology;
};
