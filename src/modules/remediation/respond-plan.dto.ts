import { IsOptional, Matches } from 'class-validator';
import { PageQuery } from '../../platform/http/page.dto.js';
import { TAG } from './findings.dto.js';

export class RespondentPlanQuery extends PageQuery {
  /** BCP 47 tag of the language of texts; what is not translated comes in English. */
  @IsOptional()
  @Matches(TAG, { message: 'language must be a language tag such as en or ru' })
  language?: string;
}
