import type {
  Chapter,
  Contradiction,
  Counts,
  Depth,
  EvidenceRule,
  FailedControl,
  Language,
  Manual,
  Method,
  Option,
  Question,
  QuestionType,
  RedFlag,
  Respondent,
  Severity,
} from '../../domain/manual/manual.js';
import {
  asList,
  asNumber,
  asNumberOrNull,
  asNumbers,
  asOneOf,
  asRecord,
  asSomeOf,
  asString,
  asStrings,
  asText,
  asTextOrNull,
  type Plain,
} from './plain.js';

const TYPES: readonly QuestionType[] = ['yes_no', 'single', 'multiple', 'number', 'percent', 'date', 'text', 'file'];
const COUNTS: readonly Counts[] = ['exposure', 'control', 'practice', 'fact'];
const RESPONDENTS: readonly Respondent[] = ['supplier', 'buyer', 'worker', 'assessor'];
const DEPTHS: readonly Depth[] = ['core', 'extended', 'full'];
const METHODS: readonly Method[] = ['management', 'workplace'];
const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor'];

const FAILED_BELOW = 0.5;

const toOption = (raw: Plain): Option => ({
  id: asString(raw['id']),
  text: asText(raw['text']),
  value: asNumberOrNull(raw['value']),
  exclusive: raw['exclusive'] === true,
});

const toEvidence = (raw: Plain): EvidenceRule => ({
  id: asString(raw['id']),
  text: asText(raw['text']),
  maxAgeMonths: asNumberOrNull(raw['maxAgeMonths']),
});

const toRedFlag = (raw: Plain): RedFlag => ({
  id: asString(raw['id']),
  when: asString(raw['when']),
  severity: asOneOf(raw['severity'], SEVERITIES, 'critical'),
  zeroTolerance: raw['zeroTolerance'] === true,
  action: asString(raw['action']),
  text: asText(raw['text']),
});

const toFailed = (raw: unknown): FailedControl | null => {
  if (raw === undefined || raw === null) return null;
  const failed = asRecord(raw);
  return {
    severity: asOneOf(failed['severity'], SEVERITIES, 'critical'),
    action: asString(failed['action']),
    text: asText(failed['text']),
    below: asNumber(failed['below'], FAILED_BELOW),
  };
};

const toQuestion = (raw: Plain): Question => ({
  id: asString(raw['id']),
  meaning: asNumber(raw['meaning'], 1),
  text: asText(raw['text']),
  help: asTextOrNull(raw['help']),
  why: asText(raw['why']),
  askedOf: asSomeOf(raw['askedOf'], RESPONDENTS),
  workerText: asTextOrNull(raw['workerText']),
  type: asOneOf(raw['type'], TYPES, asList(raw['options']).length > 0 ? 'single' : 'text'),
  counts: asOneOf(raw['counts'], COUNTS, 'fact'),
  weight: asNumber(raw['weight'], 0),
  method: asOneOf(raw['method'], METHODS, 'management'),
  depth: asOneOf(raw['depth'], DEPTHS, 'core'),
  visible: typeof raw['visible'] === 'string' ? raw['visible'] : null,
  options: asList(raw['options']).map(asRecord).map(toOption),
  steps: asList(raw['steps'])
    .map(asRecord)
    .map((step) => ({ from: asNumber(step['from'], 0), value: asNumber(step['value'], 0) })),
  parts: asList(raw['parts'])
    .map(asRecord)
    .map((part) => ({ id: asString(part['id']), text: asText(part['text']) })),
  answeredValue: asNumberOrNull(raw['answeredValue']),
  evidence: asList(raw['evidence']).map(asRecord).map(toEvidence),
  redFlags: asList(raw['redFlags']).map(asRecord).map(toRedFlag),
  failed: toFailed(raw['failed']),
  ilo: asNumbers(raw['ilo']),
  oecd: asNumberOrNull(raw['oecd']),
  laws: asStrings(raw['laws']),
  topics: asStrings(raw['topics']),
});

const toChapter = (raw: Plain): Chapter => ({
  id: asString(raw['id']),
  number: asNumber(raw['number'], 0),
  title: asText(raw['title']),
  intro: asText(raw['intro']),
  questions: asList(raw['questions']).map(asRecord).map(toQuestion),
});

const toLanguage = (raw: Plain): Language => ({
  code: asString(raw['code']),
  dir: asOneOf(raw['dir'], ['ltr', 'rtl'] as const, 'ltr'),
  reviewed: raw['reviewed'] !== false,
  unreviewed: asStrings(raw['unreviewed']),
});

const toContradiction = (raw: Plain): Contradiction => ({ id: asString(raw['id']), when: asString(raw['when']), text: asText(raw['text']) });

/**
 * Turns plain values into a manual, with the format's defaults filled in: those of `manual.yaml` and its chapter files, or a body that was
 * stored before the format had all its fields.
 */
export const toManual = (value: unknown, chapters: readonly unknown[] = asList(asRecord(value)['chapters'])): Manual => {
  const raw = asRecord(value);
  return {
    id: asString(raw['id']),
    family: asString(raw['family'] ?? raw['id']),
    version: asString(raw['version']),
    title: asText(raw['title']),
    source: asString(raw['source']),
    edition: asString(raw['edition']),
    year: asNumber(raw['year'], 0),
    licence: asString(raw['licence']),
    baseLanguage: asString(raw['baseLanguage']),
    languages: asList(raw['languages']).map(asRecord).map(toLanguage),
    chapters: chapters.map(asRecord).map(toChapter),
    contradictions: asList(raw['contradictions']).map(asRecord).map(toContradiction),
  };
};
