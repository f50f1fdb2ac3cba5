import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Questionnaire } from '../../domain/questionnaire/select-questions.js';
import { readQuestionnaire, readQuestionnaires } from './questionnaires.queries.js';

const KEPT = 32;

/**
 * Reads frozen questionnaires and keeps those read last: what lies under a hash never changes, and unpacking it again would be nearly half of the
 * time that saving an answer takes. Whoever asks has read the hash from a row that they may see.
 */
@Injectable()
export class FrozenQuestionnaires {
  private readonly kept = new Map<string, Questionnaire>();

  async read(db: EntityManager, tenantId: string, sha256: string): Promise<Questionnaire> {
    const questionnaire = this.kept.get(sha256) ?? (await readQuestionnaire(db, tenantId, sha256));
    this.keep(sha256, questionnaire);
    return questionnaire;
  }

  /** By hash, in one statement for all that are not kept. */
  async readAll(db: EntityManager, tenantId: string, hashes: readonly string[]): Promise<ReadonlyMap<string, Questionnaire>> {
    const wanted = [...new Set(hashes)];
    const kept = new Map(
      wanted.flatMap((sha256) => {
        const questionnaire = this.kept.get(sha256);
        return questionnaire === undefined ? [] : [[sha256, questionnaire] as const];
      }),
    );
    const read = await readQuestionnaires(
      db,
      tenantId,
      wanted.filter((sha256) => !kept.has(sha256)),
    );
    for (const [sha256, questionnaire] of read) this.keep(sha256, questionnaire);
    return new Map([...kept, ...read]);
  }

  private keep(sha256: string, questionnaire: Questionnaire): void {
    // Set anew it comes last in order, so that the first is the one not asked for the longest.
    this.kept.delete(sha256);
    this.kept.set(sha256, questionnaire);
    const [longestAgo] = this.kept.keys();
    if (this.kept.size > KEPT && longestAgo !== undefined) this.kept.delete(longestAgo);
  }
}
