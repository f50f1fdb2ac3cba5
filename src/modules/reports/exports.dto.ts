import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LanguageQuery } from '../../platform/http/language.dto.js';

export class CsvExportQuery extends LanguageQuery {
  /** `true`: the file begins with a byte order mark, from which Excel knows that it is UTF-8. */
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' })
  @IsOptional()
  @IsIn(['true', 'false'])
  bom?: 'true' | 'false';
}

/** A score's figures, never without what limits them. All null while the site has no score. */
export class ExportedScore {
  /** Inherent risk, 0 to 100. */
  inherent: number | null;

  /** Residual risk, 0 to 100: what is believed, given the answers. */
  residual: number | null;

  /** The lowest residual that what is known allows. */
  best: number | null;

  /** The highest residual that what is known allows. */
  worst: number | null;

  /** `low`, `medium`, `high` or `critical`. */
  band: string | null;

  /** 0 to 100. */
  confidence: number | null;

  /** The moment for which the score was computed. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  scoredAsOf: string | null;

  /** What raises the score most: factor, what it comes from, points. */
  drivers: string[];

  /** Methodology and version. */
  method: string | null;

  /** Editions of the indices that went into it. */
  editions: string[];

  /** SHA-256 of the score's receipt. */
  receiptSha256: string | null;

  /** What an officer judges beside the computed figures, never in their place. null: the band alone, or nothing. */
  overrideResidual: number | null;

  overrideBand: string | null;

  /** `in_force`, `proposed`, `overtaken` or `suspended`; only `in_force` counts. */
  overrideState: string | null;

  /** The last day on which it holds. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  overrideUntil: string | null;
}

export class ExportedSupplier extends ExportedScore {
  id: string;
  name: string;

  /** ISO 3166-1 alpha-3. */
  country: string;

  registrationNumber: string | null;

  /** `active` or `archived`. */
  status: string;

  /** What we buy. */
  buys: string | null;

  yearlySpend: number | null;
  currency: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  tier: number | null;

  /** Id of the person in our firm who answers for it. */
  ownerId: string | null;

  /** Our own reference. */
  reference: string | null;

  tags: string[];

  /** How many active sites it has. */
  @ApiProperty({ type: 'integer' })
  sites: number;

  /** The site whose score this is. */
  worstSiteId: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class ExportedSite extends ExportedScore {
  id: string;
  supplierId: string;
  supplierName: string;
  name: string;

  /** ISO 3166-1 alpha-3. */
  country: string;

  region: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;

  /** ISIC Rev.4 division. */
  isic: string | null;

  /** `services`, `declared` or `undeclared`. */
  goodsMode: string;

  /** `<good>:<country of origin>`. */
  goods: string[];

  /** Goods that the vocabulary does not know: unknown, never safe. */
  goodsUnmatched: string[];

  @ApiProperty({ type: 'integer', nullable: true })
  workers: number | null;

  /** `active` or `archived`. */
  status: string;

  /** When it is next assessed, and why. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  nextAssessmentOn: string | null;

  nextAssessmentReason: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}

export class ExportedFinding {
  id: string;
  supplierId: string;
  supplierName: string;
  siteId: string;
  siteName: string;

  /** The red flag, or `<question>.failed` / `<question>.undetermined`. */
  ruleId: string;

  /** null: it is about no question of the manual. */
  questionId: string | null;

  /** `red_flag`, `failed_control` or `undetermined`. */
  kind: string;

  /** `critical`, `major` or `minor`. */
  severity: string;

  zeroTolerance: boolean;

  /** Whether it adds points to the score. */
  isCase: boolean;

  title: string;

  /** `open` or `closed`. */
  state: string;

  /** `held` or `released`: whether the supplier sees it. */
  visibility: string;

  /** The answer or verification it comes from. */
  source: string;

  @ApiProperty({ format: 'date-time' })
  openedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  closedAt: string | null;

  /** Id of the person. */
  closedBy: string | null;
}

/** A corrective action. Free text of people (cause, plan, proof) is personal data and is not exported. */
export class ExportedAction {
  id: string;
  findingId: string;
  ruleId: string;
  findingTitle: string;
  supplierId: string;
  supplierName: string;
  siteId: string;
  siteName: string;

  /** Entry of the action library. */
  libraryId: string;

  libraryVersion: string;

  /** `critical`, `major` or `minor`. */
  severity: string;

  /** `open`, `in_progress`, `submitted`, `confirming`, `verified` or `rejected`. */
  state: string;

  /** `held` or `released`: whether the supplier sees it. */
  visibility: string;

  /** Until when people must be safe. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  containBy: string | null;

  @ApiProperty({ format: 'date' })
  planDueOn: string;

  @ApiProperty({ format: 'date' })
  dueOn: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  submittedAt: string | null;

  /** `documents`, `visit`, `third_party` or `workers`. */
  verification: string | null;

  /** Id of the person. */
  verifiedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  verifiedAt: string | null;

  /** Id of the second person, who confirmed what is of zero tolerance. */
  confirmedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  confirmedAt: string | null;

  /** The report behind the verification. */
  report: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;
}
