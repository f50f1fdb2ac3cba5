import { harmProblems } from '../../domain/relationships/harm-assessment.js';
import { type TermFault, termFault } from '../../domain/relationships/relationship-states.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { DecideRelationshipDto } from './relationship-states.dto.js';

const TERMS: Readonly<Record<TermFault, string>> = {
  EXPIRY_PAST: 'The last day is over already.',
  EXPIRY_MISSING: 'Conditions and holds have a last day, or a reason for having none.',
};

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

/** @throws DomainError RELATIONSHIP_DECISION_INVALID naming everything that is wrong with a decision */
export function refuseDecision(body: DecideRelationshipDto, today: IsoDate): void {
  const problems: Problem[] = [];
  const { state, harm } = body;
  const days = [
    ['expiresOn', body.expiresOn ?? null],
    ['harm.assessedOn', harm?.assessedOn ?? null],
  ] as const;
  for (const [path, day] of days) {
    if (day !== null && !isDay(day)) problems.push({ path, code: 'DATE_INVALID', message: 'This day does not exist.' });
  }
  if (problems.length === 0) {
    const fault = termFault({ state, expiresOn: body.expiresOn ?? null, noExpiryReason: body.noExpiryReason ?? null }, today);
    if (fault !== null) problems.push({ path: 'expiresOn', code: fault, message: TERMS[fault] });
    problems.push(...harmFaults(body, today));
  }
  if (problems.length === 0) return;
  throw new DomainError('RELATIONSHIP_DECISION_INVALID', 'invalid', 'The decision cannot be taken as it is.', problems);
}

function harmFaults({ state, harm, expiresOn }: DecideRelationshipDto, today: IsoDate): readonly Problem[] {
  if (state !== 'responsible_exit')
    return harm === undefined ? [] : [{ path: 'harm', code: 'HARM_ASSESSMENT_UNASKED', message: 'Only an exit has a harm assessment.' }];
  if (harm === undefined)
    return [{ path: 'harm', code: 'HARM_ASSESSMENT_MISSING', message: 'An exit needs a record of the harm that it does.' }];
  const ends = (expiresOn ?? null) === null ? [] : [{ path: 'expiresOn', code: 'EXPIRY_UNASKED', message: 'An exit does not expire.' }];
  return [...harmProblems(harm, today), ...ends];
}
