import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Question } from '../../domain/manual/manual.js';
import type { Answers } from '../../domain/questionnaire/answer.js';
import { practicesLevel } from '../../domain/signals/buyer-practices.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { SignalEntry } from './signal-entry.service.js';

/** A round in which our own people have answered for themselves. */
export interface OwnRound {
  readonly assessmentId: string;
  readonly siteId: string;
  /** The questions that were asked and are visible. */
  readonly asked: readonly Question[];
  readonly answers: Answers;
}

/** Turns what our own people answered about how we buy into a signal: the latest stands, whoever the supplier is. */
@Injectable()
export class BuyerPractices {
  constructor(
    private readonly entry: SignalEntry,
    private readonly clock: Clock,
  ) {}

  /** Nothing, where no question about our practices was asked. A round that was answered again with the same answers changes nothing. */
  async renewWithin(db: EntityManager, actor: PersonActor, { assessmentId, siteId, asked, answers }: OwnRound): Promise<void> {
    const level = practicesLevel(asked, answers);
    if (level === null) return;
    await this.entry.enterWithin(db, actor, {
      siteId,
      kind: 'buyer_practices',
      outcome: null,
      manner: null,
      level,
      observedOn: this.clock.today(),
      observations: [],
      ilo: [],
      shows: [],
      text: null,
      origin: `assessment:${assessmentId}`,
      visibility: 'held',
      documentId: null,
      thirdPartyResultId: null,
    });
  }
}
