import { ApiProperty } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';

/** A day, or a moment with its offset from UTC. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export class AuditEventsQuery extends PageQuery {
  /** Only events about the thing with this id. */
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  /** Only events about things of this kind, for example `supplier`. */
  @IsOptional()
  @IsString()
  @MaxLength(60)
  subjectKind?: string;

  /** Only what the person or contact with this id did. */
  @IsOptional()
  @IsUUID()
  actorId?: string;

  /** Only events of this name, for example `supplier.created`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  action?: string;

  /** Only events at or after this moment; a day means its beginning in UTC. */
  @IsOptional()
  @Matches(MOMENT, { message: 'from must be a day or a moment in ISO 8601' })
  @IsISO8601({ strict: true })
  from?: string;

  /** Only events before this moment; a day means its beginning in UTC. */
  @IsOptional()
  @Matches(MOMENT, { message: 'to must be a day or a moment in ISO 8601' })
  @IsISO8601({ strict: true })
  to?: string;
}

export class AuditActorView {
  /** `person`, `contact` or `system`. */
  kind: string;

  /** null where the product itself did it. */
  id: string | null;
}

export class AuditSubjectView {
  kind: string;
  id: string;
}

export class AuditEventView {
  id: string;

  @ApiProperty({ format: 'date-time' })
  at: string;

  actor: AuditActorView;

  /** What was done: `<subject>.<past participle>`. */
  action: string;

  subject: AuditSubjectView;

  /** The fields that changed, as they were; personal values as keyed hashes. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before: Record<string, unknown> | null;

  /** The fields that changed, as they are since; personal values as keyed hashes. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  after: Record<string, unknown> | null;

  /** The request in which it was done, as in the log. */
  requestId: string | null;
}

export class AuditEventsPage {
  items: AuditEventView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
