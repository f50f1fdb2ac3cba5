import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '../../platform/vault/vault.js';
import { answersOfMany, type AnswerRow } from './answers.queries.js';
import { findAssessments } from './assessment.queries.js';
import { completenessOf, openRound } from './opened-round.js';
import { readQuestionnaires } from './questionnaires.queries.js';

/** Tells at which question rounds stand: for a page of them at once, since each is worked out from all of its answers. */
@Injectable()
export class MissingQuestions {
  constructor(private readonly vault: Vault) {}

  /** The first visible question without a valid answer, by assessment id; null where none is missing. Four statements for all of them. */
  async firstOf(db: EntityManager, tenantId: string, assessmentIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    if (assessmentIds.length === 0) return new Map();
    const assessments = await findAssessments(db, tenantId, assessmentIds);
    const questionnaires = await readQuestionnaires(
      db,
      tenantId,
      assessments.map(({ questionnaire_sha256: sha256 }) => sha256),
    );
    const ring = await this.vault.ring(
      db,
      tenantId,
      assessments.map(({ key_id: keyId }) => keyId),
    );
    const answers = new Map<string, AnswerRow[]>();
    for (const row of await answersOfMany(db, tenantId, assessmentIds)) {
      const rows = answers.get(row.assessment_id);
      if (rows === undefined) answers.set(row.assessment_id, [row]);
      else rows.push(row);
    }
    return new Map(
      assessments.flatMap((assessment) => {
        const questionnaire = questionnaires.get(assessment.questionnaire_sha256);
        if (questionnaire === undefined) return [];
        const round = openRound(assessment, questionnaire, answers.get(assessment.id) ?? [], [], ring);
        return [[assessment.id, completenessOf(round).total.missing[0] ?? null] as const];
      }),
    );
  }
}
