import { Injectable } from '@nestjs/common';
import type { Indices } from '../../domain/indices/indices.js';
import { countryLookup } from '../../domain/suppliers/country-codes.js';
import type { ImportVocabulary } from '../../domain/suppliers/import-row.js';
import { ContentService } from '../content/content.service.js';

/** The codes that facts about suppliers are checked against, from the newest indices. */
@Injectable()
export class VocabularyService {
  private known: { readonly sha256: string; readonly vocabulary: ImportVocabulary } | null = null;

  constructor(private readonly content: ContentService) {}

  async vocabulary(): Promise<ImportVocabulary> {
    const { sha256, body } = await this.content.indices();
    if (this.known?.sha256 !== sha256) this.known = { sha256, vocabulary: vocabularyOf(body) };
    return this.known.vocabulary;
  }
}

function vocabularyOf(indices: Indices): ImportVocabulary {
  const regions = new Map<string, readonly string[]>();
  for (const entry of indices.stateImposed.entries) regions.set(entry.iso3, [...(regions.get(entry.iso3) ?? []), ...entry.regions]);
  return {
    country: countryLookup(indices.countries.countries),
    divisions: new Set(indices.sectors.sectors.map(({ isic }) => isic)),
    goods: new Set(indices.goods.goods.map(({ id }) => id)),
    regions,
  };
}
