import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsNumber, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { VersionDto } from './findings.dto.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NOT_BLANK = /\S/;
const MAX_TEXT = 4_000;

/** How recruitment fees are paid back, as agreed with the workers. */
export class AgreeRepaymentDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: 1_000_000,
    description: 'How many workers are paid back, those who have left among them.',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  workers: number;

  /** All that is paid back. */
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0.01)
  @Max(1e12)
  amount: number;

  @ApiProperty({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' })
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be a code such as EUR' })
  currency: string;

  @ApiProperty({ format: 'date', description: 'The day on which the workers agreed.' })
  @Matches(DAY, { message: 'agreedOn must be a date as YYYY-MM-DD' })
  agreedOn: string;

  @ApiProperty({ format: 'date' })
  @Matches(DAY, { message: 'firstPaymentOn must be a date as YYYY-MM-DD' })
  firstPaymentOn: string;

  @ApiProperty({ format: 'date', description: 'Within two years of the agreement.' })
  @Matches(DAY, { message: 'lastPaymentOn must be a date as YYYY-MM-DD' })
  lastPaymentOn: string;

  /** How the workers agreed: who spoke for them, in which language, how those were heard who have left. Without names of workers. */
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(NOT_BLANK, { message: 'agreement must not be blank' })
  agreement: string;
}

export class EndRepaymentDto extends VersionDto {
  /** `true`: a payment was missed; `false`: the plan no longer stands for another reason. Either way the finding counts as critical again. */
  @IsBoolean()
  missed: boolean;

  /** What happened. */
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;
}

/** A repayment plan of a corrective action. */
export class RepaymentPlanView {
  id: string;
  actionId: string;
  findingId: string;

  @ApiProperty({ type: 'integer' })
  workers: number;

  amount: number;
  currency: string;

  @ApiProperty({ format: 'date' })
  agreedOn: string;

  @ApiProperty({ format: 'date' })
  firstPaymentOn: string;

  @ApiProperty({ format: 'date' })
  lastPaymentOn: string;

  /** null where it was erased. */
  agreement: string | null;

  @ApiProperty({ enum: ['running', 'missed', 'withdrawn'], description: 'While it runs, the finding counts as major.' })
  state: 'running' | 'missed' | 'withdrawn';

  /** Its last payment was due, and the finding is not closed: time to ask the workers. */
  overdue: boolean;

  /** Id of the person. */
  by: string;

  @ApiProperty({ format: 'date-time' })
  at: string;

  /** Id of the person who ended it. */
  endedBy: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  endedAt: string | null;

  endReason: string | null;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class RepaymentPlansPage {
  items: RepaymentPlanView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}
