import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor, PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { Vault } from '../../platform/vault/vault.js';
import { answersOf, reviewsShownToRespondent } from './answers.queries.js';
import type { AssessmentRow } from './assessment.queries.js';
import type { EvidenceView } from './evidence/evidence.dto.js';
import { EvidenceReader } from './evidence/evidence-reader.service.js';
import { FrozenQuestionnaires } from './frozen-questionnaires.service.js';
import { setAsideVersions } from './moves.queries.js';
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
    return openRound(assessment, questionnaire, rows, reviews, ring, await setAsideVersions(db, assessment, actor.tenantId));
  }

  /** Without the reviews, where they decide nothing: what a respondent may change depends on them only after a return. */
  async openForSaving(db: EntityManager, actor: Actor, assessment: AssessmentRow): Promise<OpenedRound> {
    if (assessment.state === 'returned') return this.open(db, actor, assessment);
    const ring = await this.vault.ring(db, actor.tenantId, [assessment.key_id]);
    const questionnaire = await this.questionnaires.read(db, actor.tenantId, assessment.questionnaire_sha256);
    const rows = await answersOf(db, actor.tenantId, assessment.id);
    return openRound(assessment, questionnaire, rows, [], ring, await setAsideVersions(db, assessment, actor.tenantId));
  }

  /** The files beside its answers, as far as they are for this actor to see. */
  files(db: EntityManager, actor: PersonActor | RespondentActor, round: OpenedRound): Promise<EvidenceView[]> {
    return this.evidence.files(db, actor, round);
  }
}
