import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { DAY } from '../sending.dto.js';

/** The fields that come with a file. */
export class EvidenceFields {
  /** Id of the question whose answer the file proves. */
  @IsString()
  @MaxLength(100)
  question: string;

  /** Id of the question's evidence rule that the file answers to. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  rule?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The day on which the document was issued.' })
  @IsOptional()
  @Matches(DAY, { message: 'issuedOn must be a date as YYYY-MM-DD' })
  issuedOn?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day on which the document is valid.' })
  @IsOptional()
  @Matches(DAY, { message: 'validUntil must be a date as YYYY-MM-DD' })
  validUntil?: string;
}

/** The form as the documentation shows it. */
export class EvidenceForm extends EvidenceFields {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'PDF, PNG, JPEG, WebP, DOCX, XLSX, or plain text or CSV in UTF-8; up to 10 MB.',
  })
  file: unknown;
}

export class EvidenceView {
  id: string;

  question: string;

  rule: string | null;

  /** null where the key of the assessment was erased. */
  name: string | null;

  /** As the content shows, not as the name says. */
  mediaType: string;

  @ApiProperty({ type: 'integer', description: 'Bytes.' })
  size: number;

  sha256: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  issuedOn: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validUntil: string | null;

  @ApiProperty({ enum: ['contact', 'person'] })
  uploadedBy: string;

  @ApiProperty({ format: 'date-time' })
  uploadedAt: string;
}

export class EvidenceList {
  items: EvidenceView[];
}
