import { questionsReadBy } from '../expressions/cel.js';
import { canHold, combinationsOf } from '../expressions/condition.js';
import type { Problem } from '../shared/domain-error.js';
import { openAnswer, openSite } from './answer-values.js';
import type { PlacedQuestion } from './check-conditions.js';
import type { Question } from './manual.js';

/**
 * All conditions of a manual are decided anew whenever an answer is saved. Together they may try this many combinations of answers:
 * some 50 ms on an ordinary machine, whoever wrote the manual.
 */
const MAX_COMBINATIONS = 20_000;

interface Gate {
  readonly path: string;
  readonly condition: string;
  readonly gates: readonly Question[];
}

const gatesOf = (placed: readonly PlacedQuestion[]): Gate[] => {
  const byId = new Map(placed.map(({ question }) => [question.id, question]));
  const gate = (path: string, condition: string): Gate => ({
    path,
    condition,
    gates: questionsReadBy(condition).flatMap((id) => byId.get(id) ?? []),
  });
  return placed.flatMap(({ path, question }) => [
    ...(question.visible === null ? [] : [gate(`${path}/visible`, question.visible)]),
    ...question.redFlags.map((flag, i) => gate(`${path}/redFlags/${i}/when`, flag.when)),
  ]);
};

/** A condition that no answers can fulfil: its question is asked of nobody, or its red flag warns of nothing. */
const checkNever = ({ path, condition, gates }: Gate): Problem[] => {
  const open = gates.map((question) => openAnswer(question, condition));
  if (canHold(condition, { answers: {}, site: {} }, open) || canHold(condition, { answers: {} }, [...open, ...openSite(condition)]))
    return [];
  const what = path.endsWith('/visible') ? 'the question is never asked' : 'the red flag is never raised';
  return [{ path, code: 'CONDITION_NEVER', message: `The condition can never hold, whatever is answered: ${what}.` }];
};

/** A gate put to other people is never answered where its question is asked, so that it gates nothing. */
const checkAudience = ({ path, question }: PlacedQuestion, byId: ReadonlyMap<string, Question>): Problem[] => {
  if (question.visible === null) return [];
  return questionsReadBy(question.visible).flatMap((id) => {
    const gate = byId.get(id);
    if (gate === undefined || gate.askedOf.some((who) => question.askedOf.includes(who))) return [];
    const message = `The condition reads ${id}, which is asked of ${gate.askedOf.join(', ') || 'nobody'} only: nobody who gets this question answers it.`;
    return [{ path: `${path}/visible`, code: 'CONDITION_OTHER_RESPONDENT', message }];
  });
};

/** At the condition with which the manual as a whole becomes too much to decide. */
const checkCost = (gates: readonly Gate[]): Problem[] => {
  let total = 0;
  for (const { path, condition, gates: read } of gates) {
    total += combinationsOf(
      condition,
      read.map((question) => openAnswer(question, condition)),
    );
    if (total <= MAX_COMBINATIONS) continue;
    const message = `The conditions up to here have more than ${MAX_COMBINATIONS} combinations of answers to try: read fewer questions in each.`;
    return [{ path, code: 'CONDITIONS_TOO_COSTLY', message }];
  }
  return [];
};

/** Documents are asked of those who have them: a rule at a question for workers alone can never be met. */
const checkEvidence = ({ path, question }: PlacedQuestion): Problem[] =>
  question.evidence.length === 0 || question.askedOf.some((who) => who !== 'worker')
    ? []
    : [
        {
          path: `${path}/evidence`,
          code: 'EVIDENCE_UNANSWERABLE',
          message: 'Nobody who is asked this can add a document: workers answer without any.',
        },
      ];

/** What no answers can ever bring about, and what would take too long to decide. Only for conditions that are in order by themselves. */
export const checkReachability = (placed: readonly PlacedQuestion[]): Problem[] => {
  const byId = new Map(placed.map(({ question }) => [question.id, question]));
  const gates = gatesOf(placed);
  const costly = checkCost(gates);
  return [
    ...placed.flatMap(checkEvidence),
    ...placed.flatMap((one) => checkAudience(one, byId)),
    ...costly,
    ...(costly.length > 0 ? [] : gates.flatMap(checkNever)),
  ];
};
