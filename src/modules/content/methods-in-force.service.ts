import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { ContentService, type Published } from './content.service.js';

/** Which method a tenant's scores go by. */
@Injectable()
export class MethodsInForce {
  constructor(private readonly content: ContentService) {}

  of(_db: EntityManager, _tenantId: string): Promise<Published<Methodology>> {
    return this.content.methodology();
  }
}
