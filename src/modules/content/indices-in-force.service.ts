import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Indices } from '../../domain/indices/indices.js';
import { ContentService, type Published } from './content.service.js';

/** Which editions of the indices a tenant's scores go by. */
@Injectable()
export class IndicesInForce {
  constructor(private readonly content: ContentService) {}

  of(_db: EntityManager, _tenantId: string): Promise<Published<Indices>> {
    return this.content.indices();
  }
}
