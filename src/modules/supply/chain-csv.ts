import { stringify } from 'csv-stringify/sync';
import type { ProductChainView, ReasonView } from './chains.dto.js';

const COLUMNS = [
  'depth',
  'kind',
  'suppliedSupplier',
  'suppliedSite',
  'supplier',
  'site',
  'country',
  'placeCountries',
  'goods',
  'unmatched',
  'recruitedFrom',
  'recruitedVia',
  'mark',
  'reasons',
  'linkId',
  'editions',
];

const told = ({ code, good, iso3, listings, tier, entry, note }: ReasonView): string =>
  [code, good, iso3, ...listings, tier === null ? null : `tier ${tier}`, entry, note === null ? null : `(${note})`]
    .filter((part) => part !== null)
    .join(' ');

const goodsOf = (goods: readonly { readonly name: string; readonly iso3: string | null }[]): string =>
  goods.map(({ name, iso3 }) => `${name} (${iso3 ?? 'origin not known'})`).join('; ');

/** One step a line, after RFC 4180 in UTF-8; a text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function chainCsv({ hops, editions }: ProductChainView): string {
  const used = editions.map(({ title, edition }) => `${title} ${edition}`).join('; ');
  const records = hops.map((hop) => [
    hop.depth,
    hop.kind,
    hop.supplied?.supplierName ?? '',
    hop.supplied?.siteName ?? '',
    hop.upstream.supplierName,
    hop.upstream.siteName ?? '',
    hop.upstream.country,
    hop.placeCountries.join('; '),
    goodsOf(hop.goods.map(({ good, iso3 }) => ({ name: good, iso3 }))),
    goodsOf(hop.unmatched.map(({ words, iso3 }) => ({ name: words, iso3 }))),
    hop.recruitedFrom.join('; '),
    hop.recruitedVia.join('; '),
    hop.mark,
    hop.reasons.map(told).join('; '),
    hop.linkId ?? '',
    used,
  ]);
  return stringify([COLUMNS, ...records], { record_delimiter: '\r\n', escape_formulas: true });
}
