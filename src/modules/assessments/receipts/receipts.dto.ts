import { ApiProperty } from '@nestjs/swagger';
import { ContactNameView, WriterView } from '../answers.dto.js';

export class EarlierReceiptView {
  id: string;

  @ApiProperty({ format: 'date-time' })
  submittedAt: string;

  sha256: string;
}

export class ReceiptView {
  id: string;

  assessmentId: string;

  @ApiProperty({ format: 'date-time' })
  submittedAt: string;

  submittedBy: WriterView;

  /** The contact for whom an officer submitted. */
  onBehalfOf: ContactNameView | null;

  @ApiProperty({ description: 'SHA-256 of the bytes of `document` in UTF-8, as 64 hex digits.' })
  sha256: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Canonical JSON (RFC 8785) of the visible answers as they were submitted; null once its key is erased.',
  })
  document: string | null;

  /** Receipts of earlier submissions of the same assessment, newest first. */
  earlier: EarlierReceiptView[];
}
