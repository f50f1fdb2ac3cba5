import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { type Manner, MANNERS, type Shown, SHOWN } from '../../domain/signals/signal-kinds.js';
import { ANSWER_VALUE_SHAPES } from '../../platform/http/answer-value.js';

const TEXT_MAX = 4_000;
const NOT_BLANK = /\S/;
const KINDS = ['audit', 'report', 'authority_finding', 'adverse_media', 'buyer_practices'] as const;

export class ObservationDto {
  /** Id of a question of the manual in force. */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  question: string;

  @ApiProperty({ description: "What was seen or said, in the form of an answer of the question's type.", oneOf: ANSWER_VALUE_SHAPES })
  @IsDefined()
  value: unknown;
}

export class NewSignalDto {
  @ApiProperty({ enum: KINDS, description: 'Who says it: worker surveys come in by themselves.' })
  @IsIn(KINDS)
  kind: (typeof KINDS)[number];

  /** Of an audit: `clean`, `minor_nonconformities` or `major_nonconformities`. Other kinds say one thing only. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  outcome?: string;

  @ApiProperty({ enum: MANNERS, required: false, description: 'Of an audit alone: by a third party, or by us on site.' })
  @IsOptional()
  @IsIn(MANNERS)
  manner?: Manner;

  @ApiProperty({ minimum: 0, maximum: 1, required: false, description: 'Of our own practices alone: 0 not bad at all, 1 at their worst.' })
  @IsOptional()
  @IsNumber({ allowNaN: false, allowInfinity: false })
  @Min(0)
  @Max(1)
  level?: number;

  @ApiProperty({ format: 'date', description: 'The day on which it was seen, said or published.' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'observedOn must be a day such as 2026-05-31' })
  observedOn: string;

  /** What it says, for us alone. No names of workers. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'text must not be blank' })
  text: string;

  /** What was seen about questions; the worse value counts, whatever the supplier answered. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ObservationDto)
  observations?: ObservationDto[];

  @ApiProperty({ type: [Number], required: false, description: 'ILO indicators of forced labour that it shows, 1 to 11.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(11)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(11, { each: true })
  ilo?: number[];

  @ApiProperty({ enum: SHOWN, isArray: true, required: false, description: 'What it shows beside, each of which decides how grave it is.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(5)
  @IsIn(SHOWN, { each: true })
  shows?: Shown[];

  @ApiProperty({ enum: ['held', 'released'], default: 'held', description: 'Whether the supplier may know of it.' })
  @IsOptional()
  @IsIn(['held', 'released'])
  visibility?: 'held' | 'released';

  /** Id of a document of this supplier that says so. */
  @IsOptional()
  @IsUUID()
  documentId?: string;

  /** Of an audit: id of the third-party result of this site that it rests on. */
  @IsOptional()
  @IsUUID()
  thirdPartyResultId?: string;
}

export class SignalVersionDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class WithdrawSignalDto extends SignalVersionDto {
  /** Why it is taken back, for us alone. */
  @IsString()
  @MaxLength(TEXT_MAX)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;
}

export class ObservationView {
  question: string;

  @ApiProperty({ type: 'integer', description: 'The meaning in which the question was asked.' })
  meaning: number;

  @ApiProperty({ oneOf: ANSWER_VALUE_SHAPES })
  value: unknown;
}

export class SignalFindingView {
  id: string;
  ruleId: string;
  severity: string;
  zeroTolerance: boolean;

  /** `open` or `closed`. Withdrawing a signal closes nothing. */
  state: string;
}

/** What somebody else than the supplier says of a site. */
export class SignalView {
  id: string;
  siteId: string;
  supplierId: string;

  /** `audit`, `worker_survey`, `report`, `authority_finding`, `adverse_media` or `buyer_practices`. */
  kind: string;
  outcome: string;
  manner: string | null;
  level: number | null;

  @ApiProperty({ format: 'date' })
  observedOn: string;

  /** null where it was erased. */
  text: string | null;
  observations: ObservationView[];

  @ApiProperty({ type: [Number] })
  ilo: number[];
  shows: string[];

  /** `entered`, or what it was made from: `survey:<id>`, `assessment:<id>`. */
  origin: string;

  /** `held`: it does not exist for the supplier. */
  visibility: string;
  documentId: string | null;
  thirdPartyResultId: string | null;

  /** Findings that rest on it; each is released by itself. */
  findings: SignalFindingView[];
  enteredBy: string | null;

  @ApiProperty({ format: 'date-time' })
  enteredAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  withdrawnAt: string | null;
  withdrawnBy: string | null;

  /** Why it was taken back. */
  withdrawal: string | null;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class SignalsPage {
  items: SignalView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}

/** A third-party result on which no signal rests: it moves no score until an officer enters one. */
export class UncountedResultView {
  id: string;
  scheme: string;
  outcome: string;

  @ApiProperty({ format: 'date' })
  auditedOn: string;
  documentId: string;

  /** `contact` where the supplier entered it itself. */
  enteredBy: string;

  @ApiProperty({ format: 'date-time' })
  enteredAt: string;

  /** The supplier, or we, took it back. */
  withdrawn: boolean;

  @ApiProperty({ type: 'integer', description: 'Findings of the auditor that are open.' })
  openCritical: number;

  @ApiProperty({ type: 'integer' })
  openMajor: number;

  @ApiProperty({ type: 'integer' })
  openMinor: number;
}

export class UncountedResultsPage {
  items: UncountedResultView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
