import { Injectable } from '@nestjs/common';
import { decideForm, type FormDecision, type FormSave, type FormSituation } from '../../domain/offline/decide-form.js';
import { type FormFault, readForm } from '../../domain/offline/read-form.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Workbook } from '../../domain/spreadsheet/workbook.js';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { readWorkbook } from '../../platform/spreadsheet/read-workbook.js';
import { AnsweringService } from '../assessments/answering.service.js';
import { type FormBasis, FormBasisService } from '../assessments/form-basis.service.js';
import { ReadingService } from '../assessments/reading.service.js';
import type { FormReportView } from './form-report.dto.js';
import { viewReport } from './form-report.view.js';
import type { FormUpload } from './receive-form.js';
import { currentOf, type SeenRound } from './seen-round.js';

interface QuestionChange {
  readonly question: string;
  readonly version: number;
}

/** Somebody may answer online while a form is being taken: then it is looked at again. */
const ATTEMPTS = 3;

const MESSAGES: Readonly<Record<FormFault, string>> = {
  FORM_UNKNOWN: 'This workbook is not a questionnaire that was downloaded here, or its hidden sheet is gone. Nothing was taken from it.',
  FORM_OF_ANOTHER_ASSESSMENT: 'This workbook belongs to other questions than those of this link. Nothing was taken from it.',
  FORM_OUTDATED: 'The questions have changed since this workbook was downloaded. Download it again; nothing was taken from it.',
};

/** Takes the answers of workbooks that were filled in offline. */
@Injectable()
export class FormUploadsService {
  constructor(
    private readonly reading: ReadingService,
    private readonly basis: FormBasisService,
    private readonly answering: AnsweringService,
  ) {}

  /** @throws DomainError SPREADSHEET_…, FORM_UNKNOWN, FORM_OF_ANOTHER_ASSESSMENT, FORM_OUTDATED, ASSESSMENT_READ_ONLY */
  async take(actor: RespondentActor, { content, dryRun, overwrite }: FormUpload): Promise<FormReportView> {
    const workbook = await readWorkbook(content);
    for (let attempt = 1; ; attempt += 1) {
      const seen = await this.reading.respond(actor, undefined);
      if (seen.readOnly)
        throw new DomainError('ASSESSMENT_READ_ONLY', 'conflict', 'What was submitted cannot be changed, unless it is returned.');
      const basis = await this.basis.read(actor, actor.assessmentId);
      const form = formIn(workbook, basis);
      const decisions = decideForm(form.questions, situationOf(seen, basis, overwrite));
      if (dryRun || (await this.save(actor, decisions, seen.changedSince, attempt < ATTEMPTS)))
        return viewReport(dryRun, form.problems, decisions, seen);
    }
  }

  /** Whether it was saved; false: somebody was quicker, and it may be tried again. */
  private async save(
    actor: RespondentActor,
    decisions: readonly FormDecision[],
    changedSince: readonly QuestionChange[],
    mayTryAgain: boolean,
  ): Promise<boolean> {
    const answers = decisions.flatMap(({ save }) => (save === null ? [] : [overNothing(save, changedSince)]));
    if (answers.length === 0) return true;
    try {
      await this.answering.save(actor, actor.assessmentId, answers);
      return true;
    } catch (error) {
      if (mayTryAgain && error instanceof DomainError && error.code === 'ANSWER_CONFLICT') return false;
      throw error;
    }
  }
}

/** A question that changed under the round, and has no answer, has a version to name all the same. */
const overNothing = (save: FormSave, changedSince: readonly QuestionChange[]): FormSave =>
  save.version > 0 ? save : { ...save, version: changedSince.find(({ question }) => question === save.question)?.version ?? 0 };

function formIn(workbook: Workbook, basis: FormBasis) {
  const form = readForm(workbook, basis);
  if (typeof form !== 'string') return form;
  throw new DomainError(form, form === 'FORM_UNKNOWN' ? 'invalid' : 'conflict', MESSAGES[form]);
}

const situationOf = ({ questionnaire: seen, answers }: SeenRound, basis: FormBasis, overwrite: readonly string[]): FormSituation => {
  const mine = seen.chapters.flatMap(({ questions }) => questions);
  return {
    questionnaire: basis.questionnaire,
    site: basis.facts,
    answers: basis.answers,
    current: new Map(answers.map((answer) => [answer.question, currentOf(answer)])),
    mine: new Set(mine.map(({ id }) => id)),
    editable: new Set(mine.filter(({ editable }) => editable).map(({ id }) => id)),
    overwrite: new Set(overwrite),
  };
};
