/** How a refusal is answered over HTTP; only the problem filter knows the status codes. */
export type RefusalKind =
  'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'gone' | 'too_large' | 'unsupported' | 'too_many';

/** One fault of the input, with the place where it stands. */
export interface Problem {
  /** JSON pointer or dotted path of the field; empty for the whole input. */
  readonly path: string;
  /** Stable, documented, UPPER_SNAKE_CASE. */
  readonly code: string;
  readonly message: string;
}

/** A refusal with a stable code. Anything else that is thrown is a fault of ours. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly kind: RefusalKind,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
