import { ApiProperty } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';

export class NewLinkDto {
  /** Contact of the assessed supplier who gets the link. */
  @IsUUID()
  contactId: string;
}

export class LinkView {
  id: string;

  contactId: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ format: 'date-time', nullable: true, type: String })
  revokedAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  /** Ids of the chapters it opens; null: the whole. */
  chapters: string[] | null;

  /** The contact who handed these chapters over. */
  delegatedBy: string | null;

  @ApiProperty({
    enum: ['officer', 'contact', 'delegation', 'rotation'],
    nullable: true,
    description:
      '`contact`: archived or erased; `delegation`: taken back by whoever handed it over; `rotation`: another link took its place.',
  })
  revokedReason: string | null;
}

export class NewLinkView extends LinkView {
  /** The address to hand to the contact. It is told once and stored nowhere. */
  url: string;
}
