import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { Evidence } from '../../domain/scoring/methodology.js';
import { MAX_COMMENT } from './answers.dto.js';
import { DAY } from './sending.dto.js';

/** The visit or third-party report behind `verified`. */
export class ReportInput {
  /** Its title or reference, without names of workers. */
  @IsString()
  @MaxLength(500)
  title: string;

  /** Who wrote it. */
  @IsString()
  @MaxLength(200)
  author: string;

  @ApiProperty({ format: 'date', description: 'The day of the report.' })
  @Matches(DAY, { message: 'date must be a date as YYYY-MM-DD' })
  date: string;

  /** `true`: its author neither works for the site nor gains by what the report says. Without that it proves nothing. */
  @IsBoolean()
  noConflictOfInterest: boolean;
}

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

  /**
   * Needed for `verified`; the supplier does not see it. What it says of a question that can raise a red flag counts once a second person has
   * confirmed it.
   */
  @IsOptional()
  @ValidateNested()
  @Type(() => ReportInput)
  report?: ReportInput;

  @ApiPropertyOptional({ format: 'date', description: 'For `verified`: the day on which it was seen. Left out: the day of the report.' })
  @IsOptional()
  @Matches(DAY, { message: 'seenOn must be a date as YYYY-MM-DD' })
  seenOn?: string;

  /** Where the answer is returned: to the supplier, and needed. Else a note that the supplier does not see. */
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
