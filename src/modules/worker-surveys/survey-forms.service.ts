import { Injectable } from '@nestjs/common';
import { directionOf } from '../../domain/manual/direction.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { PublicSurvey } from './public-survey.service.js';
import { formPage, wordsPage } from './survey-page.js';
import { surveyWords } from './words/survey-words.js';

export interface ShownPage {
  readonly status: number;
  readonly html: string;
}

const STATUS: Readonly<Record<string, number>> = { SURVEY_NOT_FOUND: 404, SURVEY_CLOSED: 410, SURVEY_FULL: 410, TOO_MANY_REQUESTS: 429 };

/** The survey as pages: refusals are told in the reader's words there, not as JSON. */
@Injectable()
export class SurveyForms {
  constructor(private readonly survey: PublicSurvey) {}

  show(token: string, language: string | undefined, sent: boolean): Promise<ShownPage> {
    return this.orSay(language, async () => {
      if (sent) return { status: 200, html: wordsIn(language, 'thanks') };
      return { status: 200, html: formPage(await this.survey.read(token, language)) };
    });
  }

  send(token: string, fields: unknown, language: string | undefined): Promise<ShownPage> {
    return this.orSay(language, async () => {
      await this.survey.sendForm(token, isRecord(fields) ? fields : {});
      return { status: 303, html: wordsIn(language, 'thanks') };
    });
  }

  private async orSay(language: string | undefined, work: () => Promise<ShownPage>): Promise<ShownPage> {
    try {
      return await work();
    } catch (error) {
      const status = error instanceof DomainError ? STATUS[error.code] : undefined;
      if (status === undefined) throw error;
      return { status, html: wordsIn(language, status === 429 ? 'wait' : 'closed') };
    }
  }
}

const wordsIn = (language: string | undefined, what: 'thanks' | 'closed' | 'wait'): string => {
  const { code } = surveyWords(language ?? 'en');
  return wordsPage(code, directionOf(code), (words) => [words[what]].flat());
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
