import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual, Question } from '../../domain/manual/manual.js';
import { workerQuestions } from '../../domain/worker-survey/questions.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { TranslationsInForce } from '../content/translations-in-force.service.js';
import type { SurveyRow } from './worker-surveys.queries.js';

/** The manual of a survey, with what the tenant's people translated since. */
export interface SurveyManual {
  readonly manual: Manual;
  readonly questions: readonly Question[];
}

/** Finds what a survey asks. */
@Injectable()
export class SurveyQuestions {
  constructor(
    private readonly manuals: ManualsInForce,
    private readonly translations: TranslationsInForce,
  ) {}

  /** What a survey that is opened now would ask. */
  async now(db: EntityManager, tenantId: string): Promise<SurveyManual> {
    return this.open(db, tenantId, (await this.manuals.of(db, tenantId)).body);
  }

  /** What a survey asks: a newer manual changes nothing for those who hold its link. */
  async of(db: EntityManager, tenantId: string, { manual_id: id, manual_version: version }: SurveyRow): Promise<SurveyManual> {
    return this.open(db, tenantId, (await this.manuals.version(db, tenantId, id, version)).body);
  }

  private async open(db: EntityManager, tenantId: string, body: Manual): Promise<SurveyManual> {
    const manual = await this.translations.over(db, tenantId, body);
    return { manual, questions: workerQuestions(manual) };
  }
}
