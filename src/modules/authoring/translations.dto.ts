import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';

const STATES = ['original', 'missing', 'unreviewed', 'reviewed', 'stale'] as const;

export type TranslationState = (typeof STATES)[number];

export class TranslationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATES, description: 'Only texts in this state.' })
  @IsOptional()
  @IsIn(STATES)
  state?: TranslationState;
}

export class TranslatedTextView {
  /** `questions/R1/options/none`. */
  place: string;

  /** The text in the base language. */
  base: string;

  /** The text as it is shown in this language; null: it falls back to the base language. */
  text: string | null;

  @ApiProperty({ enum: STATES, description: '`stale`: it was translated when the base text read differently, and is not used.' })
  state: string;

  /** What was written for an earlier base text, to begin from. */
  staleText: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Id of the person who wrote or reviewed it last; null: it came with the manual.',
  })
  writtenBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  writtenAt: string | null;
}

/** How much of a manual there is in a language. */
export class LanguageCoverageView {
  /** BCP 47 tag. */
  code: string;

  @ApiProperty({ enum: ['ltr', 'rtl'] })
  dir: string;

  @ApiProperty({ type: 'integer' })
  texts: number;

  @ApiProperty({ type: 'integer', description: 'Texts that fall back to the base language.' })
  untranslated: number;

  @ApiProperty({ type: 'integer', description: 'Texts that nobody who speaks the language has read.' })
  unreviewed: number;

  /** 0 to 1. */
  untranslatedShare: number;

  /** 0 to 1, of all texts. */
  unreviewedShare: number;
}

export class ManualLanguagesView {
  baseLanguage: string;
  items: LanguageCoverageView[];
}

export class TranslationsView extends LanguageCoverageView {
  items: TranslatedTextView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class TranslatedTextDto {
  /** `questions/R1/options/none`. */
  @IsString()
  @MaxLength(300)
  place: string;

  /** Left out: the text that is shown now, to say that it was read. */
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  @Matches(/\S/, { message: 'text must not be blank' })
  text?: string;

  /** Whether somebody who speaks the language stands by it. */
  @IsBoolean()
  reviewed: boolean;
}

export class PutTranslationsDto {
  @ApiPropertyOptional({
    enum: ['ltr', 'rtl'],
    description: 'Of a language that the manual does not have yet; left out: as the language is usually written.',
  })
  @IsOptional()
  @IsIn(['ltr', 'rtl'])
  dir?: 'ltr' | 'rtl';

  @ApiProperty({ type: [TranslatedTextDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => TranslatedTextDto)
  texts: TranslatedTextDto[];
}
