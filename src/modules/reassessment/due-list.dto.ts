import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
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
}

export class ReassessmentsPage {
  items: ReassessmentView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
