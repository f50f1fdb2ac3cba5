import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';

export class ReassessmentsQuery extends PageQuery {
  /** `upcoming`, `due` (and not sent yet) or `blocked`; left out: all of them. */
  @IsOptional()
  @IsIn(['upcoming', 'due', 'blocked'])
  state?: 'upcoming' | 'due' | 'blocked';
}

/** When a site is to be assessed again. */
export class ReassessmentView {
  /** Id of the site: it has one next date at a time. */
  siteId: string;
  siteName: string;
  supplierId: string;
  supplierName: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  /** `upcoming`, `due` or `blocked`. */
  state: string;

  /** Why then: `band:high`. */
  reason: string;

  /** Why it is due and not sent: `NO_CONTACT` or `ALREADY_OPEN`; it is tried again. */
  blockedReason: string | null;
}

export class ReassessmentsPage {
  items: ReassessmentView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
