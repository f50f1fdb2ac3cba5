import { type AnswerOrigin, isRenewedBySubmitting } from './answer-origin.js';
import type { EvidenceRule, Question } from '../manual/manual.js';
import type { Evidence } from '../scoring/methodology.js';
import { addMonths, type IsoDate } from '../shared/instant.js';

/** How an answer counts: on what proof, of which day, and until when a document proves it. */
export interface Standing {
  readonly evidence: Evidence;
  /** The day of the document or visit; without one, of the claim. */
  readonly dated: IsoDate;
  /** null: no end, or no document. */
  readonly documentedUntil: IsoDate | null;
}

/** An answer that counts for a site: what was said, and how it stands. */
export interface CountedClaim extends Standing {
  readonly state: 'answered' | 'unknown';
  /** null for free text and for "we do not know". */
  readonly value: unknown;
}

/** An answer of the round that is being submitted. */
export interface SubmittedAnswer {
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  /** Untouched ones hold by being submitted; `third_party`: what an auditor saw on the day of the audit, and no later. */
  readonly origin: AnswerOrigin;
  readonly answeredOn: IsoDate;
  /** Free text is sealed, so its value cannot be compared: only a text carried over from last time is unchanged. */
  readonly isText: boolean;
  /** Entered by an officer for a contact: a claim and no more, whatever proved it before. */
  readonly onBehalf: boolean;
}

/** The same JSON value whatever the order of its keys; lists of options are sets, so their order is no change either. */
export const sameValue = (left: unknown, right: unknown): boolean => canonical(left) === canonical(right);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${fields.sort().join()}}`;
}

/**
 * How an answer stands when its round is submitted. "Unchanged since last time" renews the claim, never a document: what a document
 * or a visit proved stays proved at that document's day, until it lapses or the answer is older than `maxAgeMonths`.
 */
export function standingAtSubmission(
  answer: SubmittedAnswer,
  previous: CountedClaim | null,
  today: IsoDate,
  maxAgeMonths: number,
): Standing {
  const claim: Standing = {
    evidence: 'declared',
    dated: isRenewedBySubmitting(answer.origin) ? today : answer.answeredOn,
    documentedUntil: null,
  };
  if (answer.onBehalf || answer.origin === 'copied') return claim;
  if (previous === null || previous.evidence === 'declared' || !isUnchanged(answer, previous)) return claim;
  const lapsed = previous.documentedUntil !== null && previous.documentedUntil < today;
  if (lapsed || addMonths(previous.dated, maxAgeMonths) < today) return claim;
  return { evidence: previous.evidence, dated: previous.dated, documentedUntil: previous.documentedUntil };
}

function isUnchanged(answer: SubmittedAnswer, previous: CountedClaim): boolean {
  if (answer.state !== 'answered' || previous.state !== 'answered') return false;
  return answer.isText ? answer.origin === 'prefilled' || answer.origin === 'confirmed' : sameValue(answer.value, previous.value);
}

/** A file that a respondent put beside an answer. */
export interface Document {
  /** Id of the evidence rule it answers to; null: the respondent named none. */
  readonly rule: string | null;
  readonly issuedOn: IsoDate | null;
  readonly validUntil: IsoDate | null;
  readonly uploadedOn: IsoDate;
}

/** How long a document proves its answer: as long as it says, else the age its rule allows; where no rule is named, the shortest of the question's. */
export function standingOfDocument(question: Question, document: Document): Standing {
  const dated = document.issuedOn ?? document.uploadedOn;
  const age = maxAgeOf(question.evidence, document.rule);
  return { evidence: 'documented', dated, documentedUntil: document.validUntil ?? (age === null ? null : addMonths(dated, age)) };
}

function maxAgeOf(rules: readonly EvidenceRule[], named: string | null): number | null {
  const rule = rules.find(({ id }) => id === named);
  if (rule) return rule.maxAgeMonths;
  const ages = rules.flatMap(({ maxAgeMonths }) => (maxAgeMonths === null ? [] : [maxAgeMonths]));
  return ages.length === 0 ? null : Math.min(...ages);
}

/** The document among several that proves an answer longest; null where none is valid on that day. */
export function bestDocument(question: Question, documents: readonly Document[], today: IsoDate): Standing | null {
  const valid = documents
    .map((document) => standingOfDocument(question, document))
    .filter(({ documentedUntil }) => documentedUntil === null || documentedUntil >= today);
  const [best] = valid.sort((a, b) => longest(b).localeCompare(longest(a)));
  return best ?? null;
}

const longest = ({ documentedUntil, dated }: Standing): string => `${documentedUntil ?? '9999-12-31'}/${dated}`;

export const sameStanding = (left: Standing, right: Standing): boolean =>
  left.evidence === right.evidence && left.dated === right.dated && left.documentedUntil === right.documentedUntil;
