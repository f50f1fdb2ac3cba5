import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min, ValidateNested } from 'class-validator';
import type { RelationshipState } from '../../domain/relationships/relationship-states.js';

const STATES = ['approved', 'conditional', 'on_hold', 'responsible_exit'];
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const NOT_BLANK = /\S/;
const MAX_TEXT = 4_000;

/** What an exit does to people; "nothing" is said in words too. */
export class HarmInput {
  /** Whose work and living hang on it. */
  @IsString()
  @MaxLength(MAX_TEXT)
  affected: string;

  /** What was tried first. */
  @IsString()
  @MaxLength(MAX_TEXT)
  tried: string;

  /** What harm follows. */
  @IsString()
  @MaxLength(MAX_TEXT)
  harm: string;

  /** How it is kept small. */
  @IsString()
  @MaxLength(MAX_TEXT)
  mitigation: string;

  /** Which workers and unions were heard, and what they said. */
  @IsString()
  @MaxLength(MAX_TEXT)
  consulted: string;

  /** Whose assessment it is. */
  @IsString()
  @MaxLength(200)
  assessedBy: string;

  @ApiProperty({ format: 'date' })
  @Matches(DAY, { message: 'assessedOn must be a date as YYYY-MM-DD' })
  assessedOn: string;
}

export class DecideRelationshipDto {
  @ApiProperty({
    enum: STATES,
    description: '`responsible_exit` is a proposal until another person approves it, and needs a harm assessment.',
  })
  @IsIn(STATES)
  state: RelationshipState;

  /** Why. */
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The last day on which it holds. Conditions and holds need one, or a reason for having none.',
  })
  @IsOptional()
  @Matches(DAY, { message: 'expiresOn must be a date as YYYY-MM-DD' })
  expiresOn?: string | null;

  /** Why conditions or a hold have no last day. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT)
  noExpiryReason?: string | null;

  /** Needed for an exit, and only there. */
  @IsOptional()
  @ValidateNested()
  @Type(() => HarmInput)
  harm?: HarmInput;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'The version of the standing as it was read; 0 before the first decision.' })
  @IsInt()
  @Min(0)
  version: number;
}

export class SettleExitDto {
  /** Why it is approved or declined. */
  @IsString()
  @MaxLength(MAX_TEXT)
  @Matches(NOT_BLANK, { message: 'reason must not be blank' })
  reason: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'The version of the standing as it was read.' })
  @IsInt()
  @Min(0)
  version: number;
}

export class HarmView {
  affected: string;
  tried: string;
  harm: string;
  mitigation: string;
  consulted: string;
  assessedBy: string;

  @ApiProperty({ format: 'date' })
  assessedOn: string;
}

/** One step of the history. */
export class RelationshipStateView {
  id: string;

  @ApiProperty({ type: 'integer', description: 'From 1, without gaps.' })
  number: number;

  @ApiProperty({ enum: ['decided', 'proposed', 'approved', 'declined'] })
  step: string;

  @ApiProperty({ enum: STATES })
  state: string;

  /** null where its key is erased. */
  reason: string | null;

  @ApiProperty({ type: HarmView, nullable: true })
  harm: HarmView | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn: string | null;

  noExpiryReason: string | null;

  /** The proposal that was approved or declined. */
  proposalId: string | null;

  /** Id of the person. */
  by: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class RelationshipStandingView {
  @ApiProperty({
    enum: [...STATES, 'needs_decision'],
    description: '`needs_decision`: nobody has decided yet, or the last decision has expired.',
  })
  state: string;

  /** The last decision, also where it has expired. */
  @ApiProperty({ type: String, enum: STATES, nullable: true })
  decided: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  since: string | null;

  /** Id of the person who decided; of an exit, of the one who approved it. */
  approver: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn: string | null;

  expired: boolean;

  /** Id of an exit that awaits another person's approval. */
  openProposal: string | null;

  @ApiProperty({ type: 'integer', description: 'Send it back with the next decision, so that two people cannot overwrite each other.' })
  version: number;
}

export class RelationshipStatesPage {
  standing: RelationshipStandingView;

  /** Newest first. */
  items: RelationshipStateView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}
