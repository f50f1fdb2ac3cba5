import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { askedQuestions, type Questionnaire } from '../../../domain/questionnaire/select-questions.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { type EarlierEvidence, evidenceOfLastRounds, insertEvidence, type NewEvidence } from './evidence.queries.js';
import { provesUntil } from './evidence-terms.js';

/** A round just made, beside whose questions the files of the last one are to stand. */
export interface RoundToFurnish {
  readonly assessmentId: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly questionnaire: Questionnaire;
}

const CHUNK = 500;

/** Carries files over to a new round as long as they prove something: they stay as old as they are, whatever the supplier confirms beside them. */
@Injectable()
export class EvidenceCarryOver {
  constructor(private readonly clock: Clock) {}

  async carryOverWithin(db: EntityManager, tenantId: string, rounds: readonly RoundToFurnish[]): Promise<void> {
    for (let start = 0; start < rounds.length; start += CHUNK) await this.carryChunk(db, tenantId, rounds.slice(start, start + CHUNK));
  }

  private async carryChunk(db: EntityManager, tenantId: string, rounds: readonly RoundToFurnish[]): Promise<void> {
    const earlier = await evidenceOfLastRounds(
      db,
      tenantId,
      rounds.map(({ assessmentId }) => assessmentId),
    );
    const bySite = new Map<string, EarlierEvidence[]>();
    for (const row of earlier) bySite.set(row.site_id, [...(bySite.get(row.site_id) ?? []), row]);
    const files = rounds.flatMap((round) => this.filesFor(round, bySite.get(round.siteId) ?? []));
    await insertEvidence(db, tenantId, this.clock.now(), files);
  }

  private filesFor({ assessmentId, supplierId, questionnaire }: RoundToFurnish, earlier: readonly EarlierEvidence[]): NewEvidence[] {
    const asked = new Map(askedQuestions(questionnaire).map((question) => [question.id, question]));
    return earlier.flatMap((row): NewEvidence[] => {
      const question = asked.get(row.question_id);
      if (question === undefined) return [];
      const rule = question.evidence.some(({ id }) => id === row.rule_id) ? row.rule_id : null;
      const dates = { issuedOn: row.issued_on, validUntil: row.valid_until };
      const until = provesUntil(question, rule, dates, row.uploaded_at);
      if (until !== null && until < this.clock.today()) return [];
      return [
        {
          ...dates,
          id: newId<string>(),
          supplierId,
          assessmentId,
          question: row.question_id,
          rule,
          documentId: row.document_id,
          origin: row.result_id === null ? 'carried_over' : 'third_party',
          provesUntil: until,
          uploadedByKind: row.uploaded_by_kind,
          uploadedBy: row.uploaded_by,
          uploadedAt: row.uploaded_at,
          resultId: row.result_id,
        },
      ];
    });
  }
}
