import { DomainError, type Problem } from '../shared/domain-error.js';

/** What a submission stands on. `rootCauseStored`: one was written down earlier. */
export interface Submission {
  readonly rootCause: string | null;
  readonly rootCauseStored: boolean;
  readonly proof: string;
}

const missing = (path: string, code: string, message: string): Problem => ({ path, code, message });

/** Without its cause a fault comes back, and without proof there is nothing to verify. Throws `SUBMISSION_INCOMPLETE`. */
export const requireSubmission = ({ rootCause, rootCauseStored, proof }: Submission): void => {
  const problems = [
    ...(rootCauseStored || (rootCause !== null && rootCause.trim() !== '')
      ? []
      : [missing('rootCause', 'ROOT_CAUSE_MISSING', 'say why it came to this')]),
    ...(proof.trim() !== '' ? [] : [missing('proof', 'PROOF_MISSING', 'say what proves that it is done')]),
  ];
  if (problems.length > 0) throw new DomainError('SUBMISSION_INCOMPLETE', 'invalid', 'The action cannot be submitted like this.', problems);
};
