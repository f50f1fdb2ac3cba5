import type { LibraryAction } from '../remediation/library.js';
import type { Problem } from '../shared/domain-error.js';
import type { PlacedQuestion } from './check-conditions.js';
import type { Severity } from './manual.js';

const GRAVITY: Readonly<Record<Severity, number>> = { minor: 0, major: 1, critical: 2 };

interface Naming {
  readonly path: string;
  readonly action: string;
  readonly severity: Severity;
}

const namingsOf = ({ path, question }: PlacedQuestion): Naming[] => [
  ...question.redFlags.map((flag, i) => ({ path: `${path}/redFlags/${i}/action`, action: flag.action, severity: flag.severity })),
  ...(question.failed ? [{ path: `${path}/failed/action`, action: question.failed.action, severity: question.failed.severity }] : []),
];

/** Every action that a finding names exists, and is as grave as the gravest finding that names it: its deadlines depend on it. */
export const checkActions = (placed: readonly PlacedQuestion[], actions: readonly Pick<LibraryAction, 'id' | 'severity'>[]): Problem[] => {
  const severities = new Map(actions.map((action) => [action.id, action.severity]));
  const gravest = new Map<string, Naming>();
  const problems: Problem[] = [];
  for (const naming of placed.flatMap(namingsOf)) {
    if (!severities.has(naming.action)) {
      problems.push({ path: naming.path, code: 'ACTION_UNKNOWN', message: `There is no action "${naming.action}" in the action library.` });
    }
    const sofar = gravest.get(naming.action);
    if (!sofar || GRAVITY[naming.severity] > GRAVITY[sofar.severity]) gravest.set(naming.action, naming);
  }
  for (const [id, naming] of gravest) {
    const severity = severities.get(id);
    if (severity && severity !== naming.severity) {
      const message = `The action "${id}" is ${severity}, but the gravest finding that names it is ${naming.severity}.`;
      problems.push({ path: naming.path, code: 'ACTION_SEVERITY', message });
    }
  }
  return problems;
};
