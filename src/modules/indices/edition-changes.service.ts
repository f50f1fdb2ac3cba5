import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { entriesOf } from '../../domain/indices/edition-entries.js';
import type { AnyEdition, IndexId } from '../../domain/indices/index-ids.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { ContentChanges } from '../scoring/content-changes.service.js';
import { type EditionRow, insertEdition, type NewEdition, withdrawEdition } from './index-editions.queries.js';
import { alreadyLoaded } from './refusals.js';

export const hashOf = (edition: AnyEdition): string => sha256Hex(canonicalJson(edition));

/** Writes down what was loaded or withdrawn, and asks for the scores that follow: once, whoever notices it too. */
@Injectable()
export class EditionChanges {
  constructor(
    private readonly scores: ContentChanges,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  thisYear(): number {
    return this.clock.now().getUTCFullYear();
  }

  /** An edition as it would be stored now. */
  draft({ personId }: PersonActor, index: IndexId, body: AnyEdition): NewEdition {
    const { title, edition, year, source, attribution, licence } = body;
    return {
      id: newId<string>(),
      index_id: index,
      title,
      edition,
      year,
      source,
      attribution,
      licence,
      lines: entriesOf(index, body).length,
      sha256: hashOf(body),
      loaded_by: personId,
      loaded_at: this.clock.now(),
      withdrawn_by: null,
      withdrawn_at: null,
      version: 1,
      body,
    };
  }

  /** @throws DomainError EDITION_LOADED */
  async store(db: EntityManager, actor: PersonActor, edition: NewEdition): Promise<void> {
    if (!(await insertEdition(db, actor.tenantId, edition))) throw alreadyLoaded(edition.edition);
    await this.tell(db, actor, 'index_edition.loaded', edition);
    await this.scores.noticeWithin(db, actor);
  }

  async withdraw(db: EntityManager, actor: PersonActor, edition: EditionRow): Promise<void> {
    await withdrawEdition(db, actor.tenantId, edition.id, actor.personId, this.clock.now());
    await this.tell(db, actor, 'index_edition.withdrawn', edition);
    await this.scores.noticeWithin(db, actor);
  }

  private async tell(db: EntityManager, actor: PersonActor, action: string, row: EditionRow): Promise<void> {
    const { id, index_id: index, edition, year, sha256, lines } = row;
    const after = { index, edition, year, sha256, lines };
    await this.audit.record(db, actor, { action, subjectKind: 'index_edition', subjectId: id, after });
  }
}
