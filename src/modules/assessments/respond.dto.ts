import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';
import { AnswerView, CompletenessView } from './answers.dto.js';
import { EvidenceView } from './evidence.dto.js';
import { QuestionnaireView } from './questionnaire.dto.js';

export class LanguageQuery {
  @ApiPropertyOptional({
    description: 'BCP 47 tag of the language to read in; where the questions do not exist in it, their base language is used.',
    example: 'ru',
  })
  @IsOptional()
  @Matches(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, { message: 'language must be a BCP 47 tag' })
  language?: string;
}

export class AssessedSiteView {
  id: string;

  name: string;

  @ApiProperty({ description: 'ISO 3166-1 alpha-3.' })
  country: string;

  region: string | null;

  address: string | null;
}

export class RespondView {
  assessmentId: string;

  /** Who asks. */
  tenant: string;

  /** The company that is asked. */
  supplier: string;

  site: AssessedSiteView;

  @ApiProperty({ enum: ['sent', 'in_progress', 'submitted', 'returned', 'accepted', 'cancelled'] })
  state: string;

  @ApiProperty({ description: 'Nothing can be changed any more.' })
  readOnly: boolean;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  submittedAt: string | null;

  questionnaire: QuestionnaireView;

  answers: AnswerView[];

  evidence: EvidenceView[];

  completeness: CompletenessView;
}
