import type { Severity } from '../../domain/manual/manual.js';
import type { ActionLibrary, LibraryAction, Verification } from '../../domain/remediation/library.js';
import { asList, asNumber, asNumberOrNull, asOneOf, asRecord, asSomeOf, asString, asText, type Plain } from './plain.js';

const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor'];
const VERIFICATIONS: readonly Verification[] = ['documents', 'visit', 'third_party', 'workers'];

const toAction = (raw: Plain): LibraryAction => ({
  id: asString(raw['id']),
  title: asText(raw['title']),
  severity: asOneOf(raw['severity'], SEVERITIES, 'critical'),
  containWithinHours: asNumberOrNull(raw['containWithinHours']),
  contain: asList(raw['contain']).map(asText),
  correct: asList(raw['correct']).map(asText),
  prevent: asList(raw['prevent']).map(asText),
  planDays: asNumber(raw['planDays'], 0),
  closeDays: asNumber(raw['closeDays'], 0),
  proof: asList(raw['proof']).map(asText),
  verification: asSomeOf(raw['verification'], VERIFICATIONS),
  repayable: raw['repayable'] === true,
});

/** Turns the plain values of `library.yaml` and its action files into an action library. */
export const toActionLibrary = (value: unknown, files: readonly unknown[]): ActionLibrary => {
  const raw = asRecord(value);
  return {
    id: asString(raw['id']),
    version: asString(raw['version']),
    source: asString(raw['source']),
    year: asNumber(raw['year'], 0),
    licence: asString(raw['licence']),
    baseLanguage: asString(raw['baseLanguage']),
    actions: files
      .flatMap((file) => asList(asRecord(file)['actions']))
      .map(asRecord)
      .map(toAction),
  };
};
