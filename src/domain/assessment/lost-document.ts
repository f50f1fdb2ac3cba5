import type { IsoDate } from '../shared/instant.js';
import type { Standing } from './counted-answers.js';

/** An answer that documents prove, when one of them is taken away. */
export interface ProvedAnswer {
  readonly current: Standing;
  /** The day of the claim itself, without any document. */
  readonly claimedOn: IsoDate;
  /** How the answer stood by the document that is gone. */
  readonly lost: readonly ProvingDocument[];
  /** Documents that were accepted beside the same question and still lie there. */
  readonly left: readonly ProvingDocument[];
}

/** From which day and until when a document proves its answer; null: no end. */
export interface ProvingDocument {
  readonly dated: IsoDate;
  readonly until: IsoDate | null;
}

/**
 * How an answer stands without the document: as it does, where another one proves it; by the longest of those left; else by its claim alone.
 * null: nothing changes. What was seen on site rests on no document.
 */
export function standingWithout({ current, claimedOn, lost, left }: ProvedAnswer, today: IsoDate): Standing | null {
  if (current.evidence !== 'documented') return null;
  const proves = ({ dated, until }: ProvingDocument): boolean => dated === current.dated && until === current.documentedUntil;
  if (left.some(proves) || (left.length > 0 && !lost.some(proves))) return null;
  const valid = left.filter(({ until }) => until === null || until >= today);
  const [best] = valid.sort((a, b) => lasting(b).localeCompare(lasting(a)));
  if (best !== undefined) return { evidence: 'documented', dated: best.dated, documentedUntil: best.until };
  return { evidence: 'declared', dated: claimedOn, documentedUntil: null };
}

const lasting = ({ dated, until }: ProvingDocument): string => `${until ?? '9999-12-31'}/${dated}`;
