import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { checkResponse, choicesOf, readForm } from '../../domain/worker-survey/read-response.js';
import type { Choice } from '../../domain/worker-survey/tally.js';
import { systemOf } from '../../platform/auth/actor.js';
import { hashSecret, sameHash } from '../../platform/auth/secrets.js';
import { readSurveyToken } from '../../platform/auth/survey-tokens.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { SurveySentView, WorkersAnswerDto, WorkersSurveyView } from './public-survey.dto.js';
import { SurveyFlood } from './survey-flood.service.js';
import { type SurveyManual, SurveyQuestions } from './survey-questions.service.js';
import { surveyClosed, surveyNotFound } from './survey-refusals.js';
import { addChoices, addRespondent } from './tallies.queries.js';
import { surveyWords } from './words/survey-words.js';
import { buyerName, findSurvey, type SurveyRow } from './worker-surveys.queries.js';
import { languageFor, viewForWorkers } from './workers-survey.view.js';

/** A survey that takes answers today. */
interface OpenedSurvey {
  readonly db: EntityManager;
  readonly tenantId: string;
  readonly row: SurveyRow;
  readonly asked: SurveyManual;
}

/**
 * What workers do through the link of a survey. No account, address, device or time of theirs is looked at or kept, and no audit event is
 * written of an answer: its time would say who was there.
 */
@Injectable()
export class PublicSurvey {
  constructor(
    private readonly db: TenantDb,
    private readonly questions: SurveyQuestions,
    private readonly flood: SurveyFlood,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_CLOSED, TOO_MANY_REQUESTS */
  read(token: string, language: string | undefined): Promise<WorkersSurveyView> {
    return this.open(token, 'read', async ({ db, tenantId, row, asked }) =>
      viewForWorkers(row, asked, { buyer: await buyerName(db, tenantId), language }),
    );
  }

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_CLOSED, SURVEY_FULL, ANSWERS_INVALID, TOO_MANY_REQUESTS */
  send(token: string, answers: readonly WorkersAnswerDto[], language: string | undefined): Promise<SurveySentView> {
    return this.open(token, 'send', async (survey) => {
      const given = answers.map(({ question, state, value }) => ({ question, state, value: value ?? null }));
      const problems = checkResponse(survey.asked.questions, given);
      if (problems.length > 0)
        throw new DomainError('ANSWERS_INVALID', 'invalid', 'Some answers do not fit their questions; nothing was saved.', problems);
      await this.add(survey, choicesOf(given));
      return { thanks: [...surveyWords(languageFor(survey.row, language)).thanks] };
    });
  }

  /** From a page without scripts; whatever cannot be read is left out. @throws DomainError SURVEY_NOT_FOUND, SURVEY_CLOSED, SURVEY_FULL, TOO_MANY_REQUESTS */
  sendForm(token: string, fields: Readonly<Record<string, unknown>>): Promise<void> {
    return this.open(token, 'send', (survey) => this.add(survey, readForm(survey.asked.questions, fields)));
  }

  /** Whoever sends nothing is thanked and not counted: empty sheets must not make one answer look like five. */
  private async add({ db, tenantId, row }: OpenedSurvey, choices: readonly Choice[]): Promise<void> {
    if (choices.length === 0) return;
    if (!(await addRespondent(db, tenantId, row.id)))
      throw new DomainError('SURVEY_FULL', 'conflict', 'This link has been answered as often as it may be.');
    await addChoices(db, tenantId, row.id, choices);
  }

  private async open<T>(token: string, doing: 'read' | 'send', work: (survey: OpenedSurvey) => Promise<T>): Promise<T> {
    this.flood.passAll();
    const read = readSurveyToken(token);
    if (read === null) throw surveyNotFound();
    const { tenantId, id, secret } = read;
    return this.db.transaction(systemOf(tenantId), async (db) => {
      const row = await findSurvey(db, tenantId, id);
      if (row === null || !sameHash(row.secret_hash, hashSecret(secret))) throw surveyNotFound();
      this.flood.passOne(id, doing);
      const today = this.clock.today();
      if (row.state !== 'open' || today < row.opens_on || today > row.closes_on) throw surveyClosed();
      return work({ db, tenantId, row, asked: await this.questions.of(db, tenantId, row) });
    });
  }
}
