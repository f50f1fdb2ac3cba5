import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import { questionsOf } from '../../domain/manual/manual.js';
import { checkAnswer } from '../../domain/questionnaire/check-answer.js';
import type { CountedAnswer } from '../../domain/scoring/counted-answer.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { dayOf } from '../../domain/shared/instant.js';
import type { SiteSignal } from '../../domain/signals/site-signal.js';
import { casesAmong, receiptOf, type Review, reviewSite } from './score-site.js';
import type { ScoringContent } from './scoring-contents.service.js';
import type { SiteRead } from './site-reading.service.js';

/** What would be otherwise. */
export interface Supposed {
  readonly answers: readonly Pick<CountedAnswer, 'question' | 'state' | 'value' | 'evidence'>[];
  /** Open findings that would be closed. */
  readonly closed: readonly string[];
}

/** @throws DomainError SIMULATION_INVALID naming every question, answer and finding that cannot be */
function requireSupposable(content: ScoringContent, { findings }: SiteRead, { answers, closed }: Supposed): void {
  const questions = new Map(questionsOf(content.manual.body).map((question) => [question.id, question]));
  const problems = answers.flatMap(({ question: id, state, value }, index): readonly Problem[] => {
    const question = questions.get(id);
    if (question === undefined || !question.askedOf.includes('supplier'))
      return [
        {
          path: `answers.${index}.question`,
          code: 'QUESTION_UNKNOWN',
          message: 'No question of the manual in force that suppliers are asked.',
        },
      ];
    return checkAnswer(question, { state, value }).map((problem) => ({
      ...problem,
      path: `answers.${index}.value${problem.path.slice(id.length).replaceAll('/', '.')}`,
    }));
  });
  const open = new Set(findings.map(({ id }) => id));
  closed.forEach((id, index) => {
    if (!open.has(id)) problems.push({ path: `closed.${index}`, code: 'FINDING_UNKNOWN', message: 'No open finding of this site.' });
  });
  if (problems.length > 0) throw new DomainError('SIMULATION_INVALID', 'invalid', 'This cannot be supposed.', problems);
}

/** A signal whose findings would all be closed ages from then on. */
const afterClosing = (signals: readonly SiteSignal[], { findings, asOf }: SiteRead, closed: ReadonlySet<string>): readonly SiteSignal[] =>
  signals.map((signal) => {
    const own = findings.filter(({ signalId }) => signalId === signal.id);
    const isClosedNow = own.length > 0 && own.every(({ id }) => closed.has(id));
    return isClosedNow ? { ...signal, findingOpen: false, findingClosedOn: dayOf(asOf) } : signal;
  });

/** Cases that the answers would open beside those that are open. */
const raisedBy = ({ faults }: Review, { findings }: SiteRead): Review['faults'] => {
  const known = new Set(findings.map(({ ruleId }) => ruleId));
  return faults.filter(({ isCase, ruleId }) => isCase && !known.has(ruleId));
};

/** The score that a site would have, as the engine makes it, and the cases that would be opened. Findings are closed by people, so an answer alone closes none. */
export function simulate(
  content: ScoringContent,
  read: SiteRead,
  supposed: Supposed,
  subject: { readonly tenant: string; readonly inherited: Receipt['inputs']['inherited'] },
): { readonly receipt: Receipt; readonly raised: Review['faults'] } {
  requireSupposable(content, read, supposed);
  const { site, findings, asOf } = read;
  const meanings = new Map(questionsOf(content.manual.body).map(({ id, meaning }) => [id, meaning]));
  const given = supposed.answers.map(({ question, state, value, evidence }): CountedAnswer => ({
    question,
    meaning: meanings.get(question) ?? 1,
    state,
    value: state === 'answered' ? value : null,
    evidence,
    dated: dayOf(asOf),
    documentedUntil: null,
    source: 'simulation',
  }));
  const replaced = new Set(given.map(({ question }) => question));
  const answers = [...site.answers.filter(({ question }) => !replaced.has(question)), ...given];
  const closed = new Set(supposed.closed);
  const review = reviewSite(content, { ...site, answers }, afterClosing(read.signals, read, closed), asOf, 'all');
  const raised = raisedBy(review, read);
  const opened = raised.map((fault): FindingThatCounts => ({ ...fault, id: fault.ruleId, visibility: 'held' }));
  const cases = casesAmong(content, review, [...findings.filter(({ id }) => !closed.has(id)), ...opened], 'all');
  const receipt = receiptOf(
    content,
    { ...site, answers },
    review,
    { cases, inherited: subject.inherited },
    { tenant: subject.tenant, asOf },
  );
  const counting = new Set(cases.map(({ id }) => id));
  return { receipt, raised: raised.filter(({ ruleId }) => counting.has(ruleId)) };
}
