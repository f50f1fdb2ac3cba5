import { type Fault, findFaults, findSeenFaults } from '../../domain/findings/find.js';
import { type FindingThatCounts, openCases } from '../../domain/findings/open-cases.js';
import type { SiteFacts } from '../../domain/questionnaire/answer.js';
import { assembleInputs } from '../../domain/scoring/assemble-inputs.js';
import type { CountedAnswer } from '../../domain/scoring/counted-answer.js';
import { type AnswersAt, answersAt } from '../../domain/scoring/counted-answers.js';
import { inherentRisk } from '../../domain/scoring/inherent.js';
import type { Range } from '../../domain/scoring/methodology.js';
import { inheritedIfUnnamed } from '../../domain/scoring/passes-work-on.js';
import { issueReceipt, type Receipt, type ReceiptParts } from '../../domain/scoring/receipt.js';
import type { Seen } from '../../domain/scoring/say-do-gap.js';
import { scoreSite } from '../../domain/scoring/score-site.js';
import { signalOfCase } from '../../domain/signals/practice-cases.js';
import { type OpenCase, signalsAt } from '../../domain/signals/signals-at.js';
import { asReleased, type SiteSignal, sourceOfSignal } from '../../domain/signals/site-signal.js';
import type { ScoringContent } from './scoring-contents.service.js';
import type { SiteToScore } from './scoring.queries.js';

/** What of a site is needed to compute its score. */
export type ScoredSite = Pick<SiteToScore, 'siteId' | 'supplierId' | 'profile' | 'answers' | 'releasedAnswers' | 'openRound'>;

/** Everything that counts, or only what is released to the supplier. */
export type Extent = 'all' | 'released';

/** What a site's answers amount to on a day, what others say of it, and what is wrong by both. */
export interface Review {
  readonly answers: AnswersAt;
  readonly signals: readonly SiteSignal[];
  readonly faults: readonly Fault[];
}

export function reviewSite(content: ScoringContent, site: ScoredSite, said: readonly SiteSignal[], asOf: string, extent: Extent): Review {
  const facts = siteFacts(site);
  const signals = extent === 'all' ? said : said.filter(({ visibility }) => visibility === 'released').map(asReleased);
  const counted: readonly CountedAnswer[] = extent === 'all' ? site.answers : (site.releasedAnswers ?? site.answers);
  const seen = signals.flatMap((one) => seenBy(one, extent));
  const answers = answersAt(content.manual.body, content.methodology.body, counted, site.openRound, facts, asOf, seen);
  const faults = findFaults(answers.effective, facts);
  return { answers, signals, faults: [...faults, ...findSeenFaults(answers.effective, answers.seenAlone, facts, faults)] };
}

/** The cases among a site's open findings, each with the signal with which it counts once. */
export const casesAmong = (
  { manual }: ScoringContent,
  { signals }: Review,
  findings: readonly FindingThatCounts[],
  extent: Extent,
): readonly OpenCase[] => openCases(findings, extent, signalOfCase(manual.body, signals));

/** What counts for a site beside its answers. */
export interface Standing {
  readonly cases: readonly OpenCase[];
  /** null: nobody is named behind it, so its own word on passing work on decides. */
  readonly inherited: Range | null;
  /** The next day on which who is behind it changes by itself. */
  readonly changesOn?: string | null;
}

/** Everything that a site's score is made of, not sealed yet. */
export function partsOf(
  content: ScoringContent,
  site: ScoredSite,
  { answers, signals }: Review,
  { cases, inherited, changesOn = null }: Standing,
  subject: { readonly tenant: string; readonly asOf: string },
): ReceiptParts {
  const methodology = content.methodology.body;
  const alone = assembleInputs({
    manual: content.manual.body,
    methodology,
    indices: content.indices.body,
    site: site.profile,
    effective: answers.effective,
    ...signalsAt(methodology, signals, cases, subject.asOf),
    inherited,
    asOf: subject.asOf,
  });
  const unnamed = (): Range | null =>
    inheritedIfUnnamed(content.manual.body, methodology, answers.effective, inherentRisk(methodology, alone).value);
  const inputs = { ...alone, inherited: inherited ?? unnamed() };
  return {
    method: methodology,
    manual: { id: content.manual.id, version: content.manual.version, sha256: content.manual.sha256 },
    subject: { supplier: site.supplierId, site: site.siteId, tenant: subject.tenant },
    inputs,
    result: scoreSite(methodology, inputs, changesOn === null ? answers.horizons : [...answers.horizons, changesOn]),
  };
}

/** The receipt of a site's score. */
export const receiptOf = (...args: Parameters<typeof partsOf>): Receipt => issueReceipt(partsOf(...args));

/** A site's next assessment is counted from the day on which the round that runs is to be answered, else from its last submission or its beginning. */
export const nextDateBasis = ({ openRound, lastSubmittedOn, createdOn }: SiteToScore): string =>
  openRound?.dueOn ?? lastSubmittedOn ?? createdOn;

/** A site's risk before inheritance: what those that it supplies inherit. */
export function ownRisk({ method, inputs, result: { residual: point, best, worst } }: ReceiptParts): Range {
  if (inputs.inherited === null) return { point, best, worst };
  const own = scoreSite(method, { ...inputs, inherited: null });
  return { point: own.residual, best: own.best, worst: own.worst };
}

/** What a verification has settled since is seen no more, whatever is answered later; of held verifications the supplier's view knows nothing. */
const seenBy = ({ id, observations, observedOn }: SiteSignal, extent: Extent): readonly Seen[] =>
  observations
    .filter(({ settled }) => settled === undefined || (extent === 'released' && settled === 'held'))
    .map(({ question, meaning, value }) => ({ question, meaning, value, source: sourceOfSignal(id), dated: observedOn }));

/** What conditions may read of a site. */
export const siteFacts = ({ profile }: Pick<SiteToScore, 'profile'>): SiteFacts => ({
  country: profile.country,
  sector: profile.isic,
  workers: profile.workers,
  goods: profile.goodsMode === 'undeclared' ? null : profile.goods.map(({ good }) => good),
});
