import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import { INDEX_IDS } from '../../domain/indices/index-ids.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { PageQuery } from '../../platform/http/page.dto.js';

const STATES = ['in_force', 'loaded', 'withdrawn'] as const;

export class LoadEditionQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false', description: 'true: tell what it would change and store nothing.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  dryRun?: string;
}

/** What a file does not say of its edition itself. */
export class IndexEditionFields {
  @ApiPropertyOptional({ enum: INDEX_IDS, description: 'Left out: the one that the file names, or whose columns it has.' })
  @IsOptional()
  @IsIn(INDEX_IDS)
  index?: string;

  /** Left out: the title of the edition in force. */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  title?: string;

  @ApiPropertyOptional({ example: '2026', description: 'Shown beside every score.' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  edition?: string;

  @ApiPropertyOptional({ example: '2026' })
  @IsOptional()
  @Matches(/^\d{4}$/, { message: 'year must be four digits' })
  year?: string;

  /** What it is drawn from, so that a reader can find it again. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  source?: string;

  /** The licence under which it may be used. */
  @IsOptional()
  @IsString()
  @MaxLength(300)
  licence?: string;

  /** The line that the licence asks to be shown; left out: "Source:" and the source. */
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  attribution?: string;
}

/** The form as the documentation shows it. */
export class IndexEditionForm extends IndexEditionFields {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: 'One index as CSV, YAML or JSON in UTF-8, up to 2 MB; docs/indices.md describes the columns and fields of each.',
  })
  file: unknown;
}

export class IndexEditionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: INDEX_IDS, description: 'Only editions of this index.' })
  @IsOptional()
  @IsIn(INDEX_IDS)
  index?: string;
}

export class EntriesQuery extends PageQuery {
  /** Language of the notes. */
  @IsOptional()
  @IsString()
  @MaxLength(35)
  language?: LanguageQuery['language'];
}

export class WithdrawEditionDto {
  @ApiProperty({ type: 'integer', description: 'As it was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

/** An edition of one index, shipped or the tenant's own. */
export class IndexEditionView {
  @ApiProperty({ type: String, nullable: true, description: 'null: it came with the product.' })
  id: string | null;

  @ApiProperty({ enum: ['own', 'shipped'] })
  origin: string;

  @ApiProperty({ enum: INDEX_IDS })
  index: string;

  title: string;
  edition: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  source: string;

  /** The line that the licence asks to be shown. */
  attribution: string;

  licence: string;

  @ApiProperty({ type: 'integer', description: 'How many lines it has.' })
  lines: number;

  /** Of its canonical JSON. */
  sha256: string;

  @ApiProperty({ enum: STATES, description: '`in_force`: scores go by it. `loaded`: another one of the same index is in force.' })
  state: string;

  /** Id of the person; null: it came with the product. */
  loadedBy: string | null;
  loadedAt: string | null;
  withdrawnBy: string | null;
  withdrawnAt: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  version: number | null;
}

export class IndexEditionsPage {
  items: IndexEditionView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class IndexEntryView {
  /** The same in every edition of the index. */
  key: string;

  /** ISO 3166-1 alpha-3, or XKX. */
  iso3: string | null;
  good: string | null;

  /** ISIC Rev.4 division. */
  isic: string | null;

  /** What the index says. */
  value: string;
  note: string | null;
}

export class IndexEntriesPage {
  items: IndexEntryView[];

  /** Mark of the next page; null on the last. */
  next: string | null;
}

export class EditionChangeView {
  @ApiProperty({ enum: ['added', 'removed', 'changed'] })
  kind: string;

  key: string;
  iso3: string | null;
  good: string | null;
  isic: string | null;

  /** What the edition in force says; null where it says nothing, which is unknown, never safe. */
  from: string | null;

  /** What the new one says; null where it says nothing. */
  to: string | null;
}

/** Against the edition of the same index that is in force. */
export class EditionDiffView {
  /** The edition compared with. */
  against: string;

  @ApiProperty({ type: 'integer' })
  added: number;

  @ApiProperty({ type: 'integer' })
  removed: number;

  @ApiProperty({ type: 'integer' })
  changed: number;

  /** At most 500 of them. */
  changes: EditionChangeView[];
}

export class GoodSitesView {
  good: string;

  @ApiProperty({ type: 'integer', description: 'Active sites.' })
  sites: number;
}

/** What a new edition means for the tenant's active sites. */
export class TouchedSitesView {
  @ApiProperty({ type: 'integer', description: 'Sites for which a line was added, removed or changed, at most: a region may not match.' })
  touched: number;

  /** Goods that only the new edition knows and that sites named in their own words. Nothing is rewritten: choose the good at the site. */
  recognised: GoodSitesView[];

  /** Goods that the new edition does not know any more: where they are declared they count as unknown. */
  lost: GoodSitesView[];
}

/** What came of a file: the edition that was loaded, or in a dry run would be, and what it changes. */
export class LoadedEditionView {
  dryRun: boolean;
  edition: IndexEditionView;
  diff: EditionDiffView;
  sites: TouchedSitesView;
}
