import type { Problem } from '../shared/domain-error.js';
import type { IsoDate } from '../shared/instant.js';

/** What an exit does to people, thought through before it is decided. */
export interface HarmAssessment {
  /** Whose work and living hang on it. */
  readonly affected: string;
  /** What was tried first. */
  readonly tried: string;
  /** What harm follows. */
  readonly harm: string;
  /** How it is kept small. */
  readonly mitigation: string;
  /** Which workers and unions were heard, and what they said. */
  readonly consulted: string;
  /** Whose assessment it is. */
  readonly assessedBy: string;
  readonly assessedOn: IsoDate;
}

const TEXTS = ['affected', 'tried', 'harm', 'mitigation', 'consulted', 'assessedBy'] as const;

/** Older than this it tells of another time. */
const MAX_AGE_DAYS = 183;

/** What is missing from a harm assessment; each field has its say, "nothing" is said in words. */
export function harmProblems(harm: HarmAssessment, today: IsoDate): readonly Problem[] {
  const blank = TEXTS.filter((field) => harm[field].trim() === '').map((field) => ({
    path: `harm.${field}`,
    code: 'HARM_ASSESSMENT_INCOMPLETE',
    message: 'Say it in words, also where it is nothing.',
  }));
  const age = (Date.parse(today) - Date.parse(harm.assessedOn)) / 86_400_000;
  if (age < 0)
    return [...blank, { path: 'harm.assessedOn', code: 'DATE_IN_FUTURE', message: 'Nothing can have been assessed in the future.' }];
  if (age > MAX_AGE_DAYS)
    return [...blank, { path: 'harm.assessedOn', code: 'HARM_ASSESSMENT_OLD', message: 'The assessment is older than half a year.' }];
  return blank;
}
