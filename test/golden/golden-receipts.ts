import { findFaults } from '../../src/domain/findings/find.js';
import { canonicalJson } from '../../src/domain/ledger/canonical-json.js';
import { inheritedRisk } from '../../src/domain/scoring/inherited.js';
import { methodOf } from '../../src/domain/scoring/method-of.js';
import { exactly } from '../../src/domain/scoring/range.js';
import { issueReceipt, type Receipt } from '../../src/domain/scoring/receipt.js';
import type { Seen } from '../../src/domain/scoring/say-do-gap.js';
import { signalsAt } from '../../src/domain/signals/signals-at.js';
import type { SiteSignal } from '../../src/domain/signals/site-signal.js';
import { type Beside, scoredRound } from '../support/scoring/scored-round.js';
import type { Shipped } from '../support/shipped.js';
import { AS_OF, type SampleRound, sampleRounds } from './sample-rounds.js';

export interface Golden {
  readonly name: string;
  readonly receipt: Receipt;
}

const signal = (id: string, more: Partial<SiteSignal>): SiteSignal => ({
  id,
  kind: 'audit',
  outcome: 'clean',
  level: null,
  observedOn: '2026-05-23',
  observations: [],
  visibility: 'held',
  findingOpen: null,
  findingClosedOn: null,
  verifiesAnswers: false,
  ...more,
});

/** One of each kind, good and bad, old and new. */
const SIGNALS: readonly SiteSignal[] = [
  signal('clean-audit', {}),
  signal('survey', { kind: 'worker_survey', outcome: 'contradicts', observedOn: '2026-09-01', findingOpen: true }),
  signal('report', { kind: 'report', outcome: 'substantiated', findingOpen: false, findingClosedOn: '2026-08-01' }),
  signal('report-again', { kind: 'report', outcome: 'substantiated', observedOn: '2026-07-01' }),
  signal('news', { kind: 'adverse_media', outcome: 'substantiated', observedOn: '2025-11-23' }),
  signal('own-practices', { kind: 'buyer_practices', outcome: 'measured', level: 0.5 }),
];
const SEEN: readonly Seen[] = [{ question: 'W7', meaning: 1, value: 'over_limit', source: 'signal:survey', dated: '2026-09-01' }];

const besideOf = (sample: SampleRound, shipped: Shipped): Beside => {
  const { round } = sample;
  const isWatched = sample.name === 'with-signals';
  const seen = isWatched ? SEEN : [];
  const { site } = round;
  const facts = { country: site.country, sector: site.isic, workers: site.workers, goods: site.goods.map(({ good }) => good) };
  const cases = findFaults(scoredRound(round, shipped.indices, { seen }).effective, facts)
    .filter(({ isCase }) => isCase)
    .map(({ ruleId, severity, zeroTolerance, signalId }) => ({ id: ruleId, severity, zeroTolerance, signalId }));
  const upstream = [
    { depth: 1, own: exactly(62) },
    { depth: 3, own: { point: 80, best: 40, worst: 95 } },
  ];
  return {
    seen,
    ...signalsAt(shipped.methodology, isWatched ? SIGNALS : [], cases, AS_OF),
    inherited: isWatched ? inheritedRisk(methodOf(shipped.methodology), upstream) : null,
  };
};

/** The receipts of every kind of sample supplier, computed from the content and the engine as they are now. */
export async function goldenReceipts(shipped: Shipped): Promise<readonly Golden[]> {
  const { manual, manualSha256, methodology } = shipped;
  return (await sampleRounds(shipped)).map((sample) => {
    const { inputs, score } = scoredRound(sample.round, shipped.indices, besideOf(sample, shipped));
    const receipt = issueReceipt({
      method: methodOf(methodology),
      manual: { id: manual.id, version: manual.version, sha256: manualSha256 },
      subject: { supplier: sample.supplier, site: sample.name, tenant: 'golden' },
      inputs,
      result: score,
    });
    return { name: sample.name, receipt };
  });
}

export const goldenText = ({ receipt }: Golden): string => `${canonicalJson(receipt)}\n`;
