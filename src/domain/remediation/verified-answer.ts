import type { NewFinding } from '../findings/new-finding.js';
import { ruleBehind } from '../findings/seen-rules.js';
import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Question } from '../manual/manual.js';
import type { Answer, Answers, SiteFacts } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import { conditionHolds } from '../questionnaire/visibility.js';
import { DomainError } from '../shared/domain-error.js';

/** What a finding says of a question, and what else is known of its site on that day. */
export interface VerifiedFinding {
  readonly kind: NewFinding['kind'];
  readonly ruleId: string;
  readonly question: Question;
  /** Questions that count for the site, this one among them. */
  readonly asked: readonly Question[];
  /** Answers that count for the site, the verified one not yet among them. */
  readonly answers: Answers;
  readonly site: SiteFacts;
}

/**
 * Whether the answer found on verification shows the fault that the finding tells of. A red flag must be decided and false: closing a
 * graver flag may leave a milder one, which then becomes a finding of its own. A failed control must pass and raise no flag.
 */
export const stillFails = ({ kind, ruleId, question, asked, answers, site }: VerifiedFinding, answer: Answer): boolean => {
  const known: Answers = { ...answers, [question.id]: answer };
  const truths = question.redFlags.map((flag) => ({ id: flag.id, truth: conditionHolds(flag.when, asked, known, site) }));
  if (kind === 'failed_control') return failsControl(question, answer) || truths.some(({ truth }) => truth === 'true');
  const own = truths.filter(({ id }) => kind === 'red_flag' && id === ruleBehind(ruleId));
  return (own.length > 0 ? own : truths).some(({ truth }) => truth !== 'false');
};

const failsControl = (question: Question, answer: Answer): boolean =>
  question.counts === 'control' && question.failed !== null && scoreOfAnswer(question, answer.value) < question.failed.below;

/** Only an answer that is valid and no longer shows the fault closes a finding. Throws `VERIFIED_ANSWER_INVALID`, `VERIFIED_ANSWER_STILL_FAILS`. */
export const requirePassingAnswer = (finding: VerifiedFinding, answer: Answer): void => {
  const problems = checkAnswer(finding.question, answer);
  if (problems.length > 0) {
    throw new DomainError(
      'VERIFIED_ANSWER_INVALID',
      'invalid',
      'The verified answer does not fit its question.',
      problems.map((problem) => ({
        ...problem,
        path: `answer.value${problem.path.slice(finding.question.id.length).replaceAll('/', '.')}`,
      })),
    );
  }
  if (answer.state === 'answered' && !stillFails(finding, answer)) return;
  throw new DomainError('VERIFIED_ANSWER_STILL_FAILS', 'invalid', 'With this answer the fault is still there; reject the action instead.', [
    { path: 'answer.value', code: 'VERIFIED_ANSWER_STILL_FAILS', message: 'shows the same fault' },
  ]);
};
