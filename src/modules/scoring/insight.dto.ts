import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { Band, Evidence } from '../../domain/scoring/methodology.js';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';

const BANDS = ['low', 'medium', 'high', 'critical'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_ANSWERS = 500;

export class WhyChangedQuery extends LanguageQuery {
  @ApiPropertyOptional({ format: 'date', description: 'The earlier day; left out, the score before the later one is taken.' })
  @IsOptional()
  @Matches(DAY, { message: 'from must be a date as YYYY-MM-DD' })
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The later day; left out, today.' })
  @IsOptional()
  @Matches(DAY, { message: 'to must be a date as YYYY-MM-DD' })
  to?: string;
}

/** One thing that would lower the score, alone, all else being the same. */
export class HelpView {
  @ApiProperty({ enum: ['exposure', 'control', 'case'] })
  factor: string;

  /** The question or the finding. */
  ref: string;

  @ApiProperty({ enum: ['answer', 'improve', 'document', 'verify', 'close'] })
  step: string;

  /** Closed by people only. */
  zeroTolerance: boolean;

  /** By how much the residual would fall. */
  fall: number;

  sentence: string;
}

/** One step of a list of which all are needed. */
export class WayOutStepView {
  @ApiProperty({ enum: ['exposure', 'control', 'case'] })
  factor: string;

  ref: string;

  @ApiProperty({ enum: ['answer', 'improve', 'document', 'verify', 'close'] })
  step: string;

  sentence: string;
}

export class WayOutReasonView {
  @ApiProperty({ enum: ['zero_tolerance', 'residual_floor', 'inherited', 'floor', 'facts'] })
  reason: string;

  sentence: string;
}

/** The shortest list that leaves the band, or why there is none. */
export class WayOutView {
  @ApiProperty({ enum: ['lowest', 'list', 'none'] })
  kind: string;

  sentence: string;
  steps: WayOutStepView[];
  because: WayOutReasonView[];

  /** What the score would then be. */
  residual: number | null;

  @ApiProperty({ enum: BANDS, nullable: true })
  band: string | null;
}

export class WhatHelpsView {
  /** The score that is spoken of. */
  scoreId: string;
  residual: number;

  @ApiProperty({ enum: BANDS })
  band: Band;

  /** Language of the sentences. */
  language: string;

  /** Zero-tolerance cases first, then the largest fall. */
  helps: HelpView[];
  wayOut: WayOutView;
}

/** One thing that has changed. */
export class ChangeView {
  @ApiProperty({
    enum: ['method', 'edition', 'manual', 'question', 'case', 'signal', 'date', 'inherited', 'floor', 'country', 'sector', 'goods'],
  })
  kind: string;

  ref: string | null;
  from: string | null;
  to: string | null;
  sentence: string;
}

/** What one cause did to the score, on top of those before it. */
export class ChangePartView {
  @ApiProperty({
    enum: ['method', 'index', 'questions', 'answers', 'evidence', 'cases', 'signals', 'time', 'inherited', 'correction'],
  })
  cause: string;

  /** All parts together are the difference of the two residuals. */
  points: number;

  /** Where the score stands once this cause and those before it have had their effect. */
  residual: number;

  @ApiProperty({ enum: BANDS })
  band: string;

  sentence: string;
  changes: ChangeView[];
}

export class ScoreThenView {
  scoreId: string;

  /** The moment it was computed for. */
  asOf: string;
  residual: number;

  @ApiProperty({ enum: BANDS })
  band: Band;
}

export class WhyChangedView {
  from: ScoreThenView;
  to: ScoreThenView;
  language: string;
  headline: string;

  /** In a fixed order; only causes that changed something. */
  parts: ChangePartView[];

  @ApiProperty({ type: [String], description: 'Causes at which the band changed.' })
  bandBy: string[];
}

export class SimulatedAnswerDto {
  /** Id of the question. */
  @IsString()
  @MaxLength(100)
  question: string;

  @ApiProperty({ enum: ['answered', 'unknown'] })
  @IsIn(['answered', 'unknown'])
  state: 'answered' | 'unknown';

  @ApiPropertyOptional({ description: "In the form of the question's type; left out for `unknown`.", oneOf: ANSWER_VALUE_SHAPES })
  @IsOptional()
  value?: unknown;

  @ApiProperty({ enum: ['declared', 'documented', 'verified'], description: 'How well it would be shown.' })
  @IsIn(['declared', 'documented', 'verified'])
  evidence: Evidence;
}

export class SimulateDto {
  /** Answers that there would be, in place of those there are. */
  @IsArray()
  @ArrayMaxSize(MOST_ANSWERS)
  @ArrayUnique(({ question }: SimulatedAnswerDto) => question, { message: 'a question must not stand twice' })
  @ValidateNested({ each: true })
  @Type(() => SimulatedAnswerDto)
  answers: SimulatedAnswerDto[];

  @ApiPropertyOptional({ type: [String], description: 'Ids of open findings that would be closed with verification.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_ANSWERS)
  @IsUUID(undefined, { each: true })
  closed?: string[];
}

/** A case that the simulated answers would open. */
export class RaisedCaseView {
  /** The red flag. */
  ruleId: string;

  @ApiProperty({ enum: ['critical', 'major', 'minor'] })
  severity: string;

  zeroTolerance: boolean;
  title: string;
}

/** The score that there would be. Nothing of it is stored. */
export class SimulatedScoreView {
  residual: number;
  best: number;
  worst: number;

  @ApiProperty({ enum: BANDS })
  band: Band;

  confidence: number;
  inherent: number;
  controls: number;

  /** Cases that these answers would open. */
  raised: RaisedCaseView[];

  language: string;

  /** From the latest score to this one. */
  headline: string;
  parts: ChangePartView[];
}
