import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator';
import { DAY } from '../sending.dto.js';

/** What is said of a document that is put beside a question. */
export class EvidenceDates {
  /** Id of the question whose answer it proves. */
  @IsString()
  @MaxLength(100)
  question: string;

  /** Id of the question's evidence rule that it answers to. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  rule?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The day on which the document was issued.' })
  @IsOptional()
  @Matches(DAY, { message: 'issuedOn must be a date as YYYY-MM-DD' })
  issuedOn?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The last day on which the document is valid; left out: as long as the rule it answers to allows.',
  })
  @IsOptional()
  @Matches(DAY, { message: 'validUntil must be a date as YYYY-MM-DD' })
  validUntil?: string;

  /** Id of the file beside the same question whose place it takes; that one stays in the history. */
  @IsOptional()
  @IsUUID()
  replaces?: string;
}

/** The fields that come with a file. */
export class EvidenceFields extends EvidenceDates {}

const FILE = {
  type: 'string',
  format: 'binary',
  description: 'PDF, PNG, JPEG, WebP, HEIC, DOCX, XLSX, or plain text or CSV in UTF-8; up to 25 MB. No macros, scripts or passwords.',
} as const;

/** The form as the documentation shows it. */
export class EvidenceForm extends EvidenceFields {
  @ApiProperty(FILE)
  file: unknown;
}

/** A document that is there already, put beside a question. */
export class ReuseDto extends EvidenceDates {
  /** From the list of documents, or from any evidence. */
  @IsUUID()
  documentId: string;
}

/** A file alone. */
export class FileForm {
  @ApiProperty(FILE)
  file: unknown;
}

/** Of a form with nothing but a file. */
export class NoFields {}

export class RemoveEvidenceDto {
  /** Why, in words that the supplier may read. */
  @IsString()
  @MinLength(3)
  @MaxLength(1_000)
  reason: string;
}

export class RedactEvidenceForm extends RemoveEvidenceDto {
  @ApiProperty({ ...FILE, description: `The copy with the names blacked out. ${FILE.description}` })
  file: unknown;
}

export class EarlierVersionView {
  documentId: string;

  sha256: string;

  @ApiProperty({
    enum: ['newer', 'redacted'],
    description: 'What took its place: a newer document, or the same one with names blacked out.',
  })
  replacedBy: string;

  @ApiProperty({ format: 'date-time' })
  uploadedAt: string;

  @ApiProperty({ format: 'date-time' })
  replacedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When its bytes were taken away; null: they are kept.' })
  removedAt: string | null;

  /** Why they were taken away. */
  reason: string | null;
}

export class EvidenceView {
  id: string;

  question: string;

  rule: string | null;

  /** The document itself, which may stand beside other questions too. */
  documentId: string;

  /** null where the key of the assessment was erased, or the file was taken away. */
  name: string | null;

  /** As the content shows, not as the name says. */
  mediaType: string;

  @ApiProperty({ type: 'integer', description: 'Bytes.' })
  size: number;

  sha256: string;

  @ApiProperty({
    isArray: true,
    enum: ['attachments', 'protected'],
    description: 'What to know before opening it: files lie inside it; it is protected, so that nothing could be seen of what is in it.',
  })
  remarks: string[];

  @ApiProperty({ enum: ['uploaded', 'reused', 'carried_over', 'third_party'], description: 'How it came beside this question.' })
  origin: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  issuedOn: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validUntil: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day on which it proves this answer; null: no end.' })
  provesUntil: string | null;

  @ApiProperty({ enum: ['contact', 'person'] })
  uploadedBy: string;

  @ApiProperty({ format: 'date-time', description: 'Since when it is known; putting it beside another question renews nothing.' })
  uploadedAt: string;

  @ApiProperty({ format: 'date-time', description: 'When it came beside this question.' })
  addedAt: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When an officer put a copy in its place in which names are blacked out.',
  })
  redactedAt: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When an officer took it away; its bytes are gone.' })
  removedAt: string | null;

  /** Why it was taken away. */
  removalReason: string | null;

  /** What it took the place of, newest first. */
  versions: EarlierVersionView[];
}

export class EvidenceList {
  items: EvidenceView[];
}

export class FileUrlView {
  /** Opens the file without a sign-in until it expires: treat it like the file itself. */
  url: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}
