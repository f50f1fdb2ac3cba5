import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { wordsOf } from '../../../domain/credibility/same-text.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Vault } from '../../../platform/vault/vault.js';
import { type OpenedRound, visibleIn } from '../opened-round.js';
import { insertSnapshot } from './review-snapshots.queries.js';

/** Keeps what each submission said, so that the next one can be laid beside it. */
@Injectable()
export class ReviewSnapshots {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Of a round that is being submitted; hidden answers are no part of it. */
  async keepWithin(db: EntityManager, { tenantId }: Actor, round: OpenedRound): Promise<void> {
    const { assessment, ring, rows } = round;
    const byQuestion = new Map(rows.map((row) => [row.question_id, row]));
    const answers = visibleIn(round).flatMap(({ id }) => {
      const row = byQuestion.get(id);
      if (row === undefined) return [];
      const textHash = this.hashOf(tenantId, ring.open(assessment.key_id, row.text_sealed));
      return [{ question: id, textHash, commentHash: this.hashOf(tenantId, ring.open(assessment.key_id, row.comment_sealed)) }];
    });
    await insertSnapshot(db, { tenantId, assessmentId: assessment.id, submittedAt: this.clock.now() }, answers);
  }

  private hashOf(tenantId: string, text: string | null): string | null {
    const words = text === null ? null : wordsOf(text);
    return words === null ? null : this.vault.hash(tenantId, `words/${words}`);
  }
}
