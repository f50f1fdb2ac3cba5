import { ApiProperty, type ApiPropertyOptions, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { LANGUAGE_TAG } from '../../platform/http/language.dto.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { MANUAL_ID, MANUAL_VERSION, ManualNameView } from './manual-name.dto.js';

/** A word, a figure, a list of steps: whatever stands at the place. */
const ANYTHING = {
  oneOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'array', items: {} }, { type: 'object' }],
  nullable: true,
} satisfies ApiPropertyOptions;

const BANDS = ['low', 'medium', 'high', 'critical'] as const;
const AUDIENCES = ['supplier', 'buyer', 'worker', 'assessor'] as const;

export class DiffQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'heuni', description: 'Id of the manual to compare with; left out: the version it takes over from.' })
  @IsOptional()
  @Matches(MANUAL_ID, { message: 'fromId must be the id of a manual' })
  fromId?: string;

  @ApiPropertyOptional({ example: '1.1.0' })
  @IsOptional()
  @Matches(MANUAL_VERSION, { message: 'fromVersion must be three numbers such as 1.2.0' })
  fromVersion?: string;
}

export class ManualChangeView {
  /** By ids: `questions/R3/options/none`. */
  place: string;

  @ApiProperty({
    enum: ['meaning', 'structure', 'wording', 'translation', 'weight', 'condition', 'finding', 'evidence', 'audience', 'label', 'about'],
  })
  kind: string;

  @ApiProperty({ enum: ['added', 'removed', 'moved', 'changed'] })
  change: string;

  /** Id of the question that it belongs to; null: none. */
  question: string | null;

  /** Of a text; else null. */
  language: string | null;

  @ApiProperty({ ...ANYTHING, description: 'What stood there; null: nothing.' })
  before: unknown;

  @ApiProperty({ ...ANYTHING, description: 'What stands there; null: nothing.' })
  after: unknown;
}

export class ManualDiffView {
  @ApiProperty({ type: ManualNameView, nullable: true, description: 'Null: there is nothing before it.' })
  from: ManualNameView | null;

  to: ManualNameView;

  @ApiProperty({
    enum: ['patch', 'minor', 'major'],
    description: 'The least step between the two versions that is honest about the changes.',
  })
  step: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Number of changes of each kind.' })
  counts: Record<string, number>;

  /** Questions with other words and the same meaning. */
  reworded: string[];

  items: ManualChangeView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class PreviewQuery {
  /** A site, with its profile, its band and the questions that come back to it. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  @ApiPropertyOptional({ enum: BANDS, default: 'critical', description: 'Without a site: the band of its inherent risk.' })
  @IsOptional()
  @IsIn(BANDS)
  band?: (typeof BANDS)[number];

  @ApiPropertyOptional({ description: 'Without a site: ISO 3166-1 alpha-3. What is left out is not known, and conditions on it ask.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'country must be three capital letters' })
  country?: string;

  @ApiPropertyOptional({ description: 'Without a site: ISIC Rev.4 division.' })
  @IsOptional()
  @Matches(/^\d{2}$/, { message: 'isic must be two digits' })
  isic?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 10_000_000, description: 'Without a site: head count.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,8}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(0)
  @Max(10_000_000)
  workers?: number;

  @ApiPropertyOptional({ type: String, description: 'Without a site: codes of goods, separated by commas.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',').filter((code) => code !== '') : value))
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  goods?: string[];

  @ApiPropertyOptional({ enum: AUDIENCES, default: 'supplier' })
  @IsOptional()
  @IsIn(AUDIENCES)
  audience: (typeof AUDIENCES)[number] = 'supplier';

  @ApiPropertyOptional({ description: 'BCP 47 tag of the language to read in.', example: 'ru' })
  @IsOptional()
  @Matches(LANGUAGE_TAG, { message: 'language must be a language tag such as en or ru' })
  language?: string;
}

export class PreviewQuestionView {
  id: string;
  text: string;
  type: string;

  /** True: asked whatever is answered. False: depends on answers. */
  certain: boolean;

  /** Documents asked as proof. */
  @ApiProperty({ type: 'integer' })
  documents: number;
}

export class PreviewChapterView {
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  title: string;
  questions: PreviewQuestionView[];
}

export class MinutesView {
  /** Of what is asked in any case, without documents. */
  @ApiProperty({ type: 'integer' })
  least: number;

  /** Of everything that may be asked, with every document. */
  @ApiProperty({ type: 'integer' })
  most: number;
}

export class QuestionnairePreviewView {
  @ApiProperty({ enum: ['core', 'extended', 'full'] })
  depth: string;

  audience: string;
  language: string;

  @ApiProperty({ type: 'integer', description: 'Questions asked whatever is answered.' })
  certain: number;

  @ApiProperty({ type: 'integer', description: 'Questions that depend on answers.' })
  possible: number;

  /** An estimate from the length of the words and the kind of answer. */
  minutes: MinutesView;

  chapters: PreviewChapterView[];
}
