import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { compareEditions } from '../../domain/indices/compare-editions.js';
import { type AnyEdition, editionIn, type IndexId } from '../../domain/indices/index-ids.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { shippedSources } from '../../platform/content/content-folders.js';
import { readSchemas } from '../../platform/content/schemas.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { Form } from '../../platform/http/read-form.js';
import { readIndexFile } from '../../platform/index-files/read-index-file.js';
import { ContentService } from '../content/content.service.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import { EditionChanges, hashOf } from './edition-changes.service.js';
import type { IndexEditionFields, LoadedEditionView } from './index-editions.dto.js';
import { isLoaded, type NewEdition } from './index-editions.queries.js';
import { viewDiff, viewEdition } from './index-editions.view.js';
import { alreadyLoaded, fileRefused } from './refusals.js';
import { TouchedSites } from './touched-sites.service.js';

/** Takes an edition of one index in, or tells what it would change. A file with any fault stores nothing. */
@Injectable()
export class LoadEditionService {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly indices: IndicesInForce,
    private readonly changes: EditionChanges,
    private readonly touched: TouchedSites,
  ) {}

  /** @throws DomainError INDEX_EDITION_INVALID, EDITION_LOADED */
  async load(actor: PersonActor, form: Form<IndexEditionFields>, dryRun: boolean): Promise<LoadedEditionView> {
    await this.content.refresh();
    const schemas = await readSchemas(shippedSources.schemaFolder);
    const inForce = await this.db.transaction(actor, (db) => this.indices.of(db, actor.tenantId));
    const file = readIndexFile(form.content, form.name, form.fields, { indices: inForce.body, schemas, thisYear: this.changes.thisYear() });
    if (file.edition === null) throw fileRefused(file);
    const { index, body } = file.edition;
    return this.db.transaction(actor, (db) => this.take(db, actor, index, body, dryRun));
  }

  private async take(db: EntityManager, actor: PersonActor, index: IndexId, body: AnyEdition, dryRun: boolean): Promise<LoadedEditionView> {
    const { tenantId } = actor;
    const { body: inForce } = await this.indices.of(db, tenantId);
    const before = editionIn(inForce, index);
    const edition = this.changes.draft(actor, index, body);
    if (await this.isKnown(db, tenantId, edition)) throw alreadyLoaded(edition.edition);
    const own = await this.indices.own(db, tenantId, [{ index, year: body.year, id: edition.id }]);
    const changes = compareEditions(index, before, body);
    const sites = await this.touched.of(db, tenantId, index, { from: before, to: body, changes });
    if (!dryRun) await this.changes.store(db, actor, edition);
    return {
      dryRun,
      edition: { ...viewEdition(edition, own), ...(dryRun ? UNSTORED : {}) },
      diff: viewDiff(before.edition, changes),
      sites,
    };
  }

  /** The shipped edition word for word adds nothing either. */
  private async isKnown(db: EntityManager, tenantId: string, { index_id, edition, sha256 }: NewEdition): Promise<boolean> {
    const shipped = editionIn((await this.content.indices()).body, index_id);
    return hashOf(shipped) === sha256 || (await isLoaded(db, tenantId, index_id, edition, sha256));
  }
}

/** What a dry run did not store has no name yet. */
const UNSTORED = { id: null, loadedBy: null, loadedAt: null, version: null };
