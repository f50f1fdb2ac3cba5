import type { Manual } from '../../domain/manual/manual.js';
import { checkSchemes } from '../../domain/third-party/check-schemes.js';
import type { Scheme, ThirdPartySchemes } from '../../domain/third-party/schemes.js';
import type { Evidence } from '../../domain/scoring/methodology.js';
import { shippedSources } from './content-folders.js';
import { refuseProblems } from './content-problem.js';
import { mergeProblems } from './merge-problems.js';
import { asList, asNumber, asNumberOrNull, asOneOf, asRecord, asString, asText, type Plain } from './plain.js';
import { readSchemas } from './schemas.js';
import { readYaml } from './yaml-file.js';

const LEVELS: readonly Evidence[] = ['declared', 'documented', 'verified'];
const FILE = 'schemes.yaml';

const toScheme = (raw: Plain): Scheme => ({
  id: asString(raw['id']),
  name: asString(raw['name']),
  covers: asText(raw['covers']),
  onSite: raw['onSite'] === true,
  source: asString(raw['source']),
  checkedOn: asString(raw['checkedOn']),
  outcomes: asList(raw['outcomes'])
    .map(asRecord)
    .map((outcome) => ({
      id: asString(outcome['id']),
      text: asText(outcome['text']),
      validMonths: asNumberOrNull(outcome['validMonths']),
      openFindings: typeof outcome['openFindings'] === 'boolean' ? outcome['openFindings'] : null,
    })),
  answers: asList(raw['answers'])
    .map(asRecord)
    .map((answer) => ({
      question: asString(answer['question']),
      meaning: asNumber(answer['meaning'], 1),
      evidence: asOneOf(answer['evidence'], LEVELS, 'declared'),
      values: asRecord(answer['values']),
    })),
});

const toSchemes = (value: unknown): ThirdPartySchemes => {
  const raw = asRecord(value);
  return {
    id: asString(raw['id']),
    version: asString(raw['version']),
    source: asString(raw['source']),
    year: asNumber(raw['year'], 0),
    licence: asString(raw['licence']),
    baseLanguage: asString(raw['baseLanguage']),
    manualFamily: asString(raw['manualFamily']),
    schemes: asList(raw['schemes']).map(asRecord).map(toScheme),
  };
};

/** The audit schemes in a folder, checked against the manual whose questions they answer. Throws a `ContentError` that carries every problem. */
export const loadThirdParty = async (
  folder: string,
  manual: Manual,
  schemaFolder: string = shippedSources.schemaFolder,
): Promise<ThirdPartySchemes> => {
  const [check, file] = await Promise.all([readSchemas(schemaFolder), readYaml(folder, FILE)]);
  refuseProblems(folder, file.problems);
  const schemes = toSchemes(file.value);
  const faults = checkSchemes(schemes, manual).map((problem) => ({ ...problem, file: FILE, line: file.lineOf(problem.path) }));
  refuseProblems(folder, mergeProblems(check('third-party-schemes.schema.json', file), faults));
  return schemes;
};
