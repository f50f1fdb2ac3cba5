import type { ContentProblem } from './content-problem.js';
import { isSafeName } from './content-folders.js';
import { asList, asRecord } from './plain.js';
import type { SchemaCheck, SchemaProblem } from './schemas.js';
import { readYaml, type YamlFile } from './yaml-file.js';

/** Content that lies in several files: one that names the others, and those, in order. */
export interface Parts {
  readonly main: YamlFile;
  readonly parts: readonly YamlFile[];
  /** Faults of reading; where there are any, no further check can be trusted. */
  readonly unreadable: readonly ContentProblem[];
  readonly schemaProblems: readonly SchemaProblem[];
}

interface Layout {
  readonly folder: string;
  readonly mainName: string;
  readonly mainSchema: string;
  /** Field of the main file that lists the others. */
  readonly listedIn: string;
  readonly partSchema: string;
}

const missingParts = (main: YamlFile, listedIn: string, parts: readonly YamlFile[]): ContentProblem[] =>
  parts.flatMap((part, i) => {
    if (!part.problems.some(({ code }) => code === 'FILE_MISSING')) return [];
    const path = `${listedIn}/${i}`;
    return [{ file: main.name, path, line: main.lineOf(path), code: 'FILE_MISSING', message: `The file ${part.name} does not exist.` }];
  });

/** Reads the main file and every file it lists, and checks each against its schema. */
export const readParts = async (check: SchemaCheck, layout: Layout): Promise<Parts> => {
  const main = await readYaml(layout.folder, layout.mainName);
  const listed = asList(asRecord(main.value)[layout.listedIn]).filter((name) => typeof name === 'string' && isSafeName(name));
  const parts = await Promise.all(listed.map((name) => readYaml(layout.folder, String(name))));
  const isReadable = ({ problems }: YamlFile): boolean => problems.length === 0;
  return {
    main,
    parts,
    unreadable: [
      ...[main, ...parts]
        .flatMap(({ problems }) => problems)
        .filter((problem) => problem.code !== 'FILE_MISSING' || problem.file === main.name),
      ...missingParts(main, layout.listedIn, parts),
    ],
    schemaProblems: [
      ...(isReadable(main) ? check(layout.mainSchema, main) : []),
      ...parts.filter(isReadable).flatMap((part) => check(layout.partSchema, part)),
    ],
  };
};
