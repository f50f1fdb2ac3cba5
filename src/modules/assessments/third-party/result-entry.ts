import { DomainError, type Problem } from '../../../domain/shared/domain-error.js';
import { addMonths, type IsoDate } from '../../../domain/shared/instant.js';
import { findingsFault, validUntil } from '../../../domain/third-party/pre-answers.js';
import type { SchemeFinding, ThirdPartySchemes } from '../../../domain/third-party/schemes.js';
import { dateRefused, realDay } from '../real-day.js';
import type { NewResultDto } from './third-party.dto.js';

/** A result that can be taken as it is. */
export interface CheckedEntry {
  readonly auditedOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly findings: readonly SchemeFinding[];
}

const DEFAULT_MONTHS = 12;

const MESSAGES = {
  FINDINGS_MISSING: 'This outcome means that findings are open: name them.',
  FINDINGS_OPEN: 'This outcome means that no finding is open, but one is named.',
} as const;

/** @throws DomainError SCHEME_UNKNOWN, OUTCOME_UNKNOWN, QUESTION_UNKNOWN, RESULT_INCONSISTENT, DATE_INVALID, DATE_IN_FUTURE, DATES_REVERSED */
export function checkEntry(content: ThirdPartySchemes, questions: ReadonlySet<string>, entry: NewResultDto, today: IsoDate): CheckedEntry {
  const scheme = content.schemes.find(({ id }) => id === entry.scheme);
  if (scheme === undefined) throw refused('SCHEME_UNKNOWN', 'scheme', 'There is no such scheme.');
  const outcome = scheme.outcomes.find(({ id }) => id === entry.outcome);
  if (outcome === undefined) throw refused('OUTCOME_UNKNOWN', 'outcome', 'The scheme has no such outcome.');
  const auditedOn = realDay(entry.auditedOn, 'auditedOn');
  if (auditedOn > today) throw dateRefused('DATE_IN_FUTURE', 'auditedOn', 'The audit lies in the future.');
  const said = entry.validUntil === undefined ? null : realDay(entry.validUntil, 'validUntil');
  if (said !== null && said < auditedOn) throw dateRefused('DATES_REVERSED', 'validUntil', 'The result ends before the audit.');
  const findings = entry.findings.map(({ question, severity, closed }) => ({ question: question ?? null, severity, closed }));
  const unknown = findings.flatMap(({ question }, i): Problem[] =>
    question === null || questions.has(question) || scheme.answers.some((answer) => answer.question === question)
      ? []
      : [{ path: `findings.${i}.question`, code: 'QUESTION_UNKNOWN', message: 'There is no such question.' }],
  );
  if (unknown.length > 0) throw new DomainError('QUESTION_UNKNOWN', 'invalid', 'Some findings name questions that there are not.', unknown);
  const fault = findingsFault(outcome, findings);
  if (fault !== null)
    throw new DomainError('RESULT_INCONSISTENT', 'invalid', MESSAGES[fault], [{ path: 'findings', code: fault, message: MESSAGES[fault] }]);
  return { auditedOn, findings, validUntil: validUntil(outcome, auditedOn, said) ?? said ?? addMonths(auditedOn, DEFAULT_MONTHS) };
}

const refused = (code: string, path: string, message: string): DomainError =>
  new DomainError(code, 'invalid', message, [{ path, code, message }]);
