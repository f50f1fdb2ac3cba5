import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
import type { Band } from '../../domain/scoring/methodology.js';
import { PageQuery } from '../../platform/http/page.dto.js';

export const DUE_STATES = ['upcoming', 'due', 'blocked', 'planned', 'sent'] as const;
export type DueState = (typeof DUE_STATES)[number];

export class ReassessmentsQuery extends PageQuery {
  /** `upcoming`; `due` and not sent yet; `planned`: both of these; `blocked`: due, and nobody can be asked; `sent`. Left out: all that are not sent. */
  @IsOptional()
  @IsIn(DUE_STATES)
  state?: DueState;

  @ApiPropertyOptional({ format: 'date', description: 'Only dates up to this day.' })
  @IsOptional()
  @Matches(/^[12]\d{3}-\d{2}-\d{2}$/, { message: 'dueBy must be a day as YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  dueBy?: string;

  /** Only dates of the site with this id. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  /** `true`: only sites of which something graver is held than their supplier may know; they are asked no earlier for it. */
  @IsOptional()
  @IsIn(['true', 'false'])
  graverHeld?: 'true' | 'false';
}

/** How grave a site is by all that is known, held facts too. */
export class GraverHeldView {
  @ApiProperty({ enum: ['low', 'medium', 'high', 'critical'] })
  band: Band;

  @ApiProperty({ format: 'date', description: 'When it would be due by that band.' })
  wouldBeDueOn: string;
}

/** When a site is to be assessed again. */
export class ReassessmentView {
  siteId: string;
  siteName: string;
  supplierId: string;
  supplierName: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  /** `upcoming`, `due`, `blocked` or `sent`. */
  state: string;

  /** Why then: `band:high`. */
  reason: string;

  /** Why it is due and not sent: `NO_CONTACT` or `ALREADY_OPEN`; it is tried again. */
  blockedReason: string | null;

  /** The assessment that was sent for this date. */
  assessmentId: string | null;

  /** Held facts make this site graver than its supplier may know; null: they do not. The supplier is asked no earlier for it, so it is for an officer to act. */
  graverHeld: GraverHeldView | null;
}

export class ReassessmentsPage {
  items: ReassessmentView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
