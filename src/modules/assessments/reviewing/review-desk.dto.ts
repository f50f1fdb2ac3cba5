import { ApiProperty } from '@nestjs/swagger';
import { ANSWER_VALUE_SHAPES } from '../../../platform/http/answer-value.js';
import { ReviewView } from '../assessments.dto.js';
import { AnswerView } from '../answers.dto.js';
import { EvidenceView } from '../evidence/evidence.dto.js';
import { HintView } from './review-hints.dto.js';
import { ReviewEntryView } from './review-threads.dto.js';

export class EarlierAnswerView {
  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty({
    nullable: true,
    description: 'By the type of the question; null for "we do not know" and for files.',
    oneOf: ANSWER_VALUE_SHAPES,
  })
  value: unknown;

  @ApiProperty({ format: 'date', description: 'The day of the document or visit; without one, of the claim.' })
  dated: string;

  @ApiProperty({ enum: ['declared', 'documented', 'verified'] })
  evidence: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Until when the document proves it; null: no end, or no document.',
  })
  documentedUntil: string | null;

  @ApiProperty({
    enum: ['assessment', 'verification'],
    description: 'Said in an earlier round, or found when a corrective action was verified.',
  })
  from: string;

  /** The question has come to ask something else since. */
  otherMeaning: boolean;
}

/** Everything an officer needs to judge one answer. */
export class DeskQuestionView {
  question: string;

  chapter: string;

  text: string;

  @ApiProperty({ enum: ['yes_no', 'single', 'multiple', 'number', 'percent', 'date', 'text', 'file'] })
  type: string;

  /** Whether it is asked, with the answers given so far. */
  visible: boolean;

  /** An answer to it can raise a red flag: `verified` needs a second person. */
  canRaiseRedFlag: boolean;

  @ApiProperty({ type: AnswerView, nullable: true })
  answer: AnswerView | null;

  /** What counted when this round was sent; null: nothing. */
  @ApiProperty({ type: EarlierAnswerView, nullable: true })
  earlier: EarlierAnswerView | null;

  evidence: EvidenceView[];

  hints: HintView[];

  @ApiProperty({ type: ReviewView, nullable: true })
  review: ReviewView | null;

  /** The last of what was said about it, oldest first. */
  thread: ReviewEntryView[];
}

export class ReviewDeskView {
  assessmentId: string;

  @ApiProperty({ enum: ['sent', 'in_progress', 'submitted', 'returned', 'accepted', 'cancelled'] })
  state: string;

  @ApiProperty({ description: 'The language of the texts.' })
  language: string;

  /** In the order of the questionnaire. */
  questions: DeskQuestionView[];

  /** Hints about the whole. */
  hints: HintView[];
}
