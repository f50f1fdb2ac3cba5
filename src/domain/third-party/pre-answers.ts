import type { Question } from '../manual/manual.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Evidence } from '../scoring/methodology.js';
import { addMonths, type IsoDate } from '../shared/instant.js';
import type { Outcome, Scheme, SchemeFinding, SchemeResult, ThirdPartySchemes } from './schemes.js';

/** An answer that a result gives in advance, for the supplier to confirm or change. */
export interface PreAnswer {
  readonly question: string;
  readonly value: unknown;
  readonly resultId: string;
  readonly auditedOn: IsoDate;
  readonly validUntil: IsoDate;
  /** How far an officer may take it as proved, at most. */
  readonly evidence: Evidence;
}

/** The questions that may be answered. */
export interface Asked {
  readonly family: string;
  readonly questions: ReadonlyMap<string, Question>;
}

/** The last day on which a result counts: what is said of it, and never longer than its scheme allows; null: it counts for nothing. */
export function validUntil(outcome: Outcome, auditedOn: IsoDate, said: IsoDate | null): IsoDate | null {
  if (outcome.validMonths === null) return null;
  const longest = addMonths(auditedOn, outcome.validMonths);
  return said !== null && said < longest ? said : longest;
}

/** What is wrong with the findings of a result, against what its outcome says of them. */
export function findingsFault(outcome: Outcome, findings: readonly SchemeFinding[]): 'FINDINGS_MISSING' | 'FINDINGS_OPEN' | null {
  const open = findings.some(({ closed }) => !closed);
  if (outcome.openFindings === true && !open) return 'FINDINGS_MISSING';
  return outcome.openFindings === false && open ? 'FINDINGS_OPEN' : null;
}

/**
 * Whether an open finding keeps results from answering a question. One that names the question does; a grave one that names none could be about
 * any, and keeps them from answering all.
 */
const isBlocked = (question: string, results: readonly SchemeResult[]): boolean =>
  results.some(({ findings }) =>
    findings.some(({ closed, question: about, severity }) => !closed && (about === null ? severity !== 'minor' : about === question)),
  );

/**
 * What several results of one site answer in advance on a day. Where two answer the same question, the later audit does. An open finding of any
 * of them, valid still or not, outweighs what the others say.
 */
export function preAnswers(
  content: ThirdPartySchemes,
  results: readonly SchemeResult[],
  { family, questions }: Asked,
  today: IsoDate,
): readonly PreAnswer[] {
  if (family !== content.manualFamily) return [];
  const schemes = new Map(content.schemes.map((scheme) => [scheme.id, scheme]));
  const latest = new Map<string, PreAnswer>();
  for (const result of results) {
    if (result.auditedOn > today || result.validUntil < today) continue;
    for (const answer of answersOf(schemes.get(result.scheme), result, questions)) {
      const before = latest.get(answer.question);
      if (before === undefined || isLater(answer, before)) latest.set(answer.question, answer);
    }
  }
  return [...latest.values()].filter(({ question }) => !isBlocked(question, results));
}

function answersOf(scheme: Scheme | undefined, result: SchemeResult, questions: ReadonlyMap<string, Question>): readonly PreAnswer[] {
  if (scheme?.outcomes.find(({ id }) => id === result.outcome)?.validMonths === null) return [];
  return (scheme?.answers ?? []).flatMap(({ question: id, meaning, evidence, values }): PreAnswer[] => {
    const question = questions.get(id);
    const value = Object.hasOwn(values, result.outcome) ? values[result.outcome] : undefined;
    if (question === undefined || question.meaning !== meaning || value === undefined) return [];
    if (checkAnswer(question, { state: 'answered', value }).length > 0) return [];
    return [{ question: id, value, resultId: result.id, auditedOn: result.auditedOn, validUntil: result.validUntil, evidence }];
  });
}

/** Of two audits on one day the one entered last, so that the order of reading decides nothing. */
const isLater = (left: PreAnswer, right: PreAnswer): boolean =>
  left.auditedOn === right.auditedOn ? left.resultId > right.resultId : left.auditedOn > right.auditedOn;
