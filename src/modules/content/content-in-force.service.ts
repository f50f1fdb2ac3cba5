import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import { ContentService } from './content.service.js';
import { IndicesInForce } from './indices-in-force.service.js';
import { MethodsInForce } from './methods-in-force.service.js';

/** What a tenant's scores go by, as something to compare. */
export interface ContentMark {
  /** Of the method and the indices together. */
  readonly contentSha256: string;
  /** The shipped ones that they were chosen from. */
  readonly shipped: string;
}

/** Tells whether a tenant's scores go by something else than they did. */
@Injectable()
export class ContentInForce {
  constructor(
    private readonly content: ContentService,
    private readonly methods: MethodsInForce,
    private readonly indices: IndicesInForce,
  ) {}

  async markOf(db: EntityManager, tenantId: string): Promise<ContentMark> {
    const shipped = [await this.content.indices(), await this.content.methodology()] as const;
    const methodology = await this.methods.of(db, tenantId);
    const indices = await this.indices.of(db, tenantId);
    return {
      contentSha256: sha256Hex(`${methodology.sha256} ${indices.sha256}`),
      shipped: `indices ${shipped[0].sha256} methodology ${shipped[1].sha256}`,
    };
  }
}
