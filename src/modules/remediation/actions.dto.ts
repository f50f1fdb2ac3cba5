import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';
import {
  IsDefined,
  IsIn,
  IsNotEmptyObject,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { TranslatedPageQuery } from '../../platform/http/language.dto.js';
import { VersionDto } from './findings.dto.js';

const TEXT_MAX = 4_000;
const NOT_BLANK = /\S/;

export class ActionsQuery extends TranslatedPageQuery {
  /** `open`, `in_progress`, `submitted`, `confirming`, `verified` or `rejected`. */
  @IsOptional()
  @IsIn(['open', 'in_progress', 'submitted', 'confirming', 'verified', 'rejected'])
  state?: string;

  /** `true`: only actions that should be closed by now and are not; `false`: only the others. */
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: string;

  /** Only actions of the site with this id. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  /** Only actions of the supplier with this id. */
  @IsOptional()
  @IsUUID()
  supplierId?: string;
}

export class PlanActionDto extends VersionDto {
  /** Why it came to this; left out, what was written stays. */
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'rootCause must not be blank' })
  rootCause?: string;

  /** What will be done, by whom and by when. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'plan must not be blank' })
  plan: string;
}

export class SubmitActionDto extends VersionDto {
  /** Why it came to this; may be left out where it was written down with the plan. */
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'rootCause must not be blank' })
  rootCause?: string;

  /** What proves that it is done. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'proof must not be blank' })
  proof: string;
}

export class RejectActionDto extends VersionDto {
  /** What is still missing, for the supplier to read. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;
}

export class VerifiedAnswerDto {
  @ApiProperty({ enum: ['answered'] })
  @IsIn(['answered'])
  state: 'answered';

  @ApiProperty({
    description: "The answer to the finding's question as it is now, in the form of that question's type.",
    oneOf: ANSWER_VALUE_SHAPES,
  })
  @IsDefined()
  value: unknown;
}

export class VerifyActionDto extends VersionDto {
  @ApiProperty({
    enum: ['documents', 'visit', 'third_party', 'workers'],
    description: 'One of the ways the action library names for this action; never documents for a critical one.',
  })
  @IsIn(['documents', 'visit', 'third_party', 'workers'])
  method: 'documents' | 'visit' | 'third_party' | 'workers';

  /** The report that says what was seen: its number or title, without names of workers. */
  @IsString()
  @MaxLength(300)
  @Matches(NOT_BLANK, { message: 'report must not be blank' })
  report: string;

  /** What the question is to be answered with from now on; left out where the finding is about no question. */
  @IsOptional()
  @IsObject()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => VerifiedAnswerDto)
  answer?: VerifiedAnswerDto;
}

/** A corrective action, in a list. */
export class ActionView {
  id: string;
  /** The id under which its supplier knows it. */
  supplierRef: string;
  findingId: string;
  siteId: string;
  siteName: string;
  supplierId: string;
  ruleId: string;

  /** null: its finding is about no question of the manual, and closes without an answer. */
  questionId: string | null;

  /** What is wrong. */
  finding: string;

  /** What is to be done. */
  title: string;

  /** `critical`, `major` or `minor`. */
  severity: string;

  /** Closed by two people only. */
  zeroTolerance: boolean;

  /** `open`, `in_progress`, `submitted`, `confirming`, `verified` or `rejected`. */
  state: string;

  /** `held` or `released` to the supplier, as its finding. */
  visibility: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Moment by which people must be safe; null where nobody is in danger now.',
  })
  containBy: string | null;

  @ApiProperty({ format: 'date' })
  planDueOn: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  /** Its plan should be written by now and is not. */
  planOverdue: boolean;

  /** It should be closed by now and is not. */
  overdue: boolean;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class ActionsPage {
  items: ActionView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}

export class ActionDetailView extends ActionView {
  /** Entry of the action library, and the library's version, that it was opened from. */
  libraryId: string;
  libraryVersion: string;

  /** What makes people safe at once. */
  contain: string[];

  /** What repairs the harm. */
  correct: string[];

  /** What keeps it from coming back. */
  prevent: string[];

  /** What proof is asked. */
  proofAsked: string[];

  /** Ways in which it may be verified: `documents`, `visit`, `third_party`, `workers`. */
  verifiableBy: string[];

  /** Why it came to this; null where nobody has said, or where it was erased. */
  rootCause: string | null;
  plan: string | null;
  proof: string | null;

  /** Why it was last rejected. */
  rejection: string | null;

  /** `person` or `contact`. */
  submittedByKind: string | null;
  submittedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  submittedAt: string | null;

  /** `documents`, `visit`, `third_party` or `workers`. */
  verification: string | null;
  report: string | null;

  @ApiProperty({ type: VerifiedAnswerDto, nullable: true, description: 'What the verification found.' })
  verifiedAnswer: VerifiedAnswerDto | null;
  verifiedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  verifiedAt: string | null;

  /** The second person, for zero tolerance. */
  confirmedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  confirmedAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

/** All that is to be done at a site. */
export class SitePlanView {
  siteId: string;

  /** By due date, closed ones too. */
  actions: ActionDetailView[];
}
