import { Injectable } from '@nestjs/common';
import { entriesOf } from '../../domain/indices/edition-entries.js';
import { editionIn, INDEX_IDS, isIndexId } from '../../domain/indices/index-ids.js';
import type { Indices } from '../../domain/indices/indices.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { type Page, pageOf, readCursor, writeCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { ContentService } from '../content/content.service.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import { EditionChanges, hashOf } from './edition-changes.service.js';
import type { EntriesQuery, IndexEditionsQuery, IndexEditionView, IndexEntryView } from './index-editions.dto.js';
import { editionBody, editionById, type EditionMark, listEditions, lockEdition, type ShippedRow } from './index-editions.queries.js';
import { viewEdition, viewEntry } from './index-editions.view.js';
import { alreadyWithdrawn, editionNotFound, versionConflict } from './refusals.js';

/** Reads editions, shipped and loaded, and takes loaded ones back. */
@Injectable()
export class IndexEditionsService {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly indices: IndicesInForce,
    private readonly changes: EditionChanges,
  ) {}

  async list(actor: PersonActor, { index, after, limit }: IndexEditionsQuery): Promise<Page<IndexEditionView>> {
    const shipped = shippedRows((await this.content.indices()).body);
    const wanted = { index: index ?? null, after: markOf(after), limit };
    return this.db.transaction(actor, async (db) => {
      const own = await this.indices.own(db, actor.tenantId);
      const rows = await listEditions(db, actor.tenantId, shipped, wanted);
      return pageOf(
        rows,
        limit,
        (row) => ({ key: `${row.index_id} ${row.year}`, id: row.id }),
        (row) => viewEdition(row, own),
      );
    });
  }

  /** @throws DomainError INDEX_EDITION_NOT_FOUND */
  read(actor: PersonActor, id: string): Promise<IndexEditionView> {
    return this.db.transaction(actor, async (db) => {
      const row = await editionById(db, actor.tenantId, id);
      if (row === undefined) throw editionNotFound();
      return viewEdition(row, await this.indices.own(db, actor.tenantId));
    });
  }

  /** @throws DomainError INDEX_EDITION_NOT_FOUND */
  entries(actor: PersonActor, id: string, { after, limit, language }: EntriesQuery): Promise<Page<IndexEntryView>> {
    const place = placeOf(after);
    return this.db.transaction(actor, async (db) => {
      const row = await editionById(db, actor.tenantId, id);
      const body = await editionBody(db, actor.tenantId, id);
      if (row === undefined || body === undefined) throw editionNotFound();
      const all = entriesOf(row.index_id, body);
      const end = place + limit;
      return {
        items: all.slice(place, end).map((entry) => viewEntry(entry, language)),
        next: end < all.length ? writeCursor({ key: end, id }) : null,
      };
    });
  }

  /** The edition before it is in force again. @throws DomainError INDEX_EDITION_NOT_FOUND, EDITION_WITHDRAWN, VERSION_CONFLICT */
  async withdraw(actor: PersonActor, id: string, version: number): Promise<IndexEditionView> {
    await this.content.refresh();
    return this.db.transaction(actor, async (db) => {
      const row = await lockEdition(db, actor.tenantId, id);
      if (row === undefined) throw editionNotFound();
      if (row.withdrawn_at !== null) throw alreadyWithdrawn();
      if (row.version !== version) throw versionConflict();
      await this.changes.withdraw(db, actor, row);
      const after = await editionById(db, actor.tenantId, id);
      return viewEdition(after ?? row, await this.indices.own(db, actor.tenantId));
    });
  }
}

/** What came with the product, as rows of the same list. */
const shippedRows = (indices: Indices): readonly ShippedRow[] =>
  INDEX_IDS.map((index_id) => {
    const body = editionIn(indices, index_id);
    const { edition, year, title, source, attribution, licence } = body;
    return { index_id, edition, year, title, source, attribution, licence, lines: entriesOf(index_id, body).length, sha256: hashOf(body) };
  });

/** @throws DomainError CURSOR_INVALID */
function markOf(after: string | undefined): EditionMark | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  const [, index, year] = /^([a-z_]+) (\d{4})$/.exec(String(cursor.key)) ?? [];
  if (isIndexId(index) && year !== undefined) return { index, year: Number(year), id: cursor.id };
  throw cursorInvalid();
}

/** @throws DomainError CURSOR_INVALID */
function placeOf(after: string | undefined): number {
  const key = readCursor(after)?.key ?? 0;
  if (typeof key === 'number' && Number.isSafeInteger(key) && key >= 0) return key;
  throw cursorInvalid();
}

const cursorInvalid = (): DomainError =>
  new DomainError('CURSOR_INVALID', 'invalid', 'This page mark is not one that the list gave out.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
