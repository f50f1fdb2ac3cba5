import { ApiProperty } from '@nestjs/swagger';
import { AnswerView, CompletenessView } from './answers.dto.js';
import { EvidenceView } from './evidence/evidence.dto.js';
import { QuestionChangeView } from './moving.dto.js';
import { QuestionnaireView } from './questionnaire.dto.js';
import { ThreadView } from './reviewing/review-threads.dto.js';

export class AssessedSiteView {
  id: string;

  name: string;

  @ApiProperty({ description: 'ISO 3166-1 alpha-3.' })
  country: string;

  region: string | null;

  address: string | null;
}

export class RespondView {
  assessmentId: string;

  /** Who asks. */
  tenant: string;

  /** The company that is asked. */
  supplier: string;

  site: AssessedSiteView;

  @ApiProperty({ enum: ['sent', 'in_progress', 'submitted', 'returned', 'accepted', 'cancelled'] })
  state: string;

  @ApiProperty({ description: 'Nothing can be changed any more.' })
  readOnly: boolean;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  submittedAt: string | null;

  /** Ids of the chapters that were handed to you; null: you hold the whole. */
  part: string[] | null;
  /** Questions that changed since the assessment was sent; empty once it is submitted. */
  changedSince: QuestionChangeView[];

  /** To be shown wherever a file can be sent, before it is. */
  evidenceNotice: string;

  questionnaire: QuestionnaireView;

  answers: AnswerView[];

  /** Ids of visible questions whose answers were carried over and must be confirmed or changed one by one before submission. */
  toConfirm: string[];

  evidence: EvidenceView[];

  completeness: CompletenessView;

  /** What the buyer said about answers, and what was replied. */
  threads: ThreadView[];
}
