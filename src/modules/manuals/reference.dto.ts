import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { LanguageQuery } from '../../platform/http/language.dto.js';

export class GoodsQuery extends LanguageQuery {
  /** Only goods whose name in this language or in English holds these letters. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

/** The edition of one index: what to print beside a score that was computed from it. */
export class EditionView {
  id: string;
  title: string;
  edition: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  source: string;

  /** The line that the licence asks to be shown. */
  attribution: string;

  licence: string;
}

export class IndicesView {
  /** The set of indices as one published whole. */
  id: string;
  version: string;
  sha256: string;

  /** What an index says, and does not say, about a supplier. */
  caveat: string;

  editions: EditionView[];
}

export class CountryView {
  /** ISO 3166-1 alpha-2. */
  iso2: string;

  /** ISO 3166-1 alpha-3, or XKX: the code that sites, goods and suppliers carry. */
  iso3: string;

  name: string;
}

export class CountriesView {
  /** By name. */
  items: CountryView[];
}

/** A country in which a good is listed: a fact about a trade, never proof about a supplier. */
export class GoodListingView {
  /** ISO 3166-1 alpha-3. */
  iso3: string;

  /** `child_labour`, `forced_labour`, `forced_child_labour`, or `listed_input`: made of something that is listed. */
  listings: string[];

  /** For `listed_input`: the countries that the listed input comes from. */
  inputFrom: string[];

  /** What a later edition says of it, where that is known. */
  note: string | null;
}

export class GoodEntryView {
  /** The code that a site's goods carry. `none_of_these`: chosen when nothing in the vocabulary applies, never assumed. */
  id: string;

  name: string;

  /** `agriculture`, `manufacturing`, `mining` and the like; null for `none_of_these`. */
  sector: string | null;

  /** Where it is listed, in the edition in force. */
  listings: GoodListingView[];
}

export class GoodsVocabularyView {
  /** By name; `none_of_these` last, whatever was searched for. */
  items: GoodEntryView[];
}

export class SectorView {
  /** ISIC Rev.4 division, two digits. */
  isic: string;

  title: string;

  /** 10 (low) to 100 (very high). */
  value: number;

  /** Why the value is what it is. */
  reason: string;
}

export class SectorsView {
  items: SectorView[];
}

/** The risk methodology in force: every figure of the method. */
export class MethodologyView {
  id: string;
  version: string;
  sha256: string;

  /** What a score says, and does not say, about a supplier. */
  caveat: string;

  /** Weights, tables, floors and bands, as content/schema/methodology.schema.json describes them. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  methodology: Record<string, unknown>;
}

/** The action library in force: what to do about each finding. */
export class ActionLibraryView {
  id: string;
  version: string;
  sha256: string;
  source: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  licence: string;
  baseLanguage: string;

  /** Actions as content/schema/action-library.schema.json describes them. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  actions: Record<string, unknown>[];
}
