import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';
import type { Severity } from '../../../domain/manual/manual.js';
import { LanguageQuery } from '../../../platform/http/language.dto.js';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { DAY } from '../sending.dto.js';

const SEVERITIES = ['critical', 'major', 'minor'];
const ANSWER = [{ type: 'string' }, { type: 'number' }, { type: 'array', items: { type: 'string' } }];

export class SchemeFindingDto {
  /** Id of the question it is about; left out: it fits none. A grave one that fits none keeps the result from answering anything. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  question?: string;

  /** What was found, without names. */
  @IsString()
  @MinLength(1)
  @MaxLength(2_000)
  text: string;

  @ApiProperty({ enum: SEVERITIES })
  @IsIn(SEVERITIES)
  severity: Severity;

  /** Whether the scheme's auditor has seen that it is put right. */
  @IsBoolean()
  closed: boolean;
}

export class NewResultDto {
  /** Id of the scheme. */
  @IsString()
  @MaxLength(60)
  scheme: string;

  /** Id of one of the scheme's outcomes. */
  @IsString()
  @MaxLength(60)
  outcome: string;

  @ApiProperty({ format: 'date', description: 'The last day of the audit, or the day of publication of a rating.' })
  @Matches(DAY, { message: 'auditedOn must be a date as YYYY-MM-DD' })
  auditedOn: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The last day on which it is valid; left out, or later than the scheme allows: as long as that.',
  })
  @IsOptional()
  @Matches(DAY, { message: 'validUntil must be a date as YYYY-MM-DD' })
  validUntil?: string;

  @ApiProperty({ type: () => [SchemeFindingDto], description: 'What the auditor found amiss, closed or open.' })
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => SchemeFindingDto)
  findings: SchemeFindingDto[];

  /** The report or certificate. */
  @IsUUID()
  documentId: string;
}

export class NewSiteResultDto extends NewResultDto {
  @ApiPropertyOptional({
    default: false,
    description:
      'Whether the supplier knows this result. Only then does it answer questions in the supplier’s form: what an auditor heard from workers must not be readable off a form.',
  })
  @IsOptional()
  @IsBoolean()
  shared: boolean = false;
}

export class ResultsQuery extends PageQuery {
  /** Language of the texts, as a BCP 47 tag. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  language?: string;
}

export class SchemesQuery extends LanguageQuery {}

export class OutcomeView {
  id: string;

  text: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Months in which it answers questions at most; null: it answers none.' })
  validMonths: number | null;
}

export class SchemeView {
  id: string;

  name: string;

  /** What it looks at. */
  covers: string;

  @ApiProperty({ description: 'Whether somebody sees the site.' })
  onSite: boolean;

  source: string;

  @ApiProperty({ format: 'date' })
  checkedOn: string;

  outcomes: OutcomeView[];

  /** Ids of the questions that it can answer. */
  questions: string[];
}

export class SchemesView {
  version: string;

  source: string;

  items: SchemeView[];
}

export class SchemeFindingView {
  question: string | null;

  /** null where its key was erased. */
  text: string | null;

  @ApiProperty({ enum: SEVERITIES })
  severity: string;

  closed: boolean;
}

export class ResultView {
  id: string;

  scheme: string;

  schemeName: string;

  outcome: string;

  outcomeText: string;

  @ApiProperty({ format: 'date' })
  auditedOn: string;

  @ApiProperty({ format: 'date' })
  validUntil: string;

  @ApiProperty({ description: 'Whether it answers questions today.' })
  inForce: boolean;

  findings: SchemeFindingView[];

  documentId: string;

  shared: boolean;

  @ApiProperty({ enum: ['contact', 'person'] })
  enteredBy: string;

  @ApiProperty({ format: 'date-time' })
  enteredAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  withdrawnAt: string | null;
}

export class ResultsPage {
  items: ResultView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class SuggestionView {
  question: string;

  @ApiProperty({ oneOf: ANSWER, description: 'What the result says.' })
  value: unknown;

  /** Whether the answer given is the same. */
  agrees: boolean;

  @ApiProperty({ enum: ['declared', 'documented', 'verified'], description: 'How far it may be taken as proved, at most.' })
  evidence: string;

  resultId: string;

  scheme: string;

  @ApiProperty({ format: 'date' })
  auditedOn: string;

  @ApiProperty({ format: 'date' })
  validUntil: string;
}

export class OpenFindingView {
  resultId: string;

  scheme: string;

  question: string | null;

  text: string | null;

  @ApiProperty({ enum: SEVERITIES })
  severity: string;
}

export class SuggestionsView {
  /** What results in force say to questions of this assessment; nothing counts until it is accepted. */
  items: SuggestionView[];

  /** What auditors found and nobody has closed, whether or not the supplier knows of it. */
  openFindings: OpenFindingView[];
}
