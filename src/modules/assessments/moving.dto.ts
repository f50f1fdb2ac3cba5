import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';

export class MoveDto {
  /** Id of the manual; left out: with a version, the one that the assessment goes by, else the manual in force. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  manualId?: string;

  /** A newer published version; left out: that of the manual in force. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  manualVersion?: string;
}

const REASONS = ['new', 'asks_something_else', 'answer_no_longer_fits', 'removed'];

/** A question that is not what it was when the assessment was sent. */
export class QuestionChangeView {
  question: string;

  @ApiProperty({
    enum: REASONS,
    description: 'Except for `new`, an answer that was given to it is not in the assessment any more; it is kept for the buyer to read.',
  })
  reason: string;

  @ApiProperty({ type: 'integer', description: 'The version to send with the first answer to it.' })
  version: number;
}

export class SetAsideAnswerView {
  question: string;

  @ApiProperty({ enum: REASONS.slice(1) })
  reason: string;

  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty({
    nullable: true,
    oneOf: ANSWER_VALUE_SHAPES,
  })
  value: unknown;

  comment: string | null;

  @ApiProperty({ format: 'date', description: 'The day on which it was claimed.' })
  answeredOn: string;

  @ApiProperty({ enum: ['contact', 'person', 'system'] })
  byKind: string;

  byId: string | null;

  /** Id of the contact for whom an officer entered it. */
  onBehalfOf: string | null;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class MovedManualView {
  id: string;
  version: string;
}

export class MoveView {
  id: string;
  from: MovedManualView;
  to: MovedManualView;

  /** Id of the person. */
  movedBy: string;

  @ApiProperty({ format: 'date-time' })
  movedAt: string;

  changes: QuestionChangeView[];

  /** Answers that did not come along, as they stood. */
  setAside: SetAsideAnswerView[];
}

export class MovesView {
  /** The first one first. */
  items: MoveView[];
}
