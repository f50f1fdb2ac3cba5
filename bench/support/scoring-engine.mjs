import { join } from 'node:path';
import { findFaults } from '../../dist/domain/findings/find.js';
import { questionsOf } from '../../dist/domain/manual/manual.js';
import { assembleInputs } from '../../dist/domain/scoring/assemble-inputs.js';
import { answersAt } from '../../dist/domain/scoring/counted-answers.js';
import { methodOf } from '../../dist/domain/scoring/method-of.js';
import { scoreSite } from '../../dist/domain/scoring/score-site.js';
import { shippedContent } from '../../dist/platform/content/content-folders.js';
import { loadIndices } from '../../dist/platform/content/load-indices.js';
import { loadManual } from '../../dist/platform/content/load-manual.js';
import { loadMethodology } from '../../dist/platform/content/load-methodology.js';
import { timed } from './measure.mjs';
import { peerOf } from './peer-rules.mjs';
import { answersOf, profileOf } from './site-answers.mjs';

const SITES = 1_000;
const SCORES = 20_000;
const PEER_RUNS = 1_000;
const ROUNDS = 4;
const AS_OF = '2026-06-01T00:00:00.000Z';

export async function shipped() {
  const [manual, methodology, indices] = await Promise.all([
    loadManual(shippedContent.manual),
    loadMethodology(join(shippedContent.methodology, 'plumbline-1.yaml')),
    loadIndices(shippedContent.indices),
  ]);
  return { manual, methodology, indices };
}

const factsOf = ({ country, isic, workers, goods }) => ({ country, sector: isic, workers, goods: goods.map(({ good }) => good) });

/** From answers to the questions asked, the red flags raised, and the score with its contributions. */
export function score({ manual, methodology, indices }, { answers, site }) {
  const facts = factsOf(site);
  const { effective, horizons } = answersAt(manual, methodology, answers, null, facts, AS_OF);
  const faults = findFaults(effective, facts);
  const inputs = assembleInputs({ manual, methodology, indices, site, effective, cases: [], signals: [], inherited: null, asOf: AS_OF });
  return { effective, faults, result: scoreSite(methodOf(methodology), inputs, horizons) };
}

/** @throws Error where ours and the peer do not decide the same */
async function mustAgree(content, peer, sites) {
  for (const one of sites) {
    const { effective, faults } = score(content, one);
    const shown = new Set(effective.map(({ question }) => question.id));
    const hidden = questionsOf(content.manual).flatMap(({ id }) => (shown.has(id) ? [] : [id]));
    const raised = faults.flatMap(({ kind, ruleId }) => (kind === 'red_flag' ? [ruleId] : []));
    const ours = JSON.stringify({ hidden: hidden.sort(), raised: raised.sort() });
    const theirs = JSON.stringify(await peer.decide(one.answers, one.site));
    if (ours !== theirs) throw new Error(`the peer decides otherwise: ${ours} and ${theirs}`);
  }
}

/** Ours and the peer take turns, so that a busy machine slows both. */
export async function measureEngine() {
  const content = await shipped();
  const sites = Array.from({ length: SITES }, (_, i) => ({ answers: answersOf(content.manual, i), site: profileOf(i) }));
  const peer = peerOf(content.manual);
  await mustAgree(content, peer, sites);
  const run = async (times, work) =>
    (
      await timed(async () => {
        for (let i = 0; i < times; i += 1) await work(sites[i % SITES]);
      })
    ).ms;
  const ours = (times) =>
    timed(() => {
      for (let i = 0; i < times; i += 1) score(content, sites[i % SITES]);
    });
  await ours(SITES);
  let [ms, peerMs] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    ms += (await ours(SCORES / ROUNDS)).ms;
    peerMs += await run(PEER_RUNS / ROUNDS, ({ answers, site }) => peer.decide(answers, site));
  }
  return { perSecond: SCORES / (ms / 1000), peerPerSecond: PEER_RUNS / (peerMs / 1000) };
}
