import type { IsoInstant } from '../shared/instant.js';
import type { AssessmentState } from './assessment-states.js';

/** What decides whether an answer may still be changed. */
export interface AnswerMark {
  readonly question: string;
  readonly updatedAt: IsoInstant;
}

export interface EditState {
  readonly state: AssessmentState;
  /** When an officer last returned it; null where nobody has. */
  readonly returnedAt: IsoInstant | null;
  /** Questions that the officer sent back. */
  readonly returned: readonly string[];
  readonly answers: readonly AnswerMark[];
}

/**
 * Whether a respondent may change the answer to a question. After a return only what was sent back, and what a changed gate has
 * newly brought up: questions that nobody had answered when it was returned.
 */
export function isEditable({ state, returnedAt, returned, answers }: EditState, question: string): boolean {
  if (state === 'sent' || state === 'in_progress') return true;
  if (state !== 'returned') return false;
  if (returned.includes(question)) return true;
  const answer = answers.find((mark) => mark.question === question);
  return answer === undefined || (returnedAt !== null && answer.updatedAt > returnedAt);
}
