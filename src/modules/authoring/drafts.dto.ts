import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { LANGUAGE, MANUAL_ID, MANUAL_VERSION, ManualNameDto, ManualNameView, ProblemView } from './manual-name.dto.js';

const DOCUMENT = { type: 'object', additionalProperties: true } as const;
const REVISION = {
  type: 'integer',
  minimum: 1,
  description: 'The revision that was read; another one means that somebody else has changed the draft.',
} as const;
const POSITION = { type: 'integer', minimum: 0, description: 'Counted from 0; left out: where it stands, or at the end.' } as const;

export class NewDraftDto {
  @ApiProperty({
    example: 'our-manual',
    description: "Id of the manual: one of the tenant's own, or a new one; never that of a shipped one.",
  })
  @Matches(MANUAL_ID, { message: 'id must be lower-case letters, digits, _ and -, beginning with a letter' })
  id: string;

  /** The version to begin with a copy of; left out: an empty manual. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ManualNameDto)
  from?: ManualNameDto;

  @ApiPropertyOptional({ example: '1.2.0', description: 'Left out: the next minor version.' })
  @IsOptional()
  @Matches(MANUAL_VERSION, { message: 'version must be three numbers such as 1.2.0' })
  version?: string;

  /** Name of an empty manual, in its base language. */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  title?: string;

  @ApiPropertyOptional({ default: 'en', description: 'Base language of an empty manual.' })
  @IsOptional()
  @Matches(LANGUAGE, { message: 'baseLanguage must be a language tag such as en or pt-BR' })
  baseLanguage?: string;
}

export class DraftBodyDto {
  @ApiProperty(REVISION)
  @IsInt()
  @Min(1)
  revision: number;

  @ApiProperty({
    ...DOCUMENT,
    description:
      'The whole manual, as content/schema/manual.schema.json and manual-chapter.schema.json describe it, chapters and contradictions in it.',
  })
  @IsObject()
  manual: Record<string, unknown>;
}

export class DraftChapterDto {
  @ApiProperty(REVISION)
  @IsInt()
  @Min(1)
  revision: number;

  @ApiPropertyOptional(POSITION)
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  position?: number;

  @ApiProperty({ ...DOCUMENT, description: 'The chapter; without `questions` it keeps those it has.' })
  @IsObject()
  content: Record<string, unknown>;
}

export class DraftQuestionDto {
  @ApiProperty(REVISION)
  @IsInt()
  @Min(1)
  revision: number;

  /** Id of the chapter in which it stands. */
  @IsString()
  @MaxLength(200)
  chapter: string;

  @ApiPropertyOptional(POSITION)
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  position?: number;

  @ApiProperty({ ...DOCUMENT, description: 'The question.' })
  @IsObject()
  content: Record<string, unknown>;
}

export class RevisionQuery {
  @ApiPropertyOptional({ ...REVISION, description: 'Required: the revision that was read.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  revision?: number;
}

export class PublishDto {
  @ApiProperty(REVISION)
  @IsInt()
  @Min(1)
  revision: number;

  @ApiPropertyOptional({
    description: 'Ids of the reworded questions that still mean what they meant: answers given to the old words are kept for the new.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  confirmWording?: string[];
}

/** A draft, without what is written in it. */
export class DraftSummaryView {
  id: string;

  /** Id of the manual it is to be a version of. */
  manual: string;

  version: string;

  /** Id of the manual it was copied from in the beginning, else its own: question ids mean the same within a family. */
  family: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  title: Record<string, string>;

  @ApiProperty({ type: ManualNameView, nullable: true })
  basedOn: ManualNameView | null;

  @ApiProperty({ type: 'integer' })
  revision: number;

  /** Id of the person who began it. */
  createdBy: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class DraftsPage {
  items: DraftSummaryView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class DraftView extends DraftSummaryView {
  @ApiProperty({ ...DOCUMENT, description: 'The whole manual, as it may be sent back.' })
  content: Record<string, unknown>;
}

/** What stands between a draft and its publication. */
export class DraftProblemsView {
  @ApiProperty({ type: 'integer' })
  revision: number;

  /** Each keeps it from being published; 500 at most, the rest shows when these are mended. */
  problems: ProblemView[];

  /** Worth knowing, and no reason to wait. */
  warnings: ProblemView[];

  @ApiProperty({
    type: ManualNameView,
    nullable: true,
    description: 'The version it is compared with: the one before it, else the one it was begun from.',
  })
  comparedWith: ManualNameView | null;

  @ApiProperty({ type: String, nullable: true, description: 'The lowest version that its changes allow; null: any.' })
  leastVersion: string | null;

  /** Questions with other words and the same meaning: to be confirmed, or their `meaning` to be raised. */
  reworded: string[];
}

export class PublishedView extends ManualNameView {
  sha256: string;

  /** Translations that would still have asked an earlier question: left out. */
  droppedTranslations: string[];

  /** Translations of texts that read differently now: to be reviewed. */
  unreviewedTranslations: string[];

  warnings: ProblemView[];
}
