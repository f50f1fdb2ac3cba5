import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Adjustments } from '../../domain/methods/adjustments.js';
import type { Actor } from '../../platform/auth/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { PolicyService } from '../reassessment/policy.service.js';
import { ContentChanges } from '../scoring/content-changes.service.js';

/** A method about which something is told. */
export interface ToldMethod {
  readonly id: string;
  readonly label: string;
}

/** What follows when a method comes into force: its cadence becomes the tenant's policy, and all sites are scored by it. */
@Injectable()
export class MethodEntry {
  constructor(
    private readonly policy: PolicyService,
    private readonly changes: ContentChanges,
    private readonly audit: AuditService,
  ) {}

  async comeIntoForce(db: EntityManager, actor: Actor, method: ToldMethod & { readonly adjustments: Adjustments }): Promise<void> {
    const { cadence } = method.adjustments;
    if (cadence !== null) await this.policy.setCadenceWithin(db, actor, cadence);
    await this.changes.noticeWithin(db, actor);
    await this.tell(db, actor, 'method.came_into_force', method, {});
  }

  async tell(
    db: EntityManager,
    actor: Actor,
    action: string,
    { id, label }: ToldMethod,
    after: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.audit.record(db, actor, { action, subjectKind: 'method', subjectId: id, after: { label, ...after } });
  }
}
