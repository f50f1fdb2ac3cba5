import { checkIndices } from '../../domain/indices/check-indices.js';
import type { Indices } from '../../domain/indices/indices.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { shippedSources } from './content-folders.js';
import { type ContentProblem, refuseProblems } from './content-problem.js';
import { mergeProblems } from './merge-problems.js';
import { asRecord, asString } from './plain.js';
import { readSchemas, type SchemaCheck } from './schemas.js';
import { readYaml, type YamlFile } from './yaml-file.js';

const FILES = {
  countries: 'countries.yaml',
  governance: 'governance.yaml',
  trafficking: 'trafficking.yaml',
  childLabour: 'child-labour.yaml',
  goods: 'goods.yaml',
  sectors: 'sectors.yaml',
  stateImposed: 'state-imposed.yaml',
} as const satisfies Record<keyof Indices, string>;

type Files = Readonly<Record<keyof Indices, YamlFile>>;

/** The schema that a file names; only its name counts, so that a file cannot bring a schema of its own. */
const schemaOf = (file: YamlFile): string => asString(asRecord(file.value)['$schema']).split('/').at(-1) ?? '';

const faultsOf = (check: SchemaCheck, file: YamlFile): readonly ContentProblem[] =>
  file.problems.length > 0 ? file.problems : mergeProblems(check(schemaOf(file), file), []);

const withoutSchemaKey = (file: YamlFile): unknown => {
  const { $schema, ...content } = asRecord(file.value);
  return $schema === undefined ? file.value : content;
};

const locate =
  (files: Files) =>
  (problem: Problem): ContentProblem => {
    const [index = '', ...rest] = problem.path.split('/');
    const file = files[index as keyof Indices];
    const path = rest.join('/');
    return { ...problem, file: file.name, path, line: file.lineOf(path) };
  };

/** The risk indices in a folder, one file each. Throws a `ContentError` that carries every problem. */
export const loadIndices = async (folder: string, schemaFolder: string = shippedSources.schemaFolder): Promise<Indices> => {
  const check = await readSchemas(schemaFolder);
  const entries = await Promise.all(Object.entries(FILES).map(async ([index, name]) => [index, await readYaml(folder, name)] as const));
  const files = Object.fromEntries(entries) as Files;
  refuseProblems(
    folder,
    Object.values(files).flatMap((file) => faultsOf(check, file)),
  );
  const indices = Object.fromEntries(entries.map(([index, file]) => [index, withoutSchemaKey(file)])) as unknown as Indices;
  refuseProblems(folder, checkIndices(indices).map(locate(files)));
  return indices;
};
