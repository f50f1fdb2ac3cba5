import { depthOfSite } from '../../../src/domain/assessment/depth-of-site.js';
import { findFaults } from '../../../src/domain/findings/find.js';
import { scoreOfAnswer } from '../../../src/domain/manual/answer-score.js';
import type { Question } from '../../../src/domain/manual/manual.js';
import type { SiteFacts } from '../../../src/domain/questionnaire/answer.js';
import { askedQuestions, selectQuestions } from '../../../src/domain/questionnaire/select-questions.js';
import type { CountedAnswer } from '../../../src/domain/scoring/counted-answer.js';
import type { Evidence } from '../../../src/domain/scoring/methodology.js';
import type { ScoreResult } from '../../../src/domain/scoring/receipt.js';
import type { Shipped } from '../shipped.js';
import { type Kind, KINDS, WEAK } from './kinds.js';
import { scoredRound } from './scored-round.js';

/** How a supplier can answer: from saying nothing to having everything seen. */
export const BEHAVIOURS = {
  silent: 'Nothing answered',
  weak: 'Honest and weak',
  ticked: 'Everything ticked',
  denied: 'Everything denied',
  documented: 'All documented',
  verified: 'All verified',
} as const;
export type Behaviour = keyof typeof BEHAVIOURS;

const AS_OF = '2026-11-23T00:00:00.000Z';
const DATED = '2026-11-20';

const EVIDENCE: Readonly<Record<Behaviour, Evidence>> = {
  silent: 'declared',
  weak: 'declared',
  ticked: 'declared',
  denied: 'declared',
  documented: 'documented',
  verified: 'verified',
};

/** The answer that an officer would like best; a claim of "no cases" is no good answer where cases must be expected. */
const bestAnswer = (question: Question): unknown => {
  if (question.type === 'percent' || question.type === 'number') {
    const steps = [...question.steps].sort((a, b) => a.value - b.value);
    return (question.counts === 'exposure' ? steps[0] : steps.at(-1))?.from;
  }
  if (question.type === 'multiple' && question.counts === 'control')
    return question.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const values = question.type === 'multiple' ? question.options.map(({ id }) => [id]) : question.options.map(({ id }) => id);
  const [best] = [...values]
    .sort((a, b) => scoreOfAnswer(question, a) - scoreOfAnswer(question, b))
    .slice(question.counts === 'exposure' ? 0 : -1);
  return best;
};

const valueOf = (question: Question, behaviour: Behaviour, { truth }: Kind): unknown => {
  if (question.counts === 'control') return behaviour === 'weak' ? WEAK[question.id] : bestAnswer(question);
  return question.counts === 'exposure' && behaviour === 'denied' ? bestAnswer(question) : truth[question.id];
};

const answersOf = (asked: readonly Question[], behaviour: Behaviour, kind: Kind): readonly CountedAnswer[] =>
  asked.flatMap((question): CountedAnswer[] => {
    const value = valueOf(question, behaviour, kind);
    if (value === undefined) return [];
    const answer = { question: question.id, meaning: question.meaning, state: 'answered', value } as const;
    return [{ ...answer, evidence: EVIDENCE[behaviour], dated: DATED, documentedUntil: null, source: 'assessment:a' }];
  });

/** What a kind of supplier scores that behaves like this, with the shipped manual, method and indices, three days after it answered. */
export const scoreOf = (kind: Kind, behaviour: Behaviour, { manual, methodology, indices }: Shipped): ScoreResult => {
  const { site } = kind;
  const depth = depthOfSite({ manual, methodology, indices }, site, AS_OF);
  const asked = askedQuestions(selectQuestions(manual, { sha256: '', depth, audience: 'supplier', returning: [] }));
  const counted = behaviour === 'silent' ? [] : answersOf(asked, behaviour, kind);
  const openRound = behaviour === 'silent' ? { dueOn: '2026-10-01', asked: asked.map(({ id }) => id) } : null;
  const round = { manual, methodology, site, counted, openRound, asOf: AS_OF };
  const facts: SiteFacts = { country: site.country, sector: site.isic, workers: site.workers, goods: site.goods.map(({ good }) => good) };
  const cases = findFaults(scoredRound(round, indices).effective, facts)
    .filter(({ isCase }) => isCase)
    .map(({ ruleId, severity, zeroTolerance }) => ({ id: ruleId, severity, zeroTolerance }));
  return scoredRound(round, indices, { cases }).score;
};

const cell = ({ residual, best, worst, band, confidence }: ScoreResult): string =>
  `${residual.toFixed(1)} ${band} (${best.toFixed(0)}–${worst.toFixed(0)}; ${confidence.toFixed(0)} %)`;

/** The table of docs/methodology.md, in Markdown. */
export const behavioursTable = (shipped: Shipped): string => {
  const columns = Object.keys(BEHAVIOURS) as Behaviour[];
  const rows = KINDS.map((kind) => [kind.title, ...columns.map((behaviour) => cell(scoreOf(kind, behaviour, shipped)))]);
  const lines = [['Supplier', ...columns.map((behaviour) => BEHAVIOURS[behaviour])], ['---', ...columns.map(() => '---')], ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
};
