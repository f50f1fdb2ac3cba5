import type { Question } from '../manual/manual.js';
import type { Evidence } from '../scoring/methodology.js';
import { DomainError } from '../shared/domain-error.js';
import type { IsoDate } from '../shared/instant.js';
import { bestDocument, type Document, sameStanding, type Standing } from './counted-answers.js';

/** The visit or third-party report behind `verified`: what it is, whose, of which day, and that its author gains nothing by what it says. */
export interface Report {
  readonly title: string;
  readonly author: string;
  readonly date: IsoDate;
  readonly noConflictOfInterest: boolean;
}

/** What a reviewer says of one answer; `evidence` null: it stands as it does. */
export interface Verdict {
  readonly evidence: Evidence | null;
  readonly report: Report | null;
  /** The day on which it was seen; null: the day of the report. */
  readonly seenOn: IsoDate | null;
  /** A second person has confirmed it. */
  readonly confirmed: boolean;
}

/** The answer under review, and how it stands so far. */
export interface ReviewedAnswer {
  readonly question: Question;
  readonly state: 'answered' | 'unknown';
  readonly claimedOn: IsoDate;
  readonly current: Standing | null;
  readonly documents: readonly Document[];
}

export type ReviewFault =
  | 'EVIDENCE_WITHOUT_ANSWER'
  | 'EVIDENCE_MISSING'
  | 'EVIDENCE_EXPIRED'
  | 'REPORT_MISSING'
  | 'REPORT_INCOMPLETE'
  | 'REPORT_IN_FUTURE'
  | 'REPORT_CONFLICT_OF_INTEREST';

/** How an answer counts after a review, and how it will once a second person has confirmed that; null: nobody else is needed. */
export interface Judgement {
  readonly counts: Standing;
  readonly awaiting: Standing | null;
}

/** Grave matters are not settled by one pair of eyes: what a report says of a question that can raise a red flag waits for a second person. */
export function judge(answer: ReviewedAnswer, verdict: Verdict, today: IsoDate): Judgement | ReviewFault {
  const standing = standingAtReview(answer, verdict, today);
  if (typeof standing === 'string') return standing;
  const isNews = answer.current === null || !sameStanding(standing, answer.current);
  if (standing.evidence !== 'verified' || verdict.confirmed || !isNews || answer.question.redFlags.length === 0) {
    return { counts: standing, awaiting: null };
  }
  return { counts: asBefore(answer), awaiting: standing };
}

/** How an answer stands by a review, or why the verdict cannot be taken: proof is never granted without something to show for it. */
export function standingAtReview(answer: ReviewedAnswer, { evidence, report, seenOn }: Verdict, today: IsoDate): Standing | ReviewFault {
  const { current } = answer;
  if (evidence === null) return asBefore(answer);
  if (evidence === 'declared') return current?.evidence === 'declared' ? current : claimOf(answer);
  if (answer.state !== 'answered') return 'EVIDENCE_WITHOUT_ANSWER';
  if (evidence === 'documented') return documented(answer, today);
  if (report === null) return current?.evidence === 'verified' ? current : 'REPORT_MISSING';
  return faultOf(report, today) ?? { evidence: 'verified', dated: seenOn ?? report.date, documentedUntil: null };
}

/** Who has judged an answer cannot confirm their own judgement. @throws DomainError SECOND_PERSON_NEEDED */
export function requireSecondReviewer(reviewedBy: string, confirmedBy: string): void {
  if (reviewedBy !== confirmedBy) return;
  throw new DomainError('SECOND_PERSON_NEEDED', 'forbidden', 'Another person than the one who reviewed the answer must confirm it.');
}

const claimOf = ({ claimedOn }: ReviewedAnswer): Standing => ({ evidence: 'declared', dated: claimedOn, documentedUntil: null });

const asBefore = (answer: ReviewedAnswer): Standing => answer.current ?? claimOf(answer);

function faultOf({ title, author, date, noConflictOfInterest }: Report, today: IsoDate): ReviewFault | null {
  if (title.trim() === '' || author.trim() === '' || date === '') return 'REPORT_INCOMPLETE';
  if (!noConflictOfInterest) return 'REPORT_CONFLICT_OF_INTEREST';
  return date > today ? 'REPORT_IN_FUTURE' : null;
}

function documented({ question, current, documents }: ReviewedAnswer, today: IsoDate): Standing | ReviewFault {
  const best = bestDocument(question, documents, today);
  if (best !== null) return best;
  const stillProved = current?.evidence === 'documented' && (current.documentedUntil === null || current.documentedUntil >= today);
  if (current !== null && stillProved) return current;
  return documents.length > 0 ? 'EVIDENCE_EXPIRED' : 'EVIDENCE_MISSING';
}
