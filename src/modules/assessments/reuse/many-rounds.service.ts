import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../../../platform/vault/vault.js';
import { findAssessments } from '../assessment.queries.js';
import { FrozenQuestionnaires } from '../frozen-questionnaires.service.js';
import { setAsideVersionsOfAll } from '../moves.queries.js';
import { openRound, type OpenedRound } from '../opened-round.js';
import { answersOfAll, reviewsOfAll } from './copying.queries.js';

/** Reads many rounds at once, in as many statements as one. */
@Injectable()
export class ManyRounds {
  constructor(
    private readonly vault: Vault,
    private readonly questionnaires: FrozenQuestionnaires,
  ) {}

  async open(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<readonly OpenedRound[]> {
    if (ids.length === 0) return [];
    const assessments = await findAssessments(db, tenantId, ids);
    const hashes = assessments.map(({ questionnaire_sha256: sha256 }) => sha256);
    const questionnaires = await this.questionnaires.readAll(db, tenantId, hashes);
    const answers = await answersOfAll(db, tenantId, ids);
    const reviews = await reviewsOfAll(db, tenantId, ids);
    const versions = await setAsideVersionsOfAll(db, tenantId, assessments);
    const keys = assessments.map(({ key_id: keyId }) => keyId);
    const ring = await this.vault.ring(db, tenantId, keys);
    return assessments.flatMap((assessment) => {
      const questionnaire = questionnaires.get(assessment.questionnaire_sha256);
      if (questionnaire === undefined) return [];
      const { id } = assessment;
      return [openRound(assessment, questionnaire, answers.get(id) ?? [], reviews.get(id) ?? [], ring, versions.get(id))];
    });
  }
}
