import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';
import { FORM_OUTCOMES, type FormOutcome } from '../../domain/offline/decide-form.js';

/** What a form says beside its file. */
export class FormFields {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'true: only tell what would become of every answer.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: 'true' | 'false';

  /** Ids of questions whose newer online answers are to be overwritten; several times, or once with commas. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  overwrite?: string[];
}

/** What is uploaded. */
export class UploadedForm extends FormFields {
  @ApiProperty({ type: 'string', format: 'binary', description: 'The workbook that was downloaded here and filled in, at most 10 MB.' })
  file: unknown;
}

export class FormProblemView {
  @ApiProperty({ description: "The cell as spreadsheet programs name it, such as 'Sheet'!C7; or a question or sheet that is gone." })
  place: string;

  code: string;

  message: string;
}

const VALUE = {
  nullable: true,
  description: 'By the type of the question; null for "we do not know".',
  oneOf: ANSWER_VALUE_SHAPES,
};

export class FormAnswerView {
  @ApiProperty({ enum: ['answered', 'unknown'] })
  state: string;

  @ApiProperty(VALUE)
  value: unknown;

  comment: string | null;
}

export class OnlineAnswerView extends FormAnswerView {
  /** Name of the contact who gave it; null for others. */
  byName: string | null;

  @ApiProperty({ enum: ['contact', 'person', 'system'] })
  byKind: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class FormQuestionView {
  question: string;

  @ApiProperty({ description: 'Its answer cell; empty where its row is gone.' })
  place: string;

  @ApiProperty({
    enum: FORM_OUTCOMES,
    description:
      '`saved`; `hidden`: saved, but not asked with these answers, so it does not count; `unchanged`; `blank`: no answer yet; `not_asked`: no answer, and none is asked for; `conflict`: answered online since the download, so not saved; `invalid`: see problems; `read_only`: submitted already; `not_yours`: in a part that was not handed to you. With `dryRun` nothing is saved.',
  })
  outcome: FormOutcome;

  problems: FormProblemView[];

  @ApiProperty({ type: FormAnswerView, nullable: true, description: 'On a conflict: what the file says.' })
  yours: FormAnswerView | null;

  @ApiProperty({ type: OnlineAnswerView, nullable: true, description: 'On a conflict: what stands online, and by whom.' })
  theirs: OnlineAnswerView | null;
}

export class FormReportView {
  /** Whether it only tells what would become of every answer. */
  dryRun: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'How many questions had each outcome.',
    example: { saved: 12, unchanged: 30, conflict: 1 },
  })
  counts: Record<string, number>;

  questions: FormQuestionView[];

  /** Of rows and sheets that belong to no question of this form. */
  problems: FormProblemView[];
}
