import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Indices } from '../../domain/indices/indices.js';
import { textIn } from '../../domain/manual/manual.js';
import { explainLanguage, sentence } from '../../domain/scoring/explain-texts.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { bySuppliedOf, hopsFrom } from '../../domain/supply/hops-from.js';
import { type Hop, markHop, type Reason, WEAK_TIERS } from '../../domain/supply/mark-hop.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { TranslatedPageQuery } from '../../platform/http/language.dto.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import type { CorridorView, ProductChainsQuery, ProductChainSummaryView, ProductChainView, ProductHopView } from './chains.dto.js';
import {
  type ChainPlaceRow,
  type ChainSupplierRow,
  readChainLinks,
  readChainPlaces,
  readChainSuppliers,
  readCorridors,
  readSuppliersWith,
} from './chains.queries.js';
import { MOST_LINKS, supplierMissing } from './chains.service.js';
import { hopOf, ownHop, placesOf } from './product-hops.js';
import { viewLink } from './supply-link.view.js';
import { linksBetween, type SupplyLinkRow } from './supply-links.queries.js';

/** How far a product's chain is followed. */
const DEPTH = 10;

/** Everything that the chains of some suppliers are told from. */
interface Source {
  readonly suppliers: ReadonlyMap<string, ChainSupplierRow>;
  readonly links: readonly SupplyLinkRow[];
  readonly places: readonly ChainPlaceRow[];
  readonly truncated: boolean;
}

/** For a good, who made it and what it was made from, as far as it is known, and where listed goods and labour are on the way. */
@Injectable()
export class ProductChainsService {
  constructor(
    private readonly db: TenantDb,
    private readonly indices: IndicesInForce,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError VALIDATION_FAILED */
  list(actor: PersonActor, query: ProductChainsQuery): Promise<Page<ProductChainSummaryView>> {
    const { good = null, after, limit, language = 'en' } = query;
    return this.db.transaction(actor, async (db) => {
      const { body } = await this.indices.of(db, actor.tenantId);
      if (good !== null && !isGood(body, good))
        throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', [
          { path: 'good', code: 'GOOD_UNKNOWN', message: 'this is no code of the vocabulary' },
        ]);
      const found = await readSuppliersWith(db, actor.tenantId, good, readCursor(after), limit);
      const source = await this.source(
        db,
        actor,
        found.slice(0, limit).map(({ id }) => id),
      );
      return pageOf(
        found,
        limit,
        ({ id }) => ({ key: null, id }),
        ({ id }) => summaryOf(source, id, hopsOf(source, { indices: body, language }, id, good)),
      );
    });
  }

  /** @throws DomainError SUPPLIER_NOT_FOUND, GOOD_NOT_FOUND */
  one(actor: PersonActor, supplierId: string, good: string, language = 'en'): Promise<ProductChainView> {
    return this.db.transaction(actor, async (db) => {
      const { body } = await this.indices.of(db, actor.tenantId);
      const source = await this.source(db, actor, [supplierId]);
      if (!source.suppliers.has(supplierId)) throw supplierMissing();
      if (!isGood(body, good)) throw new DomainError('GOOD_NOT_FOUND', 'not_found', 'There is no good of this code in the indices.');
      const hops = hopsOf(source, { indices: body, language }, supplierId, good);
      const editions = ([body.goods, body.stateImposed, body.trafficking] as const).map(({ id, title, edition }) => ({
        index: id,
        title,
        edition,
      }));
      return {
        supplierId,
        good,
        hops,
        ...countsOf(hops),
        truncated: source.truncated,
        editions,
        caveat: sentence(explainLanguage(language), 'caveat'),
      };
    });
  }

  /** Sites whose workers come through agencies from or through countries of weak tiers, or from nobody knows where. */
  corridors(actor: PersonActor, { after, limit, language = 'en' }: TranslatedPageQuery): Promise<Page<CorridorView>> {
    return this.db.transaction(actor, async (db) => {
      const { body } = await this.indices.of(db, actor.tenantId);
      const weak = Object.entries(body.trafficking.entries).flatMap(([iso3, tier]) => (WEAK_TIERS.has(tier) ? [iso3] : []));
      const found = await readCorridors(db, actor.tenantId, weak, this.clock.today(), readCursor(after), limit);
      const links = await linksBetween(
        db,
        actor.tenantId,
        found.map(({ id }) => id),
      );
      const places = await readChainPlaces(
        db,
        actor.tenantId,
        links.map((row) => row.upstream_id),
      );
      const bySupplier = placesOf(places);
      return pageOf(
        links,
        limit,
        ({ id }) => ({ key: null, id }),
        (row) => ({
          ...viewLink(row),
          reasons: reasonsOf(markHop(hopOf(row, bySupplier), body), language),
        }),
      );
    });
  }

  private async source(db: EntityManager, actor: PersonActor, supplierIds: readonly string[]): Promise<Source> {
    const found = await readChainLinks(db, actor.tenantId, supplierIds, 'upstream', DEPTH, this.clock.today(), MOST_LINKS + 1);
    const links = await linksBetween(
      db,
      actor.tenantId,
      found.slice(0, MOST_LINKS).map(({ id }) => id),
    );
    const ids = [...new Set([...supplierIds, ...links.map((row) => row.upstream_id)])];
    const suppliers = await readChainSuppliers(db, actor.tenantId, ids);
    const places = await readChainPlaces(db, actor.tenantId, ids);
    return { suppliers: new Map(suppliers.map((row) => [row.id, row])), links, places, truncated: found.length > MOST_LINKS };
  }
}

const isGood = ({ goods }: Indices, good: string): boolean => goods.goods.some(({ id }) => id === good);

/** What steps are marked by, and in which language their remarks are read. */
interface Reading {
  readonly indices: Indices;
  readonly language: string;
}

function hopsOf({ suppliers, links, places }: Source, reading: Reading, supplierId: string, good: string | null): ProductHopView[] {
  const root = suppliers.get(supplierId);
  if (root === undefined) return [];
  const bySupplier = placesOf(places);
  const own = ownHop(bySupplier.get(supplierId) ?? [], good);
  const byId = new Map(links.map((row) => [row.id, row]));
  const between = links.map((row) => ({
    id: row.id,
    supplied: { supplierId: row.supplied_id, siteId: row.supplied_site_id },
    upstream: { supplierId: row.upstream_id, siteId: row.upstream_site_id },
  }));
  const self = { supplierId, supplierName: root.name, siteId: null, siteName: null, country: root.country };
  const first = { depth: 0, linkId: null, supplied: null, upstream: self };
  return [
    viewHop(first, own, reading),
    ...hopsFrom({ supplierId, siteId: null }, bySuppliedOf(between), DEPTH).flatMap(({ linkId, depth }) => {
      const row = byId.get(linkId);
      if (row === undefined) return [];
      const { supplied, upstream } = viewLink(row);
      return [viewHop({ depth, linkId, supplied, upstream }, hopOf(row, bySupplier), reading)];
    }),
  ];
}

function viewHop(
  ends: Pick<ProductHopView, 'depth' | 'linkId' | 'supplied' | 'upstream'>,
  hop: Hop,
  { indices, language }: Reading,
): ProductHopView {
  const marked = markHop(hop, indices);
  return {
    ...ends,
    kind: hop.kind,
    placeCountries: [...new Set(hop.places.map(({ country }) => country))],
    goods: [...hop.goods],
    unmatched: [...hop.unmatched],
    recruitedFrom: [...hop.recruitedFrom],
    recruitedVia: [...hop.recruitedVia],
    mark: marked.mark,
    reasons: reasonsOf(marked, language),
  };
}

const reasonsOf = ({ reasons }: { readonly reasons: readonly Reason[] }, language: string): CorridorView['reasons'] =>
  reasons.map((reason) => ({
    ...reason,
    listings: [...reason.listings],
    note: reason.note === null ? null : textIn(reason.note, language, 'en'),
  }));

const countsOf = (hops: readonly ProductHopView[]): { touching: number; unknown: number } => ({
  touching: hops.filter(({ mark }) => mark === 'touches').length,
  unknown: hops.filter(({ mark, reasons }) => mark === 'unknown' || reasons.some(({ code }) => code.endsWith('_unknown'))).length,
});

function summaryOf({ suppliers, truncated }: Source, id: string, hops: readonly ProductHopView[]): ProductChainSummaryView {
  const supplier = suppliers.get(id);
  const countries = hops.flatMap(({ placeCountries, goods, recruitedFrom, recruitedVia }) => [
    ...placeCountries,
    ...goods.flatMap(({ iso3 }) => (iso3 === null ? [] : [iso3])),
    ...recruitedFrom,
    ...recruitedVia,
  ]);
  return {
    supplierId: id,
    name: supplier?.name ?? '',
    country: supplier?.country ?? '',
    hops: hops.length,
    ...countsOf(hops),
    countries: [...new Set(countries)].sort(),
    truncated,
  };
}
