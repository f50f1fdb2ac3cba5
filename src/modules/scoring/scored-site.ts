import type { NewFinding } from '../../domain/findings/new-finding.js';
import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import type { ReceiptParts } from '../../domain/scoring/receipt.js';
import { editionsUsed } from '../../domain/scoring/used-editions.js';
import { writeReceipt } from '../../domain/scoring/write-receipt.js';
import { newId } from '../../platform/db/ids.js';
import { nativeSha256 } from '../../platform/hash/sha256.js';
import { type Inherited, standingOf } from './inheritance.service.js';
import { casesAmong, ownRisk, partsOf, type Review } from './score-site.js';
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

/** What a site's rescoring came to. */
export interface Scored {
  readonly row: NewScore;
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
export function scoredSite(
  content: ScoringContent,
  { site, all, released }: Reviewed,
  findings: readonly FindingThatCounts[],
  subject: Subject,
  inherited: Inherited,
): Scored {
  const parts = partsOf(content, site, all, { cases: casesAmong(content, all, findings, 'all'), ...standingOf(inherited.all) }, subject);
  const isSame = inherited.all.behind === null && all === released && findings.every(({ visibility }) => visibility === 'released');
  const seenBySupplier = isSame
    ? parts
    : partsOf(
        content,
        site,
        released,
        { cases: casesAmong(content, released, findings, 'released'), ...standingOf(inherited.released) },
        subject,
      );
  const row = rowOf(site, parts);
  return {
    row,
    changed: differs(site.latest, row),
    standing: { siteId: site.siteId, own: ownRisk(parts), supplierBand: seenBySupplier.result.band },
  };
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
