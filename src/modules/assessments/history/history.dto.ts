import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ANSWER_VALUE_SHAPES } from '../../../platform/http/answer-value.js';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { ContactNameView, WriterView } from '../answers.dto.js';

export class HistoryQuery extends PageQuery {
  /** Only changes of the answer to this question. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  question?: string;
}

export class AnswerChangeView {
  id: string;

  question: string;

  @ApiProperty({ type: 'integer', description: 'The version that came into being.' })
  version: number;

  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty({
    nullable: true,
    description: 'By the type of the question; null for "we do not know", and for words whose key was erased.',
    oneOf: ANSWER_VALUE_SHAPES,
  })
  value: unknown;

  comment: string | null;

  @ApiProperty({ enum: ['given', 'confirmed', 'prefilled', 'copied', 'third_party'] })
  origin: string;

  by: WriterView;

  /** The contact for whom an officer entered it. */
  onBehalfOf: ContactNameView | null;

  /** The link through which it came. */
  linkId: string | null;

  /** The assessment it was copied from. */
  copiedFrom: string | null;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class HistoryPage {
  items: AnswerChangeView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
