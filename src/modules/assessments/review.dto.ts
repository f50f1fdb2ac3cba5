import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { Evidence } from '../../domain/scoring/methodology.js';
import { MAX_COMMENT } from './answers.dto.js';
import { DAY } from './sending.dto.js';

export class ReviewInput {
  /** Id of the question whose answer is judged. */
  @IsString()
  @MaxLength(100)
  question: string;

  @IsIn(['accepted', 'returned'])
  decision: 'accepted' | 'returned';

  @ApiPropertyOptional({
    enum: ['declared', 'documented', 'verified'],
    description: 'What proves the answer. `documented` needs a valid file beside it, `verified` a report. Left out: as it stands.',
  })
  @IsOptional()
  @IsIn(['declared', 'documented', 'verified'])
  evidence?: Evidence;

  /** The visit or third-party report behind `verified`; the supplier does not see it. */
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  report?: string;

  @ApiPropertyOptional({ format: 'date', description: 'For `verified`: the day on which it was seen. Left out: today.' })
  @IsOptional()
  @Matches(DAY, { message: 'seenOn must be a date as YYYY-MM-DD' })
  seenOn?: string;

  /** To the supplier; needed where the answer is returned. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_COMMENT)
  comment?: string;
}

export class AcceptDto {
  /** Only answers of which there is something to say; all others are accepted as they stand. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ReviewInput)
  questions: ReviewInput[] = [];
}

export class ReturnDto {
  /** At least one is returned, with a comment. */
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ReviewInput)
  questions: ReviewInput[];

  @ApiPropertyOptional({ format: 'date', description: 'A new day by which to answer. Left out: the old one stays.' })
  @IsOptional()
  @Matches(DAY, { message: 'dueOn must be a date as YYYY-MM-DD' })
  dueOn?: string;
}
