import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export const MAX_COMMENT = 4_000;

export class AnswerInput {
  /** Id of the question. */
  @IsString()
  @MaxLength(100)
  question: string;

  /** `unknown`: "we do not know"; then the value is left out. */
  @IsIn(['answered', 'unknown'])
  state: 'answered' | 'unknown';

  @ApiPropertyOptional({
    description:
      'By the type of the question: id of an option; list of option ids; number; object of part id to number; day as YYYY-MM-DD; text; list of evidence ids.',
    nullable: true,
    oneOf: ANSWER_VALUE_SHAPES,
  })
  @Allow()
  value?: unknown;

  /** Anything the respondent wants to add. Left out: none. */
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_COMMENT })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_COMMENT)
  comment?: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'The version of the answer as it was read; 0 where there was none.' })
  @IsInt()
  @Min(0)
  version: number;
}

export class SaveAnswersDto {
  /** All are saved, or none. */
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => AnswerInput)
  answers: AnswerInput[];
}

export class WriterView {
  @ApiProperty({
    enum: ['contact', 'person', 'system'],
    description: '`contact`: at the supplier; `person`: at the buyer; `system`: carried over from last time.',
  })
  kind: string;

  /** null where the product itself carried it over. */
  id: string | null;

  /** null for the product itself and for whoever was erased; a supplier's people are not told the names of the buyer's. */
  name: string | null;
}

export class ContactNameView {
  id: string;

  /** null for a contact that was erased. */
  name: string | null;
}

export class AnswerView {
  question: string;

  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty({
    nullable: true,
    description: 'By the type of the question; null for "we do not know".',
    oneOf: ANSWER_VALUE_SHAPES,
  })
  value: unknown;

  comment: string | null;

  @ApiProperty({
    enum: ['given', 'confirmed', 'prefilled', 'copied', 'third_party'],
    description:
      '`prefilled`: carried over from last time and not touched yet; `confirmed`: carried over and confirmed; `copied`: from another site, `third_party`: from the result of an audit or rating, neither touched yet.',
  })
  origin: string;

  @ApiProperty({ format: 'date', description: 'The day on which it was claimed.' })
  answeredOn: string;

  @ApiProperty({ type: 'integer', description: 'Days since then.' })
  ageDays: number;

  by: WriterView;

  /** The contact for whom an officer entered it, by phone; null where whoever wrote it answered for themselves. */
  onBehalfOf: ContactNameView | null;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AnswerVersionView {
  question: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ProgressView {
  @ApiProperty({ type: 'integer', description: 'Visible questions with a valid answer; "we do not know" is one.' })
  answered: number;

  @ApiProperty({ type: 'integer', description: 'Questions visible with the answers given so far.' })
  visible: number;

  @ApiProperty({ type: 'integer', description: 'Visible questions that must be answered before submission.' })
  required: number;

  /** Ids of required questions without a valid answer. */
  missing: string[];
}

export class ChapterProgressView extends ProgressView {
  chapter: string;
}

export class CompletenessView {
  chapters: ChapterProgressView[];
  total: ProgressView;
}

export class SavedAnswersView {
  /** The versions to send with the next change. */
  answers: AnswerVersionView[];

  /** Ids of the questions that are visible now. */
  visible: string[];

  /** Ids of visible questions whose answers were carried over and must be confirmed or changed one by one before submission. */
  toConfirm: string[];

  completeness: CompletenessView;
}

/** Answers entered by an officer. */
export class SaveOwnAnswersDto extends SaveAnswersDto {
  /** The supplier's contact who says them on the phone. Left out for the buyer's own questions. */
  @IsOptional()
  @IsUUID()
  onBehalfOf?: string;
}

export class SubmitOwnDto {
  /** The supplier's contact who says on the phone that it is complete. Left out for the buyer's own questions. */
  @IsOptional()
  @IsUUID()
  onBehalfOf?: string;
}

export class SubmittedReceiptView {
  id: string;

  @ApiProperty({ description: 'Of the canonical JSON of the visible answers as they were submitted, as 64 hex digits.' })
  sha256: string;
}

export class SubmittedView {
  @ApiProperty({ enum: ['submitted'] })
  state: string;

  @ApiProperty({ format: 'date-time' })
  submittedAt: string;

  receipt: SubmittedReceiptView;
}
