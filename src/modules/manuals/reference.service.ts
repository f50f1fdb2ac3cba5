import { Injectable } from '@nestjs/common';
import type { Indices } from '../../domain/indices/indices.js';
import { sentence } from '../../domain/scoring/explain-texts.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { Published } from '../content/content.service.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import type { CountriesView, GoodsVocabularyView, IndicesView, SectorsView } from './reference.dto.js';
import { viewCountries, viewEditions, viewGoods, viewSectors } from './reference.view.js';

/** Reads the indices that a tenant's scores go by: what forms offer, and what stands beside a score. */
@Injectable()
export class ReferenceService {
  constructor(
    private readonly db: TenantDb,
    private readonly inForce: IndicesInForce,
  ) {}

  async indices(actor: PersonActor): Promise<IndicesView> {
    const { id, version, sha256, body } = await this.read(actor);
    return { id, version, sha256, caveat: sentence('en', 'caveat'), editions: viewEditions(body) };
  }

  async countries(actor: PersonActor, language?: string): Promise<CountriesView> {
    return { items: viewCountries((await this.read(actor)).body, language) };
  }

  async goods(actor: PersonActor, language?: string, search?: string): Promise<GoodsVocabularyView> {
    return { items: viewGoods((await this.read(actor)).body, language, search) };
  }

  async sectors(actor: PersonActor, language?: string): Promise<SectorsView> {
    return { items: viewSectors((await this.read(actor)).body, language) };
  }

  private read(actor: PersonActor): Promise<Published<Indices>> {
    return this.db.transaction(actor, (db) => this.inForce.of(db, actor.tenantId));
  }
}
