import type { FindingThatCounts } from '../findings/open-cases.js';
import { type Manual, questionsOf } from '../manual/manual.js';
import type { SiteSignal } from './site-signal.js';

/**
 * The signal with which a case counts once: the one that raised it, and for a fault in our own conduct the one that adds that conduct up, since
 * both come from the same answers.
 */
export function signalOfCase(manual: Manual, signals: readonly SiteSignal[]): (finding: FindingThatCounts) => string | null {
  const [standing] = signals
    .filter(({ kind }) => kind === 'buyer_practices')
    .sort((a, b) => (a.observedOn === b.observedOn ? (a.id < b.id ? 1 : -1) : a.observedOn < b.observedOn ? 1 : -1));
  if (standing === undefined) return ({ signalId }) => signalId;
  const practices = new Set(questionsOf(manual).flatMap(({ id, counts }) => (counts === 'practice' ? [id] : [])));
  return ({ signalId, questionId }) => signalId ?? (practices.has(questionId ?? '') ? standing.id : null);
}
