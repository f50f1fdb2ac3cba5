const SEEN = '.seen';

/**
 * What workers or an audit showed is a finding of its own beside the one that the supplier's own words may open later: so the supplier's
 * plan comes about as if nobody else had spoken.
 */
export const ruleSeen = (ruleId: string, signalId: string | null): string => (signalId === null ? ruleId : `${ruleId}${SEEN}`);

/** The manual's rule behind a finding, whoever showed it. */
export const ruleBehind = (ruleId: string): string => (ruleId.endsWith(SEEN) ? ruleId.slice(0, -SEEN.length) : ruleId);
