import { ApiProperty } from '@nestjs/swagger';

/** A corrective action as the supplier sees it. */
export class RespondentActionView {
  id: string;
  siteId: string;
  siteName: string;

  /** What is wrong. */
  finding: string;

  /** What is to be done. */
  title: string;

  /** `critical`, `major` or `minor`. */
  severity: string;

  /** `open`, `in_progress`, `submitted`, `verified` or `rejected`. */
  state: string;

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
  planOverdue: boolean;
  overdue: boolean;

  /** What makes people safe at once. */
  contain: string[];

  /** What repairs the harm. */
  correct: string[];

  /** What keeps it from coming back. */
  prevent: string[];

  /** What proof is asked. */
  proofAsked: string[];
  rootCause: string | null;
  plan: string | null;
  proof: string | null;

  /** Why it was last rejected. */
  rejection: string | null;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class RespondentPlanPage {
  items: RespondentActionView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
