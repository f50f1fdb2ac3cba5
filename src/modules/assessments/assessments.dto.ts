import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import type { AssessmentState } from '../../domain/assessment/assessment-states.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { AnswerView, CompletenessView } from './answers.dto.js';
import { EvidenceView } from './evidence/evidence.dto.js';
import { LinkView } from './links.dto.js';
import { QuestionnaireView } from './questionnaire.dto.js';
import { DAY } from './sending.dto.js';
import type { Audience } from './sending.queries.js';

const STATES = ['sent', 'in_progress', 'submitted', 'returned', 'accepted', 'cancelled'];

export class AssessmentsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: AssessmentState;

  @ApiPropertyOptional({ enum: ['supplier', 'buyer'] })
  @IsOptional()
  @IsIn(['supplier', 'buyer'])
  audience?: Audience;

  /** Only assessments of this site. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  /** Only assessments of this supplier's sites. */
  @IsOptional()
  @IsUUID()
  supplierId?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Only assessments due before this day.' })
  @IsOptional()
  @Matches(DAY, { message: 'dueBefore must be a date as YYYY-MM-DD' })
  dueBefore?: string;
}

export class AssessmentView {
  id: string;

  supplierId: string;

  supplier: string;

  siteId: string;

  site: string;

  @ApiProperty({ enum: ['supplier', 'buyer'], description: 'Whose questions.' })
  audience: string;

  @ApiProperty({ enum: STATES })
  state: string;

  @ApiProperty({ enum: ['core', 'extended', 'full'] })
  depth: string;

  manual: string;

  manualVersion: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ enum: ['officer', 'reassessment'] })
  origin: string;

  @ApiProperty({ format: 'date-time' })
  sentAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  openedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  submittedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was last accepted, returned or cancelled.' })
  decidedAt: string | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AssessmentsPage {
  items: AssessmentView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class ReportView {
  title: string;

  /** null where an earlier release kept the title alone; so is the day. */
  author: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  date: string | null;
}

export class ReviewView {
  question: string;

  @ApiProperty({ enum: ['accepted', 'returned'] })
  decision: string;

  comment: string | null;

  @ApiProperty({ enum: ['declared', 'documented', 'verified'] })
  evidence: string;

  @ApiProperty({ type: ReportView, nullable: true })
  report: ReportView | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day of which the report verifies the answer.' })
  verifiedOn: string | null;

  /** What the report verifies does not count yet: a second person has to confirm it. */
  awaitsSecondPerson: boolean;

  /** Id of the person. */
  reviewedBy: string;

  @ApiProperty({ format: 'date-time' })
  reviewedAt: string;

  /** Id of the second person. */
  confirmedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmedAt: string | null;
}

export class AssessmentDetailView extends AssessmentView {
  questionnaire: QuestionnaireView;

  answers: AnswerView[];

  /** Ids of visible questions whose answers were carried over and must be confirmed or changed one by one before submission. */
  toConfirm: string[];

  evidence: EvidenceView[];

  reviews: ReviewView[];

  links: LinkView[];

  completeness: CompletenessView;
}
