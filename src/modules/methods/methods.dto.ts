import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsInt, IsNumber, IsObject, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import type { MethodState } from './methods.queries.js';

const TEXTS = { type: 'object', additionalProperties: { type: 'string' }, example: { en: 'Why.' } } as const;
const MONTHS = { type: 'integer', minimum: 1, maximum: 60 } as const;
const READ = { type: 'integer', minimum: 1, description: 'The version that was read.' } as const;

/** A figure of the tenant's own for the work of one ISIC division. */
export class OwnSectorDto {
  @ApiProperty({ description: 'ISIC Rev.4 division, two digits.', example: '14' })
  @IsString()
  @MaxLength(10)
  isic: string;

  @ApiProperty({ minimum: 10, maximum: 100 })
  @IsNumber()
  @Min(10)
  @Max(100)
  value: number;

  @ApiProperty({ ...TEXTS, description: 'Why it is not the shipped one, by language tag.' })
  @IsObject()
  reason: Record<string, string>;
}

/** A condition that lifts inherent risk to at least `value` where it holds. */
export class OwnFloorDto {
  /** Lower-case letters, digits and _; none that the shipped method has. */
  @IsString()
  @MaxLength(60)
  id: string;

  @ApiProperty({ minimum: 0, maximum: 100 })
  @IsNumber()
  @Min(0)
  @Max(100)
  value: number;

  @ApiProperty({
    description: 'CEL over `answers`, `country.tip`, `sector.value` and `goods.forcedLabour`.',
    example: "answers.R3 == 'yes' && sector.value >= 70.0",
  })
  @IsString()
  @MaxLength(2_000)
  when: string;

  @ApiProperty({ ...TEXTS, description: 'A sentence that a supplier can read, by language tag.' })
  @IsObject()
  reason: Record<string, string>;
}

/** Months until the next assessment, by band. */
export class OwnCadenceDto {
  @ApiProperty(MONTHS)
  @IsInt()
  @Min(1)
  @Max(60)
  critical: number;

  @ApiProperty(MONTHS)
  @IsInt()
  @Min(1)
  @Max(60)
  high: number;

  @ApiProperty(MONTHS)
  @IsInt()
  @Min(1)
  @Max(60)
  medium: number;

  @ApiProperty(MONTHS)
  @IsInt()
  @Min(1)
  @Max(60)
  low: number;
}

/** What a tenant may change of a shipped method. Weights, bands and all other figures are the method's, so that scores compare. */
export class NewMethodDto {
  /** For its list. */
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name: string;

  @ApiPropertyOptional({ example: '1.1.0', description: 'The shipped version to adjust; left out: the newest.' })
  @IsOptional()
  @Matches(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, { message: 'basedOn must be three numbers such as 1.1.0' })
  basedOn?: string;

  @ApiPropertyOptional({ type: () => [OwnSectorDto], description: 'Left out: none.' })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OwnSectorDto)
  sectorValues?: OwnSectorDto[];

  @ApiPropertyOptional({ type: () => [OwnFloorDto], description: 'Beside the shipped ones. Left out: none.' })
  @IsOptional()
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => OwnFloorDto)
  floors?: OwnFloorDto[];

  @ApiPropertyOptional({
    type: () => OwnCadenceDto,
    nullable: true,
    description: 'Left out: how often sites are assessed stays as it is when the method comes into force.',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => OwnCadenceDto)
  cadence?: OwnCadenceDto | null;
}

/** The whole draft anew. */
export class ChangedMethodDto extends NewMethodDto {
  @ApiProperty(READ)
  @IsInt()
  @Min(1)
  version: number;
}

export class MethodVersionQuery {
  @ApiPropertyOptional({ ...READ, description: 'Required: the version that was read.' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  version?: number;
}

/** A method of the tenant, without what is in it. */
export class MethodSummaryView {
  id: string;
  name: string;

  /** What its scores name: `1.1.0+t3`, or the shipped version where nothing is adjusted. */
  label: string;

  /** The shipped version under it. */
  basedOn: string;

  sha256: string;

  @ApiProperty({ enum: ['draft', 'scheduled', 'adopted', 'retired'] })
  state: MethodState;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'From which day on it is in force; null: a draft.' })
  adoptOn: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'From which day on another was in force in its place.' })
  retiredOn: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Id of the person who decided that it comes into force.' })
  decidedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Id of the person who began it; null: the tenant began with it.' })
  createdBy: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class MethodsPage {
  items: MethodSummaryView[];

  @ApiProperty({ type: String, nullable: true })
  next: string | null;
}

export class OwnSectorView {
  isic: string;
  value: number;

  @ApiProperty({ type: Number, nullable: true, description: 'What the index of sectors says.' })
  shipped: number | null;

  @ApiProperty(TEXTS)
  reason: Record<string, string>;
}

export class OwnFloorView {
  id: string;
  value: number;
  when: string;

  @ApiProperty(TEXTS)
  reason: Record<string, string>;
}

export class OwnCadenceView {
  @ApiProperty(MONTHS)
  critical: number;

  @ApiProperty(MONTHS)
  high: number;

  @ApiProperty(MONTHS)
  medium: number;

  @ApiProperty(MONTHS)
  low: number;
}

export class OwnMethodView extends MethodSummaryView {
  sectorValues: OwnSectorView[];

  floors: OwnFloorView[];

  @ApiProperty({ type: () => OwnCadenceView, nullable: true })
  cadence: OwnCadenceView | null;
}

/** The method that scores go by today. */
export class MethodInForceView extends OwnMethodView {
  /** Shipped versions that are newer than the one under it: none counts until a method on it is adopted. */
  newerShipped: string[];

  @ApiProperty({ type: () => MethodSummaryView, nullable: true, description: 'The one that is to come into force.' })
  scheduled: MethodSummaryView | null;
}
