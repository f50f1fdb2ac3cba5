import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SystemActor } from '../../platform/auth/actor.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { FirstAdminService } from '../identity/first-admin.service.js';
import { insertDefaultPolicy } from './tenants.queries.js';

/** What every tenant begins with: a policy, the newest method, and an admin. */
@Injectable()
export class TenantBeginnings {
  constructor(
    private readonly firstAdmin: FirstAdminService,
    private readonly methods: MethodsInForce,
  ) {}

  /** @returns the id of the first admin */
  async beginWithin(db: EntityManager, actor: SystemActor, admin: Parameters<FirstAdminService['createWithin']>[2]): Promise<string> {
    await insertDefaultPolicy(db, actor.tenantId);
    await this.methods.beginWithin(db, actor.tenantId);
    return this.firstAdmin.createWithin(db, actor, admin);
  }
}
