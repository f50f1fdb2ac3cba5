import { Injectable } from '@nestjs/common';
import { sentence } from '../../domain/scoring/explain-texts.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { ContentService } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { TranslationsInForce } from '../content/translations-in-force.service.js';
import type { ManualVersionsView, ManualView } from './manual.dto.js';
import type { ActionLibraryView, MethodologyView } from './reference.dto.js';
import { viewManual, viewManualVersion } from './manual.view.js';
import { listManualVersions, ownState, type VersionMark } from './manuals.queries.js';

/** Reads the shipped content: what is asked, by which figures it is scored and what is done about a bad answer. */
@Injectable()
export class ManualsService {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly inForce: ManualsInForce,
    private readonly methods: MethodsInForce,
    private readonly translations: TranslationsInForce,
  ) {}

  manuals(actor: PersonActor, { after, limit }: PageQuery): Promise<ManualVersionsView> {
    const from = cursorOf(after);
    return this.db.transaction(actor, async (db) => {
      const { id, version } = await this.inForce.of(db, actor.tenantId);
      const rows = await listManualVersions(db, actor.tenantId, { id, version }, from, limit);
      const { items, next } = pageOf(
        rows,
        limit,
        (row) => ({ key: `${row.id} ${row.version} ${row.origin}`, id: NO_ID }),
        viewManualVersion,
      );
      return { items: [...items], next };
    });
  }

  /** @throws DomainError MANUAL_NOT_FOUND */
  manual(actor: PersonActor, id: string, version: string): Promise<ManualView> {
    return this.db.transaction(actor, async (db) => {
      const manual = await this.inForce.version(db, actor.tenantId, id, version);
      const own = await ownState(db, actor.tenantId, manual);
      const chosen = await this.inForce.of(db, actor.tenantId);
      return viewManual(
        { ...manual, body: await this.translations.over(db, actor.tenantId, manual.body) },
        {
          origin: own === undefined ? 'shipped' : 'own',
          state: own ?? 'published',
          inForce: chosen.id === manual.id && chosen.version === manual.version,
        },
      );
    });
  }

  /** The whole method in force, with what the tenant has added to it. */
  async methodology(actor: PersonActor): Promise<MethodologyView> {
    const { id, version, sha256, body } = await this.db.transaction(actor, (db) => this.methods.of(db, actor.tenantId));
    return { id, version, sha256, caveat: sentence('en', 'caveat'), methodology: { ...body } };
  }

  async actionLibrary(): Promise<ActionLibraryView> {
    const { id, version, sha256, body } = await this.content.library();
    const { source, year, licence, baseLanguage, actions } = body;
    return { id, version, sha256, source, year, licence, baseLanguage, actions: actions.map((action) => ({ ...action })) };
  }
}

/** Shipped versions have no id of ours; a page mark holds the name. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** @throws DomainError CURSOR_INVALID */
function cursorOf(after: string | undefined): VersionMark | null {
  const key = readCursor(after)?.key ?? null;
  if (key === null) return null;
  const [, id, version, origin] = /^(\S+) (\d{1,9}\.\d{1,9}\.\d{1,9}) (own|shipped)$/.exec(String(key)) ?? [];
  if (id !== undefined && version !== undefined && origin !== undefined) return { id, version, origin };
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark is not one that the list gave out.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}
