import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { completenessOf } from './opened-round.js';
import { ManyRounds } from './reuse/many-rounds.service.js';

/** Tells at which question rounds stand: for a page of them at once, since each is worked out from all of its answers. */
@Injectable()
export class MissingQuestions {
  constructor(private readonly rounds: ManyRounds) {}

  /** The first visible question without a valid answer, by assessment id; null where none is missing. */
  async firstOf(db: EntityManager, tenantId: string, assessmentIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const rounds = await this.rounds.open(db, tenantId, assessmentIds);
    return new Map(rounds.map((round) => [round.assessment.id, completenessOf(round).total.missing[0] ?? null]));
  }
}
