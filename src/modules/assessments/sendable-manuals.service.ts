import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual } from '../../domain/manual/manual.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Published } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { isRetired } from './questionnaires.queries.js';

/** A manual by name. */
export interface ManualName {
  readonly id: string;
  readonly version: string;
}

/** Says which manual a sending or a move goes by: the one in force, or one that is named and may still be sent. */
@Injectable()
export class SendableManuals {
  constructor(private readonly manuals: ManualsInForce) {}

  /** @throws DomainError MANUAL_NOT_SENDABLE with the path of its name in the request */
  async find(db: EntityManager, tenantId: string, named: ManualName | null, path: string): Promise<Published<Manual>> {
    if (named === null) return this.manuals.of(db, tenantId);
    if (await isRetired(db, tenantId, named)) throw notSendable(path, 'This version was retired; it is sent no more.');
    try {
      return await this.manuals.version(db, tenantId, named.id, named.version);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'MANUAL_NOT_FOUND') throw notSendable(path, 'There is no such published version.');
      throw error;
    }
  }
}

const notSendable = (path: string, message: string): DomainError =>
  new DomainError('MANUAL_NOT_SENDABLE', 'invalid', 'This manual cannot be sent.', [{ path, code: 'MANUAL_NOT_SENDABLE', message }]);
