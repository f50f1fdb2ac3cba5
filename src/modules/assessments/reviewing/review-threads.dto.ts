import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { MAX_COMMENT, WriterView } from '../answers.dto.js';

const NOT_BLANK = /\S/;

export class CommentDto {
  /** Id of the question that it is about. */
  @IsString()
  @MaxLength(100)
  question: string;

  @IsString()
  @MaxLength(MAX_COMMENT)
  @Matches(NOT_BLANK, { message: 'text must not be blank' })
  text: string;

  /** `true`: the supplier reads it and may reply; `false`: a note among ourselves. */
  @IsBoolean()
  forSupplier: boolean;
}

export class ReplyDto {
  @IsString()
  @MaxLength(MAX_COMMENT)
  @Matches(NOT_BLANK, { message: 'text must not be blank' })
  text: string;
}

export class ThreadsQuery extends PageQuery {
  /** Only what was said of this question. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  question?: string;
}

/** Something said of an answer in review, as the supplier reads it. */
export class ThreadEntryView {
  id: string;

  @ApiProperty({ enum: ['accepted', 'returned', 'comment', 'reply'] })
  kind: string;

  @ApiProperty({ type: 'integer', description: 'How often the assessment had been submitted by then.' })
  round: number;

  /** null where nothing was said beside the decision, or where the key of the assessment is erased. */
  text: string | null;

  by: WriterView;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

/** The same as our own people read it. */
export class ReviewEntryView extends ThreadEntryView {
  question: string;

  /** Whether the supplier reads it. */
  forSupplier: boolean;
}

export class ReviewEntriesPage {
  items: ReviewEntryView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

/** What was said of one answer, oldest first: the last entries of it. */
export class ThreadView {
  question: string;
  entries: ThreadEntryView[];
}
