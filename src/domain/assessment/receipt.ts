import { canonicalJson } from '../ledger/canonical-json.js';
import { sha256Hex } from '../ledger/sha256.js';
import type { Question } from '../manual/manual.js';
import { type Answers, answerTo } from '../questionnaire/answer.js';
import type { IsoInstant } from '../shared/instant.js';

/** What is submitted, beside the answers. */
export interface ReceiptFacts {
  readonly assessmentId: string;
  readonly questionnaireSha256: string;
  readonly submittedAt: IsoInstant;
}

export interface Receipt {
  /** Canonical JSON (RFC 8785). */
  readonly document: string;
  /** Of the document's bytes in UTF-8. */
  readonly sha256: string;
}

/** The visible answers as they were submitted, in the questionnaire's order, and their hash: anyone who holds the document can compute it again. */
export function receiptOf(
  facts: ReceiptFacts,
  visible: readonly Question[],
  answers: Answers,
  comments: ReadonlyMap<string, string>,
): Receipt {
  const document = canonicalJson({
    format: 'plumbline-receipt-1',
    ...facts,
    answers: visible.flatMap(({ id }) => {
      const answer = answerTo(answers, id);
      return answer === undefined
        ? []
        : [{ question: id, state: answer.state, value: answer.value ?? null, comment: comments.get(id) ?? null }];
    }),
  });
  return { document, sha256: sha256Hex(document) };
}
