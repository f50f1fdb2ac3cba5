import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { PageQuery } from './page.dto.js';

/** Language, script and region of a BCP 47 tag: what every collation takes. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i;

/** The part that every query for texts in a language shares. */
export class LanguageQuery {
  @ApiPropertyOptional({
    description: 'BCP 47 tag of the language to read in; what does not exist in it comes in the base language of the content.',
    example: 'ru',
  })
  @IsOptional()
  @Matches(LANGUAGE_TAG, { message: 'language must be a language tag such as en or ru' })
  language?: string;
}

/** A page of things whose texts are read in a language. */
export class TranslatedPageQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'BCP 47 tag of the language to read in; what does not exist in it comes in the base language of the content.',
    example: 'ru',
  })
  @IsOptional()
  @Matches(LANGUAGE_TAG, { message: 'language must be a language tag such as en or ru' })
  language?: string;
}
