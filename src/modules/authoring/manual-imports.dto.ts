import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { LANGUAGE, MANUAL_ID, MANUAL_VERSION } from './manual-name.dto.js';

/** The fields that come with a file. */
export class ManualImportFields {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'true: tell what would come of it and store nothing.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: string;

  @ApiPropertyOptional({
    example: 'our-manual',
    description: 'Id of the manual it becomes a draft of; left out: the one in the file, of a questionnaire one made of its file name.',
  })
  @IsOptional()
  @Matches(MANUAL_ID, { message: 'id must be lower-case letters, digits, _ and -, beginning with a letter' })
  id?: string;

  @ApiPropertyOptional({ example: '1.2.0', description: 'Left out: the one in the file, of a questionnaire the next one.' })
  @IsOptional()
  @Matches(MANUAL_VERSION, { message: 'version must be three numbers such as 1.2.0' })
  version?: string;

  /** Name of a questionnaire; left out: its file's. A manual says its own. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(300)
  title?: string;

  @ApiPropertyOptional({ default: 'en', description: 'Language of a questionnaire. A manual says its own.' })
  @IsOptional()
  @Matches(LANGUAGE, { message: 'language must be a language tag such as en or pt-BR' })
  language?: string;

  @ApiPropertyOptional({ description: 'Revision of the manual’s draft, which is to be replaced; left out: no draft is.' })
  @IsOptional()
  @Matches(/^[1-9]\d{0,8}$/, { message: 'revision must be a whole number' })
  revision?: string;
}

/** The form as the documentation shows it. */
export class ManualImportForm extends ManualImportFields {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description:
      'A workbook (XLSX, up to 10 MB) as a manual is exported, or a spreadsheet questionnaire, or a manual as JSON (up to 2 MB).',
  })
  file: unknown;
}

export class PlacedProblemView {
  @ApiProperty({ description: 'Where: the file with the cell or path.', example: "saq.xlsx 'Labor'!H7" })
  place: string;

  /** Stable. */
  code: string;

  /** For people. */
  message: string;
}

/** What is in a file, everything that is wrong with it, and the draft that was made of it. */
export class ManualImportView {
  @ApiProperty({ enum: ['plumbline-xlsx', 'saq-xlsx', 'json', 'unknown'] })
  format: string;

  @ApiProperty({ type: 'integer' })
  chapters: number;

  @ApiProperty({ type: 'integer' })
  questions: number;

  @ApiProperty({ type: 'integer' })
  options: number;

  @ApiProperty({ type: 'integer', description: 'Questions that are asked under a condition.' })
  conditions: number;

  languages: string[];

  /** Empty: it can be imported. */
  problems: PlacedProblemView[];

  /** What was understood all the same: worth a look. */
  oddities: PlacedProblemView[];

  dryRun: boolean;

  /** Id of the manual it is a draft of, or in a dry run would be; null while there are problems. */
  @ApiProperty({ type: String, nullable: true })
  manual: string | null;

  /** The version that the draft is to become. */
  @ApiProperty({ type: String, nullable: true })
  version: string | null;

  /** Question ids mean the same within a family. */
  @ApiProperty({ type: String, nullable: true })
  family: string | null;

  /** Id of the draft; null in a dry run or while there are problems: then nothing was stored. */
  @ApiProperty({ type: String, nullable: true })
  draft: string | null;
}
