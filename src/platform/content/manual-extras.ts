import type { Manual } from '../../domain/manual/manual.js';
import { textsOf } from '../../domain/manual/texts.js';
import { translate, type Translation } from '../../domain/manual/translate.js';
import type { ContentProblem } from './content-problem.js';
import { isSafeName } from './content-folders.js';
import { asList, asOneOf, asRecord, asString, asStrings } from './plain.js';
import type { SchemaCheck, SchemaProblem } from './schemas.js';
import { readYaml, type YamlFile } from './yaml-file.js';

/** Files beside a manual's own: further languages, and answers that contradict each other. */
export interface ManualExtras {
  readonly translations: readonly YamlFile[];
  readonly contradictions: YamlFile | null;
  readonly unreadable: readonly ContentProblem[];
  readonly schemaProblems: readonly SchemaProblem[];
}

/** Reads the files that `manual.yaml` names beside its chapters. */
export async function readExtras(check: SchemaCheck, folder: string, main: unknown): Promise<ManualExtras> {
  const head = asRecord(main);
  const codes = asStrings(head['translations']).filter((code) => /^[A-Za-z0-9-]+$/.test(code));
  const translations = await Promise.all(codes.map((code) => readYaml(folder, `translations/${code}.yaml`)));
  const named = head['contradictions'];
  const contradictions = typeof named === 'string' && isSafeName(named) ? await readYaml(folder, named) : null;
  const files = [...translations, ...(contradictions === null ? [] : [contradictions])];
  return {
    translations,
    contradictions,
    unreadable: files.flatMap(({ problems }) => problems),
    schemaProblems: files
      .filter(({ problems }) => problems.length === 0)
      .flatMap((file) => check(file === contradictions ? 'manual-contradictions.schema.json' : 'manual-translation.schema.json', file)),
  };
}

export const contradictionsIn = ({ contradictions }: ManualExtras): readonly unknown[] =>
  asList(asRecord(contradictions?.value)['contradictions']);

/** The manual with its further languages, and what is wrong with them. */
export function withTranslations(
  manual: Manual,
  { translations }: ManualExtras,
): { readonly manual: Manual; readonly problems: readonly ContentProblem[] } {
  const places = new Set(textsOf(manual).map(({ place }) => place));
  const problems = translations.flatMap((file) => problemsOf(manual, places, file));
  return { manual: translations.map(toTranslation).reduce(translate, manual), problems };
}

function problemsOf(manual: Manual, places: ReadonlySet<string>, file: YamlFile): ContentProblem[] {
  const head = asRecord(file.value);
  const problem = (path: string, code: string, message: string): ContentProblem => ({
    file: file.name,
    path,
    line: file.lineOf(path),
    code,
    message,
  });
  const unknown = Object.keys(asRecord(head['texts'])).filter((place) => !places.has(place));
  return [
    ...(head['manual'] === manual.id ? [] : [problem('manual', 'TRANSLATION_MANUAL', `The translation is not one of "${manual.id}".`)]),
    ...(file.name === `translations/${asString(head['language'])}.yaml`
      ? []
      : [problem('language', 'TRANSLATION_LANGUAGE', 'The file is not named after its language.')]),
    ...unknown.map((place) => problem(`texts/${place}`, 'TRANSLATION_PLACE', `The manual has no text "${place}".`)),
  ];
}

function toTranslation(file: YamlFile): Translation {
  const head = asRecord(file.value);
  const reviewed = head['reviewed'] === true;
  return {
    language: asString(head['language']),
    dir: asOneOf(head['dir'], ['ltr', 'rtl'] as const, 'ltr'),
    texts: new Map(Object.entries(asRecord(head['texts'])).map(([place, text]) => [place, { text: asString(text), reviewed }])),
  };
}
