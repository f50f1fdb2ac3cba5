import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/auth/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { NewPeopleService } from './new-people.service.js';

/** The one person whom nobody invites. */
@Injectable()
export class FirstAdminService {
  constructor(
    private readonly newPeople: NewPeopleService,
    private readonly audit: AuditService,
  ) {}

  /** @returns the id of the admin, who may sign in once the transaction has committed. */
  async createWithin(db: EntityManager, actor: Actor, admin: { name: string; email: string; passwordHash: string }): Promise<string> {
    const person = await this.newPeople.createWithin(db, actor.tenantId, { ...admin, role: 'admin', status: 'active' });
    if (person === null) throw new Error('a new tenant has people already');
    await this.audit.record(db, actor, {
      action: 'person.created',
      subjectKind: 'person',
      subjectId: person.id,
      after: { role: 'admin', status: 'active', ...this.newPeople.tracesOf(actor.tenantId, admin) },
    });
    return person.id;
  }
}
