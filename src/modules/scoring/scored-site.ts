import type { NewFinding } from '../../domain/findings/new-finding.js';
import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import type { ReceiptParts } from '../../domain/scoring/receipt.js';
import { bandOf } from '../../domain/scoring/band.js';
import { computeScore } from '../../domain/scoring/compute.js';
import type { Band } from '../../domain/scoring/methodology.js';
import { signalsAt } from '../../domain/signals/signals-at.js';
import { editionsUsed } from '../../domain/scoring/used-editions.js';
import { writeReceipt } from '../../domain/scoring/write-receipt.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { newId } from '../../platform/db/ids.js';
import { nativeSha256 } from '../../platform/hash/sha256.js';
import { type Inherited, standingOf } from './inheritance.service.js';
import { casesAmong, nextDateBasis, ownRisk, partsOf, type Review } from './score-site.js';
import type { NewScore, Standing } from './score-storing.queries.js';
import type { ScoringContent } from './scoring-contents.service.js';
import type { SiteToScore } from './scoring.queries.js';

/** A site that was looked at, by everything that counts and by what its supplier may know of. */
export interface Reviewed {
  readonly site: SiteToScore;
  readonly all: Review;
  /** The same, where nothing is held. */
  readonly released: Review;
}

/** What a site's rescoring came to, and what of the site is needed to write it down. */
export interface ScoreRecord {
  readonly row: NewScore;
  readonly before: { readonly band: Band | null; readonly residual: number | null };
  /** The day from which its next assessment is counted. */
  readonly basedOn: IsoDate;
  /** Whether the score differs from the latest one; the same again is not stored. */
  readonly changed: boolean;
  readonly standing: Standing;
}

/** For whom, and for which moment, scores are made. */
export interface Subject {
  readonly tenant: string;
  readonly asOf: string;
}

/** What a supplier's own answers show is no secret to it; everything else is held until an officer releases it. */
export function newFindings({ site, all, released }: Reviewed): readonly NewFinding[] {
  const own = released.faults.filter(({ ofOwnWords }) => ofOwnWords);
  const known = new Set(own.map(({ ruleId }) => ruleId));
  const others = all.faults.filter(({ ruleId }) => !known.has(ruleId));
  return [...own, ...others].map(({ ofOwnWords: _, ...fault }) => ({
    ...fault,
    siteId: site.siteId,
    supplierId: site.supplierId,
    visibility: known.has(fault.ruleId) ? 'released' : 'held',
  }));
}

/** The score of a reviewed site with its open findings, and what others may see of it. */
export function recordOf(
  content: ScoringContent,
  reviewed: Reviewed,
  findings: readonly FindingThatCounts[],
  subject: Subject,
  inherited: Inherited,
): ScoreRecord {
  const { site, all } = reviewed;
  const parts = partsOf(content, site, all, { cases: casesAmong(content, all, findings, 'all'), ...standingOf(inherited.all) }, subject);
  const supplierBand = bandForSupplier(content, reviewed, parts, findings, { ...subject, inherited });
  const row = rowOf(site, parts);
  return {
    row,
    before: { band: site.band, residual: site.latest?.residual ?? null },
    basedOn: nextDateBasis(site),
    changed: differs(site.latest, row),
    standing: { siteId: site.siteId, own: ownRisk(parts), supplierBand },
  };
}

/** The band on what is released. Where only cases are held, the rest of the inputs is the same. */
function bandForSupplier(
  content: ScoringContent,
  { site, all, released }: Reviewed,
  { method, inputs, result }: ReceiptParts,
  findings: readonly FindingThatCounts[],
  { inherited, ...subject }: Subject & { readonly inherited: Inherited },
): Band {
  const cases = casesAmong(content, released, findings, 'released');
  if (all !== released || inherited.all.behind !== null)
    return partsOf(content, site, released, { cases, ...standingOf(inherited.released) }, subject).result.band;
  if (findings.every(({ visibility, isCase }) => visibility === 'released' || !isCase)) return result.band;
  const seen = { ...inputs, ...signalsAt(content.methodology.body, released.signals, cases, subject.asOf) };
  return bandOf(method, computeScore(method, seen).residual.value.point);
}

function rowOf(site: SiteToScore, parts: ReceiptParts): NewScore {
  const { contributions: _, ...figures } = parts.result;
  const { text, sha256, inputsSha256 } = writeReceipt(parts, nativeSha256);
  return {
    id: newId<string>(),
    siteId: site.siteId,
    supplierId: site.supplierId,
    asOf: parts.inputs.asOf,
    ...figures,
    methodId: parts.method.id,
    methodVersion: parts.method.version,
    inputsSha256,
    receiptSha256: sha256,
    receipt: text,
    editions: JSON.stringify(editionsUsed(parts.inputs)),
  };
}

const differs = (latest: SiteToScore['latest'], row: NewScore): boolean =>
  latest === null ||
  latest.inputsSha256 !== row.inputsSha256 ||
  latest.residual !== row.residual ||
  latest.best !== row.best ||
  latest.worst !== row.worst ||
  latest.confidence !== row.confidence;
