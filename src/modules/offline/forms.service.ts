import { Injectable } from '@nestjs/common';
import { formSheets } from '../../domain/offline/form-sheets.js';
import type { PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { writeWorkbook } from '../../platform/spreadsheet/write-workbook.js';
import { type FormBasis, FormBasisService } from '../assessments/form-basis.service.js';
import { ReadingService } from '../assessments/reading.service.js';
import { formQuestions, type SeenRound } from './seen-round.js';

/** Writes the questions of a round, with what was answered so far, as a workbook. */
@Injectable()
export class FormsService {
  constructor(
    private readonly reading: ReadingService,
    private readonly basis: FormBasisService,
    private readonly clock: Clock,
  ) {}

  /** For the contact: the part that is theirs. Like reading it online, this opens the round. */
  async own(actor: RespondentActor, language: string | undefined): Promise<Buffer> {
    const seen = await this.reading.respond(actor, language);
    return this.write(seen, await this.basis.read(actor, actor.assessmentId));
  }

  /** For an officer who hands it on. @throws DomainError ASSESSMENT_NOT_FOUND */
  async ofAssessment(actor: PersonActor, id: string, language: string | undefined): Promise<Buffer> {
    const seen = await this.reading.detail(actor, id, language);
    return this.write(seen, await this.basis.read(actor, id));
  }

  private write(seen: SeenRound, { assessmentId, questionnaire, sha256, buyer, site, dueOn }: FormBasis): Promise<Buffer> {
    const content = { assessmentId, questionnaire, sha256, buyer, site, dueOn, language: seen.questionnaire.language };
    return writeWorkbook(formSheets({ ...content, today: this.clock.today(), questions: formQuestions(seen) }));
  }
}
