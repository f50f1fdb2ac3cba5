import { type Fault, findFaults } from '../../domain/findings/find.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import type { SiteFacts } from '../../domain/questionnaire/answer.js';
import { assembleInputs } from '../../domain/scoring/assemble-inputs.js';
import { type AnswersAt, answersAt } from '../../domain/scoring/counted-answers.js';
import type { ScoreInputs } from '../../domain/scoring/inputs.js';
import { methodOf } from '../../domain/scoring/method-of.js';
import { issueReceipt, type Receipt } from '../../domain/scoring/receipt.js';
import { scoreSite } from '../../domain/scoring/score-site.js';
import type { ScoringContent } from './scoring-contents.service.js';
import type { SiteToScore } from './scoring.queries.js';

/** What a site's answers amount to on a day, and what is wrong by them. */
export function reviewSite(content: ScoringContent, site: SiteToScore, asOf: string): { answers: AnswersAt; faults: readonly Fault[] } {
  const facts = siteFacts(site);
  const answers = answersAt(content.manual.body, content.methodology.body, site.answers, site.openRound, facts, asOf);
  return { answers, faults: findFaults(answers.effective, facts) };
}

/** The receipt of a site's score, given its open cases. */
export function receiptOf(
  content: ScoringContent,
  site: SiteToScore,
  answers: AnswersAt,
  cases: ScoreInputs['cases'],
  subject: { readonly tenant: string; readonly asOf: string },
): Receipt {
  const methodology = content.methodology.body;
  const inputs = assembleInputs({
    manual: content.manual.body,
    methodology,
    indices: content.indices.body,
    site: site.profile,
    effective: answers.effective,
    cases,
    asOf: subject.asOf,
  });
  const method = methodOf(methodology);
  return issueReceipt({
    method,
    manual: { id: content.manual.id, version: content.manual.version, sha256: content.manual.sha256 },
    subject: { supplier: site.supplierId, site: site.siteId, tenant: subject.tenant },
    inputs,
    result: scoreSite(method, inputs, answers.horizons),
  });
}

/** Hash of everything that went into a score but the moment: the same inputs give the same hash. */
export const inputsHash = ({ method, manual, inputs: { asOf: _, ...inputs } }: Receipt): string =>
  sha256Hex(canonicalJson({ method: method.sha256, manual: manual.sha256, inputs }));

const siteFacts = ({ profile }: SiteToScore): SiteFacts => ({
  country: profile.country,
  sector: profile.isic,
  workers: profile.workers,
  goods: profile.goodsMode === 'undeclared' ? null : profile.goods.map(({ good }) => good),
});
