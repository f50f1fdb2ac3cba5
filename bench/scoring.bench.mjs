/** Scoring: the engine beside a general rules engine, a whole portfolio scored anew beside reading and writing the same rows, and the list of latest scores. */
import { measureEngine, shipped } from './support/scoring-engine.mjs';
import { rounded } from './support/measure.mjs';
import { withProduct } from './support/product.mjs';
import { measurePage } from './support/scoring-page.mjs';
import { makeScored, measurePortfolio } from './support/scoring-portfolio.mjs';

/** `BENCH_SITES=5000` shows that memory does not grow with the portfolio. */
const SITES = Number(process.env.BENCH_SITES ?? 20_000);

const portfolioOf = (content, tell) =>
  withProduct(
    async (product) => {
      const portfolio = await makeScored(product, 'portfolio', SITES, content.manual, tell);
      try {
        return await measurePortfolio(portfolio, tell);
      } finally {
        await portfolio.admin.end();
      }
    },
    { worker: false },
  );

export async function bench(tell) {
  tell('the engine');
  const engine = await measureEngine();
  const { sites, seconds, yardstickSeconds, peakRssMb } = await portfolioOf(await shipped(), tell);
  const page = await withProduct((product) => measurePage(product, tell), { worker: false });
  return {
    engine: {
      perSecond: rounded(engine.perSecond),
      peerPerSecond: rounded(engine.peerPerSecond),
      ratio: rounded(engine.perSecond / engine.peerPerSecond),
    },
    portfolio: {
      sites,
      seconds: rounded(seconds),
      yardstickSeconds: rounded(yardstickSeconds),
      ratio: rounded(seconds / yardstickSeconds),
      peakRssMb: Math.round(peakRssMb),
    },
    page,
  };
}

export const tableOf = ({ engine, portfolio, page }) =>
  [
    `engine, one core   ${engine.perSecond} scores/s, from 71 answers to flags, score and contributions`,
    `  json-rules-engine, visibility and flags alone   ${engine.peerPerSecond}/s: ratio ${engine.ratio}`,
    `${portfolio.sites} sites scored anew by one worker   ${portfolio.seconds} s, peak ${portfolio.peakRssMb} MB`,
    `  the same answers read, as many rows of the same size written   ${portfolio.yardstickSeconds} s: ratio ${portfolio.ratio}`,
    `page of 50 latest scores of ${page.rows} sites   p50 ${page.p50Ms} ms, p95 ${page.p95Ms} ms`,
  ].join('\n');
