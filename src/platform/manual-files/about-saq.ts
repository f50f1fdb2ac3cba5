import { basename, extname } from 'node:path';
import { nameOf } from '../../domain/manual/saq/ids.js';
import type { SaqOptions } from '../../domain/manual/saq/manual-of.js';

/** What may be said of a SAQ that its file does not say; what is left out is taken from the file's name and the day. */
export interface AboutSaq {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
  readonly version?: string | undefined;
  readonly language?: string | undefined;
  readonly year: number;
}

const LONGEST_ID = 40;

/** The title and id of a questionnaire that has no other name than its file's. */
export const aboutSaq = (fileName: string, { id, title, version, language, year }: AboutSaq): SaqOptions => {
  const name = basename(fileName, extname(fileName)).trim() || 'Questionnaire';
  return {
    id: id ?? nameOf(name, LONGEST_ID),
    title: title ?? name,
    year,
    ...(version === undefined ? {} : { version }),
    ...(language === undefined ? {} : { language }),
  };
};
