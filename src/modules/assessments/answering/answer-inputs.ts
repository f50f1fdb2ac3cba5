import type { Answer } from '../../../domain/questionnaire/answer.js';
import { checkAnswer } from '../../../domain/questionnaire/check-answer.js';
import { DomainError, type Problem } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import type { AnswerInput } from '../answers.dto.js';
import { notInPart, withinPart } from '../delegation/part.js';
import { editableIn, type OpenedRound } from '../opened-round.js';

/** What an input says. */
export const answerIn = ({ state, value }: AnswerInput): Answer => ({ state, value: value ?? null });

/** What stands beside it; blanks are no comment. */
export const commentIn = ({ comment }: AnswerInput): string | null =>
  comment === undefined || comment === null || comment.trim() === '' ? null : comment;

/** Refuses answers that do not fit their questions, or that are not for this actor to give. @throws DomainError ANSWERS_INVALID */
export function refuseInvalid(
  actor: PersonActor | RespondentActor,
  round: OpenedRound,
  inputs: readonly AnswerInput[],
  files: ReadonlySet<string>,
): void {
  const seen = new Set<string>();
  const problems = inputs.flatMap((input, i): Problem[] => {
    const path = `answers.${i}`;
    if (!withinPart(actor, round, input.question)) return [notInPart(`${path}.question`)];
    const question = round.questions.get(input.question);
    if (question === undefined)
      return [{ path: `${path}.question`, code: 'QUESTION_UNKNOWN', message: 'This assessment does not ask such a question.' }];
    if (seen.has(input.question))
      return [{ path: `${path}.question`, code: 'QUESTION_REPEATED', message: 'The question is answered twice in one request.' }];
    seen.add(input.question);
    const faults = checkAnswer(question, answerIn(input)).map((fault) => ({
      ...fault,
      path: `${path}.value${fault.path.slice(question.id.length).replaceAll('/', '.')}`,
    }));
    if (faults.length > 0 || question.type !== 'file' || !Array.isArray(input.value)) return faults;
    const unknown = (input.value as string[]).filter((id) => !files.has(id));
    return unknown.map(() => ({
      path: `${path}.value`,
      code: 'EVIDENCE_UNKNOWN',
      message: 'There is no such file beside this assessment.',
    }));
  });
  if (problems.length > 0)
    throw new DomainError('ANSWERS_INVALID', 'invalid', 'Some answers cannot be taken as they are; none was saved.', problems);
}

/** Refuses what was submitted and not returned. @throws DomainError ASSESSMENT_READ_ONLY */
export function refuseReadOnly(round: OpenedRound, inputs: readonly { readonly question: string }[]): void {
  const problems = inputs.flatMap(({ question }, i) =>
    editableIn(round, question)
      ? []
      : [{ path: `answers.${i}`, code: 'ASSESSMENT_READ_ONLY', message: `The answer to ${question} cannot be changed any more.` }],
  );
  if (problems.length > 0) throw readOnly(problems);
}

export const readOnly = (problems: readonly Problem[] = []): DomainError =>
  new DomainError('ASSESSMENT_READ_ONLY', 'conflict', 'What was submitted cannot be changed, unless it is returned.', problems);
