import { isRenewedBySubmitting } from '../../domain/assessment/answer-origin.js';
import { type Document, sameStanding, type Standing } from '../../domain/assessment/counted-answers.js';
import { judge, type Judgement, type ReviewFault, type Verdict } from '../../domain/assessment/review.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { AnswerRow } from './answers.queries.js';
import type { Counted } from './counted.queries.js';
import type { EvidenceRow } from './evidence/evidence.queries.js';
import { type OpenedRound, visibleIn } from './opened-round.js';
import type { ReviewInput } from './review.dto.js';

/** What a reviewer has before them. */
export interface ReviewDesk {
  readonly round: OpenedRound;
  readonly files: readonly EvidenceRow[];
  readonly counted: Counted;
  readonly today: IsoDate;
}

/** A verdict on one answer, and where in the request it stands. */
export interface PlacedVerdict extends Verdict {
  readonly question: string;
  readonly path: string;
}

const MESSAGES: Readonly<Record<ReviewFault, string>> = {
  EVIDENCE_WITHOUT_ANSWER: 'There is no answer that could be proved.',
  EVIDENCE_MISSING: 'No file lies beside this answer.',
  EVIDENCE_EXPIRED: 'The file beside this answer proves nothing any more.',
  REPORT_MISSING: 'Name the visit or report in which it was seen.',
  REPORT_INCOMPLETE: 'A report has a title or reference, an author and a day.',
  REPORT_IN_FUTURE: 'A report cannot be of the future.',
  REPORT_CONFLICT_OF_INTEREST: 'A report proves nothing unless its author neither works for the site nor gains by what it says.',
};

export const verdictOf = (input: ReviewInput, i: number): PlacedVerdict => ({
  question: input.question,
  path: `questions.${i}`,
  evidence: input.evidence ?? null,
  report: input.report ?? null,
  seenOn: input.seenOn ?? null,
  confirmed: false,
});

/** How each judged answer counts then, and what awaits a second person, by question id. @throws DomainError REVIEW_INVALID naming every verdict that cannot be taken */
export function judgeAnswers(desk: ReviewDesk, verdicts: readonly PlacedVerdict[]): ReadonlyMap<string, Judgement> {
  const { round, counted, today } = desk;
  const rows = new Map(round.rows.map((row) => [row.question_id, row]));
  const visible = new Set(visibleIn(round).map(({ id }) => id));
  const problems: Problem[] = [];
  const judgements = new Map<string, Judgement>();
  for (const verdict of verdicts) {
    const question = round.questions.get(verdict.question);
    const row = rows.get(verdict.question);
    if (question === undefined || row === undefined || !visible.has(verdict.question)) {
      problems.push({
        path: `${verdict.path}.question`,
        code: 'QUESTION_UNKNOWN',
        message: 'This assessment holds no answer to such a question.',
      });
      continue;
    }
    if (row.on_behalf_of !== null && verdict.evidence !== null && verdict.evidence !== 'declared') {
      problems.push({
        path: `${verdict.path}.evidence`,
        code: 'ANSWER_ON_BEHALF',
        message: 'An officer entered this answer on behalf of a contact; it counts as declared until the supplier gives it itself.',
      });
      continue;
    }
    const answer = {
      question,
      state: row.state,
      claimedOn: claimedOn(round, row),
      current: counted.get(question.id) ?? null,
      documents: documentsOf(desk, question.id),
    };
    const judgement = judge(answer, verdict, today);
    if (typeof judgement === 'string') problems.push({ path: `${verdict.path}.evidence`, code: judgement, message: MESSAGES[judgement] });
    else judgements.set(question.id, judgement);
  }
  if (problems.length > 0) throw reviewInvalid(problems);
  return judgements;
}

/** How those stand that differ from what counts already. */
export const changedOnly = (judgements: ReadonlyMap<string, Judgement>, counted: Counted): ReadonlyMap<string, Standing> =>
  new Map(
    [...judgements].flatMap(([question, { counts }]) => {
      const current = counted.get(question);
      return current === undefined || !sameStanding(current, counts) ? [[question, counts] as const] : [];
    }),
  );

export const reviewInvalid = (problems: readonly Problem[]): DomainError =>
  new DomainError('REVIEW_INVALID', 'invalid', 'Some of the review cannot be taken as it is; nothing was changed.', problems);

/** An answer that was carried over untouched was claimed when it was submitted. */
const claimedOn = ({ assessment }: OpenedRound, row: AnswerRow): IsoDate =>
  isRenewedBySubmitting(row.origin) && assessment.submitted_at !== null
    ? assessment.submitted_at.toISOString().slice(0, 10)
    : row.answered_on;

const documentsOf = ({ files }: ReviewDesk, question: string): readonly Document[] =>
  files
    .filter((file) => file.question_id === question)
    .map((file) => ({
      rule: file.rule_id,
      issuedOn: file.issued_on,
      validUntil: file.valid_until,
      uploadedOn: file.uploaded_at.toISOString().slice(0, 10),
    }));
