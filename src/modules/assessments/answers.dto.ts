import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Allow, ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, IsString, MaxLength, Min, ValidateNested } from 'class-validator';

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
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
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

  /** Name of the contact; null for others, and for a contact that was erased. */
  name: string | null;
}

export class AnswerView {
  question: string;

  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty({
    nullable: true,
    description: 'By the type of the question; null for "we do not know".',
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'array', items: { type: 'string' } },
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
  })
  value: unknown;

  comment: string | null;

  @ApiProperty({
    enum: ['given', 'prefilled', 'third_party'],
    description:
      'Not touched yet are `prefilled`, carried over from last time, and `third_party`, taken from the result of an audit or rating.',
  })
  origin: string;

  @ApiProperty({ format: 'date', description: 'The day on which it was claimed.' })
  answeredOn: string;

  by: WriterView;

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

  completeness: CompletenessView;
}

export class SubmittedView {
  @ApiProperty({ enum: ['submitted'] })
  state: string;

  @ApiProperty({ format: 'date-time' })
  submittedAt: string;
}
