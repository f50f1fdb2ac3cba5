import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Vault } from '../../../platform/vault/vault.js';
import { withinPart } from '../delegation/part.js';
import type { OpenedRound } from '../opened-round.js';
import { earlierVersions } from './documents.queries.js';
import type { EvidenceView } from './evidence.dto.js';
import { type EvidenceRow, shownEvidence } from './evidence.queries.js';
import { viewEvidence } from './evidence.view.js';

/** Shows the files of a round, with their histories, to whoever may see them. */
@Injectable()
export class EvidenceReader {
  constructor(private readonly vault: Vault) {}

  async files(db: EntityManager, actor: PersonActor | RespondentActor, round: OpenedRound): Promise<EvidenceView[]> {
    const rows = await shownEvidence(db, actor.tenantId, round.assessment.id);
    return this.view(
      db,
      actor.tenantId,
      rows.filter((row) => withinPart(actor, round, row.question_id)),
    );
  }

  async view(db: EntityManager, tenantId: string, rows: readonly EvidenceRow[]): Promise<EvidenceView[]> {
    const versions = await earlierVersions(
      db,
      tenantId,
      rows.map((row) => row.document_id),
    );
    const ring = await this.vault.ring(
      db,
      tenantId,
      [...rows, ...versions].map((row) => row.key_id),
    );
    return rows.map((row) => viewEvidence(row, ring, versions));
  }
}
