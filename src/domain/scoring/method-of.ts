import type { Method } from './methodology.js';

/** The figures of a methodology that go into a receipt: enough to compute its scores again, and no tables. */
export const methodOf = (methodology: Method): Method => ({
  id: methodology.id,
  version: methodology.version,
  sha256: methodology.sha256,
  inherent: methodology.inherent,
  country: methodology.country,
  sector: methodology.sector,
  goods: methodology.goods,
  exposure: methodology.exposure,
  evidence: methodology.evidence,
  controls: methodology.controls,
  cases: methodology.cases,
  signals: methodology.signals,
  confidence: methodology.confidence,
  inherited: methodology.inherited,
  bands: methodology.bands,
});
