import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { Vault } from '../../platform/vault/vault.js';
import { answersOf, contactNames, reviewsShownToRespondent } from './answers.queries.js';
import type { AssessmentRow } from './assessment.queries.js';
import type { EvidenceView } from './evidence/evidence.dto.js';
import { EvidenceReader } from './evidence/evidence-reader.service.js';
import { FrozenQuestionnaires } from './frozen-questionnaires.service.js';
import { openRound, type OpenedRound } from './opened-round.js';

/** Reads a round with everything said in it, for whoever may see it. */
@Injectable()
export class RoundReader {
  constructor(
    private readonly vault: Vault,
    private readonly questionnaires: FrozenQuestionnaires,
    private readonly evidence: EvidenceReader,
  ) {}

  async open(db: EntityManager, actor: Actor, assessment: AssessmentRow): Promise<OpenedRound> {
    const ring = await this.vault.ring(db, actor.tenantId, [assessment.key_id]);
    const questionnaire = await this.questionnaires.read(db, actor.tenantId, assessment.questionnaire_sha256);
    const rows = await answersOf(db, actor.tenantId, assessment.id);
    const reviews = await reviewsShownToRespondent(db, actor.tenantId, assessment.id);
    return openRound(assessment, questionnaire, rows, reviews, ring);
  }

  /** The files beside its answers, as far as they are for this actor to see. */
  files(db: EntityManager, actor: PersonActor | RespondentActor, round: OpenedRound): Promise<EvidenceView[]> {
    return this.evidence.files(db, actor, round);
  }

  /** Names of the contacts who wrote something, by id; one whose key is erased is missing. */
  async contactNames(db: EntityManager, tenantId: string, round: OpenedRound): Promise<ReadonlyMap<string, string>> {
    const ids = round.rows.flatMap((row) => (row.answered_by_kind === 'contact' && row.answered_by !== null ? [row.answered_by] : []));
    const contacts = await contactNames(db, tenantId, ids);
    const ring = await this.vault.ring(
      db,
      tenantId,
      contacts.map(({ key_id: keyId }) => keyId),
    );
    return new Map(
      contacts.flatMap((contact) => {
        const name = ring.open(contact.key_id, contact.name_sealed);
        return name === null ? [] : [[contact.id, name] as const];
      }),
    );
  }
}
