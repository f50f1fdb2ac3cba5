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
}

export class NewLinkView extends LinkView {
  /** The address to hand to the contact. It is told once and stored nowhere. */
  url: string;
}
