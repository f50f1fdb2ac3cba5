import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ANSWER_VALUE_SHAPES } from '../../../platform/http/answer-value.js';
import { WriterView } from '../answers.dto.js';

export type ChangesSince = 'return' | 'first';

export class ChangesQuery {
  @ApiPropertyOptional({
    enum: ['return', 'first'],
    default: 'return',
    description: '`return`: since the submission before the last return; `first`: since the first submission.',
  })
  @IsOptional()
  @IsIn(['return', 'first'])
  since: ChangesSince = 'return';
}

export class SubmissionMarkView {
  @ApiProperty({ type: 'integer', description: 'Which submission it is, from 1.' })
  round: number;

  @ApiProperty({ format: 'date-time' })
  submittedAt: string;
}

export class SubmittedAnswerView {
  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty({
    nullable: true,
    description: 'By the type of the question; null for "we do not know".',
    oneOf: ANSWER_VALUE_SHAPES,
  })
  value: unknown;

  comment: string | null;

  by: WriterView;

  @ApiProperty({ format: 'date-time', description: 'When it was written.' })
  at: string;
}

export class ReviewedChangeView {
  question: string;

  @ApiProperty({
    enum: ['changed', 'added', 'removed'],
    description: '`added`: newly asked and answered; `removed`: no longer asked.',
  })
  kind: string;

  @ApiProperty({ type: SubmittedAnswerView, nullable: true })
  before: SubmittedAnswerView | null;

  @ApiProperty({ type: SubmittedAnswerView, nullable: true })
  after: SubmittedAnswerView | null;
}

export class AnswerChangesView {
  /** What the last submission is compared with; null where it was submitted once, or not at all. */
  @ApiProperty({ type: SubmissionMarkView, nullable: true })
  from: SubmissionMarkView | null;

  /** The last submission; null where there is none. */
  @ApiProperty({ type: SubmissionMarkView, nullable: true })
  to: SubmissionMarkView | null;

  /** In the order of the questionnaire. */
  items: ReviewedChangeView[];
}
