import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { contentHash } from '../../domain/manual/content-hash.js';
import type { Chapter, Manual, Option, Question } from '../../domain/manual/manual.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { readManual } from '../content/load-manual.js';

const LINE_WIDTH = 140;

const isNothing = (value: unknown): boolean => value === null || value === false || (Array.isArray(value) && value.length === 0);

/** Without what is left out when there is none. */
const lean = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));

const leanOption = (option: Option): Record<string, unknown> => lean(option);

const leanQuestion = ({ meaning, ...question }: Question): Record<string, unknown> =>
  lean({ ...question, meaning: meaning === 1 ? null : meaning, options: question.options.map(leanOption) });

const leanChapter = ({ questions, ...chapter }: Chapter): Record<string, unknown> => ({
  ...chapter,
  questions: questions.map(leanQuestion),
});

/** A short and harmless name; the number in front keeps them apart. */
const fileOf = ({ id }: Chapter, i: number): string => `${i}-${id.replaceAll(/[^a-z0-9_]/g, '').slice(0, 60)}.yaml`;

const CONTRADICTIONS = 'contradictions.yaml';

const filesOf = ({ chapters, contradictions, languages, ...head }: Manual): ReadonlyMap<string, unknown> => {
  const main = {
    ...head,
    languages: languages.map(({ code, dir, reviewed, unreviewed }) => ({
      code,
      dir,
      ...(reviewed ? {} : { reviewed }),
      ...(unreviewed.length === 0 ? {} : { unreviewed }),
    })),
    chapters: chapters.map(fileOf),
    ...(contradictions.length === 0 ? {} : { contradictions: CONTRADICTIONS }),
  };
  return new Map<string, unknown>([
    ['manual.yaml', main],
    ...chapters.map((chapter, i) => [fileOf(chapter, i), leanChapter(chapter)] as const),
    ...(contradictions.length === 0 ? [] : [[CONTRADICTIONS, { contradictions }] as const]),
  ]);
};

const isThere = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Whether a folder holds this very manual already. */
const holds = async (folder: string, sha256: string): Promise<boolean> => {
  const { manual, problems } = await readManual(folder);
  return manual !== null && problems.length === 0 && contentHash(manual) === sha256;
};

/**
 * Writes a manual as a folder of YAML and reads it back, so that nothing is said to be written that would be read as something
 * else. A folder that is there is left alone. @throws DomainError FOLDER_EXISTS, FOLDER_UNREADABLE
 */
export const writeManualFolder = async (manual: Manual, folder: string): Promise<'written' | 'there already'> => {
  const sha256 = contentHash(manual);
  if (await isThere(folder)) {
    if (await holds(folder, sha256)) return 'there already';
    throw new DomainError('FOLDER_EXISTS', 'conflict', `${folder} exists and holds something else; name another one with --out.`);
  }
  await mkdir(folder, { recursive: true });
  for (const [name, value] of filesOf(manual))
    await writeFile(join(folder, name), stringify(value, { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false }), { flag: 'wx' });
  if (await holds(folder, sha256)) return 'written';
  await rm(folder, { recursive: true });
  throw new DomainError('FOLDER_UNREADABLE', 'invalid', 'The manual is too large, or holds a text that cannot be kept in files of YAML.');
};
