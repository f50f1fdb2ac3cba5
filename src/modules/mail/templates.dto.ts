import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { PARAGRAPH_MAX, PARAGRAPHS_MAX, SUBJECT_MAX } from '../../domain/letters/check-template.js';

export class TemplateDto {
  /** One line; `{buyer}` and the other placeholders are filled in. */
  @IsString()
  @MaxLength(SUBJECT_MAX)
  subject: string;

  @ApiProperty({
    type: [String],
    description:
      'Plain text, one entry a paragraph; {link} stands in one of them. What the link is, and what to do when one is afraid to answer, is added below.',
  })
  @IsArray()
  @ArrayMaxSize(PARAGRAPHS_MAX)
  @IsString({ each: true })
  @MaxLength(PARAGRAPH_MAX, { each: true })
  paragraphs: string[];

  @ApiProperty({ type: 'integer', minimum: 0, description: 'The version that was read; 0 where there was none of yours.' })
  @IsInt()
  @Min(0)
  version: number;
}

export class PreviewDto {
  @ApiPropertyOptional({ description: 'Left out: as it is in force.' })
  @IsOptional()
  @IsString()
  @MaxLength(SUBJECT_MAX)
  subject?: string;

  @ApiPropertyOptional({ type: [String], description: 'Left out: as they are in force.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(PARAGRAPHS_MAX)
  @IsString({ each: true })
  @MaxLength(PARAGRAPH_MAX, { each: true })
  paragraphs?: string[];
}

export class TemplateView {
  /** Which letter. */
  kind: string;

  /** BCP 47 tag. */
  language: string;

  @ApiProperty({ description: 'Whether these are your words; else ours.' })
  own: boolean;

  subject: string;

  paragraphs: string[];

  /** What stands below in any case. */
  alwaysAdded: string[];

  /** Names that may stand in braces. */
  placeholders: string[];

  @ApiProperty({ description: 'Whether somebody who speaks the language has read our words in it.' })
  reviewed: boolean;

  @ApiProperty({ type: 'integer', description: '0 where there never were words of yours.' })
  version: number;

  @ApiProperty({ type: String, nullable: true, description: 'Id of the person who wrote this version.' })
  writtenBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  writtenAt: string | null;
}

export class TemplatesPage {
  items: TemplateView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class TemplateVersionView {
  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: String, nullable: true, description: 'null: back to our words.' })
  subject: string | null;

  @ApiProperty({ type: [String], nullable: true })
  paragraphs: readonly string[] | null;

  /** Id of the person. */
  writtenBy: string;

  @ApiProperty({ format: 'date-time' })
  writtenAt: string;
}

export class TemplateVersionsPage {
  items: TemplateVersionView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class LetterPreviewView {
  subject: string;

  /** The whole letter, with made-up facts in its places. */
  text: string;
}
