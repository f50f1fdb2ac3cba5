import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SurveyResult } from '../../domain/worker-survey/outcome.js';
import type { Actor } from '../../platform/auth/actor.js';
import type { SurveyRow } from './worker-surveys.queries.js';

/** Makes a signal of a counted survey. */
@Injectable()
export class SurveySignals {
  async enterWithin(_db: EntityManager, _actor: Actor, _row: SurveyRow, _result: SurveyResult, _family: string): Promise<void> {}

  async withdrawWithin(_db: EntityManager, _actor: Actor, _row: SurveyRow): Promise<void> {}
}
