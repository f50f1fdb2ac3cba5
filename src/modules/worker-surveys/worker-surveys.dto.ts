import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsInt, IsOptional, Matches, Min } from 'class-validator';
import { LANGUAGE_TAG } from '../../platform/http/language.dto.js';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';
import { type Channel, CHANNELS } from './words/handing-out.js';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const STATES = ['open', 'counted', 'too_few', 'withdrawn'];
const OUTCOMES = ['confirms', 'contradicts', 'mixed'];
const SHARES = ['one_or_none', 'some', 'most'];

export class NewWorkerSurveyDto {
  @ApiProperty({ enum: CHANNELS, description: 'Who hands the link out. Never the employer: there is no such channel.' })
  @IsIn(CHANNELS)
  channel: Channel;

  /** Languages in which it is asked, the one shown first in front. */
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(LANGUAGE_TAG, { each: true, message: 'each language must be a language tag such as en or ru' })
  languages: string[];

  @ApiPropertyOptional({ format: 'date', description: 'The first day on which answers are taken; left out: today.' })
  @IsOptional()
  @Matches(DAY, { message: 'opensOn must be a date as YYYY-MM-DD' })
  opensOn?: string;

  @ApiProperty({ format: 'date', description: 'The last day on which answers are taken (UTC), 92 days after the first at most.' })
  @Matches(DAY, { message: 'closesOn must be a date as YYYY-MM-DD' })
  closesOn: string;
}

export class EndWorkerSurveyDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class WorkerSurveyView {
  id: string;

  siteId: string;

  supplierId: string;

  @ApiProperty({ enum: CHANNELS })
  channel: Channel;

  languages: string[];

  @ApiProperty({ format: 'date' })
  opensOn: string;

  @ApiProperty({ format: 'date' })
  closesOn: string;

  manualId: string;

  manualVersion: string;

  @ApiProperty({ enum: STATES, description: '`too_few`: it ended, and fewer answered than may be told apart.' })
  state: string;

  @ApiProperty({ type: String, enum: OUTCOMES, nullable: true, description: 'null as long as it is not counted.' })
  outcome: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The held signal that came of it.' })
  signalId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt: string | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class WorkerSurveysPage {
  items: WorkerSurveyView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class SurveyHandoutView {
  /** What workers open. Whoever has it can answer. */
  address: string;

  @ApiProperty({ enum: CHANNELS })
  channel: Channel;

  /** What whoever hands it out must know. */
  instructions: string[];

  @ApiProperty({ format: 'date' })
  closesOn: string;
}

export class ShownOptionView {
  option: string;

  text: string;

  @ApiProperty({ enum: SHARES, description: 'In words, never in numbers; one person and nobody look the same.' })
  share: string;
}

export class SurveyQuestionView {
  question: string;

  /** As workers read it. */
  text: string;

  @ApiProperty({
    type: String,
    enum: ['too_few', 'too_scattered'],
    nullable: true,
    description:
      'Why nothing is shown of it: fewer answered than may be told apart, or so differently that single answers could be read off.',
  })
  hidden: string | null;

  options: ShownOptionView[];

  @ApiProperty({ type: String, enum: SHARES, nullable: true, description: 'How many do not know.' })
  unknown: string | null;

  @ApiProperty({ oneOf: ANSWER_VALUE_SHAPES, nullable: true, description: 'What workers say, taken together; null: too few to say.' })
  workers: unknown;

  @ApiProperty({
    oneOf: ANSWER_VALUE_SHAPES,
    nullable: true,
    description: 'What the site said when it was counted; null: nothing, or that it does not know.',
  })
  site: unknown;

  /** Whether workers contradict the site. */
  gap: boolean;

  @ApiProperty({ type: 'array', items: { type: 'integer' }, description: 'ILO indicators of forced labour that it shows.' })
  ilo: number[];
}

export class SurveyResultsView {
  @ApiProperty({ enum: STATES })
  state: string;

  @ApiProperty({ description: 'Whether enough have answered for the survey to be counted. Looked at once a day at most.' })
  enough: boolean;

  @ApiProperty({ type: 'integer', description: 'How many must answer before anything is known.' })
  workersAtLeast: number;

  @ApiProperty({ type: String, enum: OUTCOMES, nullable: true })
  outcome: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'At least so many took part; null as long as nothing is shown.' })
  respondentsAtLeast: number | null;

  /** Empty as long as it is not counted: there is one look, so that no two can be subtracted. */
  questions: SurveyQuestionView[];
}
