import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { LanguageQuery } from '../../platform/http/language.dto.js';

const PICKED = [{ type: 'string' }, { type: 'array', items: { type: 'string' } }];

export class WorkersAnswerDto {
  /** Id of the question. */
  @IsString()
  @MaxLength(100)
  question: string;

  @ApiProperty({ enum: ['answered', 'unknown'] })
  @IsIn(['answered', 'unknown'])
  state: 'answered' | 'unknown';

  @ApiPropertyOptional({ oneOf: PICKED, description: 'The option, or the list of options; nothing for "I do not know".' })
  @IsOptional()
  value?: unknown;
}

export class SendSurveyDto {
  @ApiProperty({ type: () => [WorkersAnswerDto], description: 'Whatever the worker wants to answer; what is skipped is left out.' })
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => WorkersAnswerDto)
  answers: WorkersAnswerDto[];
}

export class SurveyFormQuery extends LanguageQuery {
  @ApiPropertyOptional({ enum: ['yes'], description: 'After sending: the page says thank you.' })
  @IsOptional()
  @IsIn(['yes'])
  sent?: 'yes';
}

export class WorkersOptionView {
  id: string;

  text: string;

  /** Whether it excludes all others. */
  exclusive: boolean;
}

export class WorkersQuestionView {
  id: string;

  text: string;

  @ApiProperty({ enum: ['yes_no', 'single', 'multiple'] })
  type: string;

  options: WorkersOptionView[];
}

export class WorkersSurveyView {
  /** Who asks. */
  buyer: string;

  language: string;

  @ApiProperty({ enum: ['ltr', 'rtl'] })
  dir: string;

  /** Languages in which it can be read. */
  languages: string[];

  title: string;

  /** Who asks, what is kept, who sees it: to be read before anything is answered. */
  intro: string[];

  /** Whom to turn to. */
  help: string[];

  @ApiProperty({ format: 'date', description: 'The last day on which answers are taken.' })
  closesOn: string;

  /** The questions that can be read in this language. */
  questions: WorkersQuestionView[];
}

export class SurveySentView {
  /** Thanks; nothing that could name the answer again. */
  thanks: string[];
}
