import { textIn } from '../../domain/manual/manual.js';
import type { ShownOverride } from '../overrides/overrides-beside.service.js';
import type { ActionRow, FindingRow, ScoreColumns, SiteRow, SupplierRow } from './exports.queries.js';
import type { ExportedAction, ExportedFinding, ExportedScore, ExportedSite, ExportedSupplier } from './exports.dto.js';

/** A row with what an officer judges beside its score. */
export interface Judged {
  readonly override?: ShownOverride | undefined;
}

/** How each field of an exported item is read from its row. Its order is the order of the columns in CSV. */
export type Fields<Row, Item> = { readonly [Name in keyof Required<Item>]: (row: Row, language: string) => Item[Name] };

export const viewItem = <Row, Item>(fields: Fields<Row, Item>, row: Row, language: string): Item =>
  Object.fromEntries(
    Object.entries<(row: Row, language: string) => unknown>(fields).map(([name, read]) => [name, read(row, language)]),
  ) as Item;

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

const SCORE: Fields<ScoreColumns & Judged, ExportedScore> = {
  inherent: (row) => row.inherent,
  residual: (row) => row.residual,
  best: (row) => row.best,
  worst: (row) => row.worst,
  band: (row) => row.band,
  confidence: (row) => row.confidence,
  scoredAsOf: (row) => moment(row.as_of),
  drivers: (row) =>
    (row.drivers ?? []).map(({ factor, ref, points }) => `${ref === null ? factor : `${factor} ${ref}`} ${points.toFixed(2)}`),
  method: (row) => (row.method_id === null ? null : `${row.method_id} ${row.method_version}`),
  editions: (row) => editionsOf(row),
  receiptSha256: (row) => row.receipt_sha256,
  overrideResidual: ({ override }) => override?.residual ?? null,
  overrideBand: ({ override }) => override?.band ?? null,
  overrideState: ({ override }) => override?.state ?? null,
  overrideUntil: ({ override }) => override?.until ?? null,
};

const editionsOf = ({ country_parts: parts, sector_edition: sector, goods_editions: goods }: ScoreColumns): string[] => [
  ...(parts ?? []).map(({ id, edition }) => `${id} ${edition}`),
  ...(sector === null ? [] : [`sector ${sector}`]),
  ...[...new Set(goods ?? [])].map((edition) => `goods ${edition}`),
];

export const SUPPLIER: Fields<SupplierRow & Judged, ExportedSupplier> = {
  id: (row) => row.id,
  name: (row) => row.name,
  country: (row) => row.country,
  registrationNumber: (row) => row.registration_number,
  status: (row) => row.status,
  buys: (row) => row.buys,
  yearlySpend: (row) => row.yearly_spend,
  currency: (row) => row.currency,
  tier: (row) => row.tier,
  ownerId: (row) => row.owner_id,
  reference: (row) => row.reference,
  tags: (row) => row.tags,
  sites: (row) => row.sites,
  worstSiteId: (row) => row.worst_site_id,
  ...SCORE,
  createdAt: (row) => row.created_at.toISOString(),
  updatedAt: (row) => row.updated_at.toISOString(),
};

export const SITE: Fields<SiteRow & Judged, ExportedSite> = {
  id: (row) => row.id,
  supplierId: (row) => row.supplier_id,
  supplierName: (row) => row.supplier_name,
  name: (row) => row.name,
  country: (row) => row.country,
  region: (row) => row.region,
  address: (row) => row.address,
  latitude: (row) => row.latitude,
  longitude: (row) => row.longitude,
  isic: (row) => row.isic,
  goodsMode: (row) => row.goods_mode,
  goods: (row) => row.goods.map(({ good, iso3 }) => `${good}:${iso3}`),
  goodsUnmatched: (row) => row.goods_unmatched,
  workers: (row) => row.workers,
  status: (row) => row.status,
  ...SCORE,
  nextAssessmentOn: (row) => row.next_assessment_on,
  nextAssessmentReason: (row) => row.next_assessment_reason,
  createdAt: (row) => row.created_at.toISOString(),
  updatedAt: (row) => row.updated_at.toISOString(),
};

export const FINDING: Fields<FindingRow, ExportedFinding> = {
  id: (row) => row.id,
  supplierId: (row) => row.supplier_id,
  supplierName: (row) => row.supplier_name,
  siteId: (row) => row.site_id,
  siteName: (row) => row.site_name,
  ruleId: (row) => row.rule_id,
  questionId: (row) => row.question_id,
  kind: (row) => row.kind,
  severity: (row) => row.severity,
  zeroTolerance: (row) => row.zero_tolerance,
  isCase: (row) => row.is_case,
  title: (row, language) => textIn(row.title, language, 'en'),
  state: (row) => row.state,
  visibility: (row) => row.visibility,
  source: (row) => row.source,
  openedAt: (row) => row.opened_at.toISOString(),
  closedAt: (row) => moment(row.closed_at),
  closedBy: (row) => row.closed_by,
};

export const ACTION: Fields<ActionRow, ExportedAction> = {
  id: (row) => row.id,
  findingId: (row) => row.finding_id,
  ruleId: (row) => row.rule_id,
  findingTitle: (row, language) => textIn(row.finding_title, language, 'en'),
  supplierId: (row) => row.supplier_id,
  supplierName: (row) => row.supplier_name,
  siteId: (row) => row.site_id,
  siteName: (row) => row.site_name,
  libraryId: (row) => row.library_id,
  libraryVersion: (row) => row.library_version,
  severity: (row) => row.severity,
  state: (row) => row.state,
  visibility: (row) => row.visibility,
  containBy: (row) => moment(row.contain_by),
  planDueOn: (row) => row.plan_due_on,
  dueOn: (row) => row.due_on,
  submittedAt: (row) => moment(row.submitted_at),
  verification: (row) => row.verification,
  verifiedBy: (row) => row.verified_by,
  verifiedAt: (row) => moment(row.verified_at),
  confirmedBy: (row) => row.confirmed_by,
  confirmedAt: (row) => moment(row.confirmed_at),
  report: (row) => row.report,
  createdAt: (row) => row.created_at.toISOString(),
  updatedAt: (row) => row.updated_at.toISOString(),
};
