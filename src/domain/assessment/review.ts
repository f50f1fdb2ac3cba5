import type { Question } from '../manual/manual.js';
import type { Evidence } from '../scoring/methodology.js';
import type { IsoDate } from '../shared/instant.js';
import { bestDocument, type Document, type Standing } from './counted-answers.js';

/** What a reviewer says of one answer; `evidence` null: it stands as it does. */
export interface Verdict {
  readonly evidence: Evidence | null;
  /** The visit or third-party report behind `verified`. */
  readonly report: string | null;
  /** The day on which it was seen; null: today. */
  readonly seenOn: IsoDate | null;
}

/** The answer under review, and how it stands so far. */
export interface ReviewedAnswer {
  readonly question: Question;
  readonly state: 'answered' | 'unknown';
  readonly claimedOn: IsoDate;
  readonly current: Standing | null;
  readonly documents: readonly Document[];
}

export type ReviewFault = 'EVIDENCE_WITHOUT_ANSWER' | 'EVIDENCE_MISSING' | 'EVIDENCE_EXPIRED' | 'REPORT_MISSING';

/** How an answer stands after a review, or why the verdict cannot be taken: proof is never granted without something to show for it. */
export function standingAtReview(answer: ReviewedAnswer, { evidence, report, seenOn }: Verdict, today: IsoDate): Standing | ReviewFault {
  const { current } = answer;
  const claim: Standing = { evidence: 'declared', dated: answer.claimedOn, documentedUntil: null };
  if (evidence === null) return current ?? claim;
  if (evidence === 'declared') return current?.evidence === 'declared' ? current : claim;
  if (answer.state !== 'answered') return 'EVIDENCE_WITHOUT_ANSWER';
  if (evidence === 'documented') return documented(answer, today);
  if (report !== null && report.trim() !== '') return { evidence: 'verified', dated: seenOn ?? today, documentedUntil: null };
  return current?.evidence === 'verified' ? current : 'REPORT_MISSING';
}

function documented({ question, current, documents }: ReviewedAnswer, today: IsoDate): Standing | ReviewFault {
  const best = bestDocument(question, documents, today);
  if (best !== null) return best;
  const stillProved = current?.evidence === 'documented' && (current.documentedUntil === null || current.documentedUntil >= today);
  if (current !== null && stillProved) return current;
  return documents.length > 0 ? 'EVIDENCE_EXPIRED' : 'EVIDENCE_MISSING';
}
