import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min, ValidateIf } from 'class-validator';
import type { RelationshipStanding } from '../../domain/relationships/relationship-states.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { RelationshipView } from './relationships.dto.js';
import { ScoreSummary } from './score-summary.js';

export const BANDS = ['low', 'medium', 'high', 'critical'] as const;
const SORTS = ['name', '-name', 'risk', '-risk'] as const;
const STANDINGS = ['approved', 'conditional', 'on_hold', 'responsible_exit', 'needs_decision'] as const;
export type SupplierSort = (typeof SORTS)[number];

/** What is not sent stays as it is. */
export const whenSent = (_: object, value: unknown): boolean => value !== undefined;

export class NewSupplierDto {
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name: string;

  /** Country of the company, ISO 3166-1 alpha-3 (alpha-2 is understood); XKX for Kosovo. */
  @ApiProperty({ example: 'BGD' })
  @IsString()
  @MaxLength(3)
  country: string;

  /** Number in the country's register of companies; tells two companies of one name apart. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  registrationNumber?: string | null;
}

export class ChangeSupplierDto {
  @ValidateIf(whenSent)
  @IsString()
  @MaxLength(200)
  @Matches(/\S/, { message: 'name must not be blank' })
  name?: string;

  /** ISO 3166-1 alpha-3 (alpha-2 is understood). */
  @ValidateIf(whenSent)
  @IsString()
  @MaxLength(3)
  country?: string;

  /** null clears it. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  registrationNumber?: string | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

export class SuppliersQuery extends PageQuery {
  /** By name, or by the risk of the worst site; `-` turns the order round. What has no score yet stands above the gravest: unknown is never low. */
  @ApiPropertyOptional({ enum: SORTS, default: 'name' })
  @IsOptional()
  @IsIn(SORTS)
  sort: SupplierSort = 'name';

  @ApiPropertyOptional({ enum: ['active', 'archived'], default: 'active' })
  @IsOptional()
  @IsIn(['active', 'archived'])
  status: 'active' | 'archived' = 'active';

  /** Only suppliers whose worst site is in this band. */
  @ApiPropertyOptional({ enum: BANDS })
  @IsOptional()
  @IsIn(BANDS)
  band?: string;

  /** Only suppliers of this country, ISO 3166-1. */
  @IsOptional()
  @IsString()
  @MaxLength(3)
  country?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 9 })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d$/.test(value) ? Number(value) : value))
  @IsInt()
  @Min(1)
  @Max(9)
  tier?: number;

  @IsOptional()
  @IsString()
  @MaxLength(60)
  tag?: string;

  /** Only suppliers that this person answers for. */
  @IsOptional()
  @IsUUID()
  ownerId?: string;

  /** Only suppliers to whom we stand like this today; `needs_decision`: nobody has decided yet, or the decision has expired. */
  @ApiPropertyOptional({ enum: STANDINGS })
  @IsOptional()
  @IsIn(STANDINGS)
  relationshipState?: RelationshipStanding;

  /** Beginning of the name, whatever its case and accents. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export class WorstSiteView {
  id: string;
  name: string;
  country: string;
}

export class RelationshipStateSummary {
  @ApiProperty({ enum: STANDINGS, description: 'Today; `needs_decision`: nobody has decided yet, or the decision has expired.' })
  state: string;

  /** The last decision, also where it has expired. */
  @ApiProperty({ type: String, enum: STANDINGS.slice(0, 4), nullable: true })
  decided: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn: string | null;
}

export class SupplierView {
  id: string;
  name: string;

  /** ISO 3166-1 alpha-3. */
  country: string;

  registrationNumber: string | null;

  @ApiProperty({ enum: ['active', 'archived'] })
  status: string;

  /** The site whose risk is the supplier's; null until one is scored. */
  @ApiProperty({ type: WorstSiteView, nullable: true })
  worstSite: WorstSiteView | null;

  /** Score of the worst site; null: not scored yet, which is not low. */
  @ApiProperty({ type: ScoreSummary, nullable: true })
  score: ScoreSummary | null;

  @ApiProperty({ type: RelationshipView, nullable: true })
  relationship: RelationshipView | null;

  relationshipState: RelationshipStateSummary;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class SuppliersPage {
  items: SupplierView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
