import type { Severity } from '../manual/manual.js';
import type { OpenCase } from '../signals/signals-at.js';
import { ruleBehind } from './seen-rules.js';

/** An open finding, as far as its points go. */
export interface FindingThatCounts {
  readonly id: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly zeroTolerance: boolean;
  readonly isCase: boolean;
  readonly visibility: 'held' | 'released';
  readonly signalId: string | null;
  readonly questionId?: string | null;
}

/**
 * The cases among a site's open findings. What the supplier's own words and somebody else show alike is one case. `signalOf`: the signal with
 * which a case counts once.
 */
export function openCases(
  findings: readonly FindingThatCounts[],
  extent: 'all' | 'released',
  signalOf: (finding: FindingThatCounts) => string | null = ({ signalId }) => signalId,
): readonly OpenCase[] {
  const counting = findings.filter(({ isCase, visibility }) => isCase && (extent === 'all' || visibility === 'released'));
  const rules = new Set(counting.map(({ ruleId }) => ruleId));
  return counting
    .filter(({ ruleId }) => ruleBehind(ruleId) === ruleId || !rules.has(ruleBehind(ruleId)))
    .map((finding) => ({ id: finding.id, severity: finding.severity, zeroTolerance: finding.zeroTolerance, signalId: signalOf(finding) }));
}
