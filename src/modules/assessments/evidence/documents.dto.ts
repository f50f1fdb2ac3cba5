import { ApiProperty } from '@nestjs/swagger';

export class DocumentUseView {
  question: string;

  rule: string | null;

  /** Name of the site about which it was sent. */
  site: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  issuedOn: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validUntil: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day on which it proves that answer; null: no end.' })
  provesUntil: string | null;

  @ApiProperty({ format: 'date' })
  addedOn: string;
}

export class DocumentView {
  id: string;

  /** null where its key was erased. */
  name: string | null;

  mediaType: string;

  @ApiProperty({ type: 'integer', description: 'Bytes.' })
  size: number;

  sha256: string;

  @ApiProperty({ isArray: true, enum: ['attachments', 'protected'] })
  remarks: string[];

  @ApiProperty({ format: 'date-time' })
  uploadedAt: string;

  @ApiProperty({ type: 'integer', description: 'Whole days since it was first sent.' })
  ageDays: number;

  /** What it proves so far. */
  uses: DocumentUseView[];
}

export class DocumentsPage {
  items: DocumentView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class DocumentIdView {
  id: string;
}
